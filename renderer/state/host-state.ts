/** All the page keeps about one host: its clock, its live figures, its tail, how to ask it. */
import type { Send } from "../../shared/protocol/client.ts";
import { HOST_PREFIX } from "../../shared/protocol/desk.ts";
import { createHostClock, type HostClock } from "./host-clock.ts";
import { createLive, type Live } from "./live.ts";
import { createStore, type Store } from "./store.ts";
import { createTail, type Tail } from "./tail.ts";

export interface HostState {
	readonly id: string;
	readonly send: Send;
	readonly clock: HostClock;
	readonly live: Live;
	readonly tail: Tail;
	/** Triplets first seen since the list was last read. */
	readonly arrivals: Store<number>;
}

export function createHostState(id: string, sendTo: (base: string) => Send): HostState {
	return {
		id,
		send: sendTo(HOST_PREFIX + encodeURIComponent(id)),
		clock: createHostClock(
			() => performance.now(),
			() => Date.now(),
		),
		live: createLive(),
		tail: createTail(),
		arrivals: createStore(0),
	};
}
