/** What a person asks of a host: to add one, or to change how it looks and what it is kept from. */
import type { z } from "zod";
import type { addHost, changeHost } from "../../shared/protocol/desk.ts";
import type { HostLook } from "./remembered.ts";

export type Asked = z.infer<typeof addHost.body>;
export type Wish = z.infer<typeof changeHost.body>;

/** What is not asked for stays; a name without a letter counts as not asked for. */
export function lookOf(look: HostLook, wish: Wish): HostLook {
	return {
		name: clean(wish.name ?? "") || clean(look.name),
		colour: wish.colour === undefined ? look.colour : wish.colour,
		readOnly: wish.readOnly ?? look.readOnly,
	};
}

function clean(text: string): string {
	return text.replace(/\p{C}/gu, " ").trim().slice(0, 100);
}
