/** The masking mode for views: whether it is on, and text that does not come from the desk. */
import { useApp } from "./app-context.tsx";
import { useStore } from "./store.ts";

/** Whether addresses are masked. */
export function useMasking(): boolean {
	return useStore(useApp().veil.drawn);
}

/** For text that is held apart from what masking turns (a mail that was opened): masked while masking is on. */
export function useCover(): (text: string) => string {
	const { veil } = useApp();
	const turn = useStore(veil.drawn) ? veil.cover : veil.reveal;
	return (text) => String(turn(text));
}
