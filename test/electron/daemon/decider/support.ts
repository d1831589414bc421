/** A decider on a real ledger in a temporary folder, with time that moves only when told. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { Answer, Decider } from "../../../../electron/daemon/decider/contract.ts";
import { createDecider, type DeciderParts } from "../../../../electron/daemon/decider/decider.ts";
import { keyedHash } from "../../../../electron/daemon/decider/keyed-hash.ts";
import { createFacts } from "../../../../electron/daemon/facts/facts.ts";
import { type OpenLedger, openLedger } from "../../../../electron/daemon/ledger/ledger.ts";
import { silentLog } from "../../../../shared/base/log.ts";
import type { Attempt } from "../../../../shared/policy/attempt.ts";
import type { PolicyEvent } from "../../../../shared/policy/event.ts";
import type { Settings } from "../../../../shared/policy/settings.ts";
import { anAttempt, type HandClock, handClock } from "../../../fixtures/greylist.ts";

export const operator = { name: "carol", verified: false, role: "operator" } as const;
const NOON = Date.UTC(2026, 2, 1, 12);

export interface Greylist {
	readonly ledger: OpenLedger;
	readonly decider: Decider;
	readonly events: PolicyEvent[];
	readonly clock: HandClock;
	/** Moves time on, in seconds. */
	wait(seconds: number): void;
	ask(attempt?: Partial<Attempt>): Promise<Answer>;
	/** "defer", "pass", or "pass after N". */
	verdict(attempt?: Partial<Attempt>): Promise<string>;
	set(settings: Partial<Settings>): Promise<void>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** What a decider needs besides: nothing is asked of the DNS, and a bug is thrown. */
export function besides(): Pick<DeciderParts, "facts" | "log" | "panic"> {
	const facts = createFacts(() => performance.now());
	return {
		facts,
		log: silentLog,
		panic(error) {
			throw error;
		},
	};
}

export async function openGreylist(): Promise<Greylist> {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-decider-"));
	const clock = handClock(NOON);
	const ledger = await openLedger({ folder, clock, log: silentLog });
	closing.push(async () => {
		await ledger.close();
		rmSync(folder, { recursive: true, force: true });
	});
	const events: PolicyEvent[] = [];
	ledger.subscribe((event) => events.push(event));
	let actions = 0;
	const newId = () => `action-${++actions}`;
	const hash = keyedHash(ledger.secret);
	const decider = createDecider({ ledger, clock, hash, newId, ...besides() });
	const ask = (attempt: Partial<Attempt> = {}) =>
		new Promise<Answer>((resolve) => decider.ask(attemptWith(attempt), resolve));
	return {
		ledger,
		decider,
		events,
		clock,
		ask,
		wait: clock.pass,
		async verdict(attempt) {
			const answer = await ask(attempt);
			if (answer.action === "defer") return "defer";
			return answer.header === null ? "pass" : `pass after ${answer.header.delayed}`;
		},
		async set(settings) {
			const { policy } = ledger.state;
			const all = { ...policy.settings, ...settings };
			await decider.changeSettings({ settings: all, revision: null, why: "test", who: operator });
		},
	};
}

let instances = 0;

/** A mail of alice to bob, each time a new message unless `instance` says otherwise. */
export function attemptWith(attempt: Partial<Attempt>): Attempt {
	instances += 1;
	return { ...anAttempt, instance: `instance-${instances}`, ...attempt };
}
