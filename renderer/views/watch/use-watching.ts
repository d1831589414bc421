/** Whether a host only watches: by its latest tick, or by its greeting while none has come. */
import type { HostState } from "../../state/host-state.ts";
import { useStore } from "../../state/store.ts";
import { useHelloOf } from "../../state/use-history.ts";

/** False also while the host has not said it yet. */
export function useWatching(state: HostState): boolean {
	const tick = useStore(state.live.tick);
	const hello = useHelloOf(state).data;
	return (tick?.mode ?? hello?.engine.mode) === "shadow";
}
