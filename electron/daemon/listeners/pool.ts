/**
 * The open connections of all policy listeners, bounded: at the limit the one that has been silent longest goes, so
 * that a new client always gets its answer. Silent means without a whole request: half a line keeps nobody alive.
 */
import type { Clock } from "../../../shared/base/clock.ts";

export interface Member {
	/** By the monotonic clock, milliseconds: when it came or last asked something whole. */
	lastAskedAt: number;
	/** It waits for an answer of ours and is not idle. */
	isBusy(): boolean;
	/** Ends it without a word. */
	drop(): void;
}

export interface Pool {
	readonly size: number;
	/** Takes one in; where the pool is full, another goes first. */
	join(member: Member): void;
	leave(member: Member): void;
	/** Members dropped because of the limit, since the start. */
	dropped(): number;
	members(): Iterable<Member>;
	close(): void;
}

const CHECK_IDLE_MS = 30_000;

export function createPool(limits: { connections: number; idleSeconds: number }, clock: Clock): Pool {
	const members = new Set<Member>();
	let dropped = 0;
	const timer = setInterval(() => {
		const before = clock.monotonic() - limits.idleSeconds * 1000;
		for (const member of members) if (member.lastAskedAt < before && !member.isBusy()) drop(member);
	}, CHECK_IDLE_MS);
	timer.unref();

	function drop(member: Member): void {
		members.delete(member);
		member.drop();
	}

	function dropLongestIdle(): void {
		let longest: Member | null = null;
		let busy: Member | null = null;
		for (const member of members) {
			if (member.isBusy()) {
				if (busy === null || member.lastAskedAt < busy.lastAskedAt) busy = member;
			} else if (longest === null || member.lastAskedAt < longest.lastAskedAt) longest = member;
		}
		const victim = longest ?? busy;
		if (victim === null) return;
		dropped += 1;
		drop(victim);
	}

	return {
		get size() {
			return members.size;
		},
		join(member) {
			if (members.size >= limits.connections) dropLongestIdle();
			members.add(member);
		},
		leave: (member) => void members.delete(member),
		dropped: () => dropped,
		members: () => members,
		close: () => clearInterval(timer),
	};
}
