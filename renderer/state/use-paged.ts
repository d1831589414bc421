/**
 * A list of the chosen host, read page by page while the host can be asked. While another part of it is asked for, the
 * rows of the last one stay: a table that blinks is no table. Of another host nothing is shown.
 */
import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useHost } from "./app-context.tsx";
import { useAsking } from "./use-asking.ts";

export interface PagedList<Page, Cursor> {
	/** The list's name, and what is asked of it: the key of the query, with the host between them. */
	readonly name: string;
	readonly asked: readonly (string | null)[];
	/** Reads the page that a cursor names; null: the first one. */
	readonly read: (cursor: Cursor | null) => Promise<Page>;
	/** The cursor of the page that follows; null: this is the last. */
	readonly next: (page: Page) => Cursor | null;
	/** After how many milliseconds it is read again by itself, by the pages that were read. */
	readonly again: (pages: readonly Page[]) => number | false;
	/** How long it may be taken as it was read. Missing: as the app does. */
	readonly staleMs?: number;
}

export function usePaged<Page, Cursor>({ name, asked, read, next, again, staleMs }: PagedList<Page, Cursor>) {
	const host = useHost();
	const enabled = useAsking();
	return useInfiniteQuery<Page, Error, InfiniteData<Page, Cursor | null>, readonly unknown[], Cursor | null>({
		queryKey: [name, host.id, ...asked],
		// The library leaves the type open where it is a parameter; it hands back what `next` gave.
		queryFn: ({ pageParam }) => read(pageParam as Cursor | null),
		enabled,
		initialPageParam: null,
		getNextPageParam: next,
		placeholderData: (before, query) => (enabled && query?.queryKey[1] === host.id ? before : undefined),
		refetchInterval: ({ state }) => again(state.data?.pages ?? []),
		...(staleMs === undefined ? {} : { staleTime: staleMs }),
	});
}

/** Read again so often while one page is all that is read: what stands far down must not move under the hand. */
export function whileOnePage(everyMs: number): (pages: readonly unknown[]) => number | false {
	return (pages) => (pages.length > 1 ? false : everyMs);
}
