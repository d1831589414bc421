/**
 * Whether the chosen host can be asked now: the desk speaks to us and its link to the host is live. Before the link is
 * made nothing is asked, and when it is lost nothing is asked again until it is back: what was read stays, as it was.
 */
import { useApp, useHost } from "./app-context.tsx";
import { hostOf } from "./hosts.ts";
import { useStore } from "./store.ts";

export function useAsking(): boolean {
	return useAskingOf(useHost().id);
}

export function useAskingOf(id: string): boolean {
	const { hosts } = useApp();
	const line = useStore(hosts.line);
	const info = useStore(hosts.info);
	return line === "live" && hostOf(info, id)?.link === "live";
}

/** The error of a question, while an answer can be had: what a lost link broke off is told by the link itself. */
export function useFailure<E>(asked: { readonly error: E | null }): E | null {
	return useAsking() ? asked.error : null;
}
