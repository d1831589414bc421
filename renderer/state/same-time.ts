/** Whether an instant of one host is that instant at another: only then a time that is looked at goes along. */
import type { HostState } from "./host-state.ts";
import { type DeskInfo, hostOf } from "./hosts.ts";

export interface KnownHosts {
	readonly info: DeskInfo | null;
	readonly host: (id: string) => Pick<HostState, "clock">;
}

/** Clocks that are set by hand differ by less. */
const SAME_MS = 60_000;

/** `one` and `other` are ids, null the desk's own engine. A host that has not told its time is taken to have ours. */
export function sameTime({ info, host }: KnownHosts, one: string | null, other: string | null): boolean {
	if (one === other) return true;
	const [a, b] = [hostOf(info, one), hostOf(info, other)];
	if (a === null || b === null) return false;
	if (a.id === b.id) return true;
	// The sample may not have been heard yet, and is known to be elsewhere.
	if (a.kind === "sample" || b.kind === "sample") return false;
	const [here, there] = [host(a.id).clock, host(b.id).clock];
	return here.speed() === there.speed() && Math.abs(here.now() - there.now()) < SAME_MS;
}
