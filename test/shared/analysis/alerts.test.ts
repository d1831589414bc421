/** Given these figures at these instants, what a postmaster is told, and when it is over. */
import { expect, test } from "vitest";
import { createAlertRules, type Figures, type FiguresAlert } from "../../../shared/analysis/alerts.ts";

const MIB = 1 << 20;
const START = Date.UTC(2026, 0, 5, 9);
const LOOK = 10;
const TOTAL = 100_000 * MIB;

/** A day at a mail host that goes as it usually does, but for what is told; time passes in looks of ten seconds. */
function day() {
	const rules = createAlertRules();
	const told: string[] = [];
	let raised: readonly FiguresAlert[] = [];
	let now: Figures = {
		at: START,
		disk: { free: 10_000 * MIB, total: TOTAL },
		requests: 0,
		since: START,
		lastAskedAt: null,
		deferredNew: 0,
		autoWhitelisted: 0,
		decided: 0,
		stuck: 0,
		resolver: { state: "unused", servers: [], lists: [] },
	};
	let words: string | null = null;
	return {
		/** For so many seconds, so many mails of a kind each minute. */
		pass(seconds: number, rates: { fresh?: number; known?: number; free?: number | null; stuck?: number } = {}) {
			const { fresh = 0, known = 0 } = rates;
			for (let passed = 0; passed < seconds; passed += LOOK) {
				const mails = ((fresh + known) * LOOK) / 60;
				const at = now.at + LOOK * 1000;
				now = {
					...now,
					at,
					disk: rates.free === undefined ? now.disk : rates.free === null ? null : { free: rates.free, total: TOTAL },
					requests: now.requests + mails,
					lastAskedAt: mails > 0 ? at : now.lastAskedAt,
					deferredNew: now.deferredNew + (fresh * LOOK) / 60,
					autoWhitelisted: now.autoWhitelisted + (known * LOOK) / 60,
					decided: now.decided + mails,
					stuck: rates.stuck ?? now.stuck,
				};
				const judged = rules(now);
				words = judged.find((one) => one.words !== null)?.words ?? null;
				const standing = judged.filter((one) => one.words !== null).map(({ id }) => id);
				for (const id of standing) if (!raised.includes(id)) told.push(`${id} raised`);
				for (const id of raised) if (!standing.includes(id)) told.push(`${id} cleared`);
				raised = standing;
			}
		},
		told,
		words: () => words,
	};
}

test("two usual hours, and nobody is told anything", () => {
	const host = day();
	host.pass(7200, { fresh: 3, known: 20 });
	expect(host.told).toEqual([]);
});

test("a disk with less than 256 MiB is told after half a minute, and is over five minutes after there is room", () => {
	const host = day();
	host.pass(20, { free: 255 * MIB });
	expect(host.told).toEqual([]);
	host.pass(20);
	expect(host.told).toEqual(["disk-low raised"]);
	expect(host.words()).toMatch(/^Only 255 MiB .*\. Make room/);
	host.pass(3600, { free: 300 * MIB });
	expect(host.told).toHaveLength(1);
	host.pass(290, { free: 500 * MIB });
	expect(host.told).toHaveLength(1);
	host.pass(30);
	expect(host.told).toEqual(["disk-low raised", "disk-low cleared"]);
});

test("a disk that is full every other look tells nothing: it never lasts", () => {
	const host = day();
	for (let look = 0; look < 100; look++) host.pass(10, { free: (look % 2 === 0 ? 1 : 900) * MIB });
	expect(host.told).toEqual([]);
});

test("a disk that cannot be asked changes nothing", () => {
	const host = day();
	host.pass(60, { free: 1 * MIB });
	host.pass(3600, { free: null });
	expect(host.told).toEqual(["disk-low raised"]);
});

test("half an hour without a question is told where there were many, and is over with the next", () => {
	const host = day();
	host.pass(3600, { known: 20 });
	host.pass(1780);
	expect(host.told).toEqual([]);
	host.pass(30);
	expect(host.told).toEqual(["not-asked raised"]);
	expect(host.words()).toContain("for 30 min");
	host.pass(10, { known: 20 });
	expect(host.told).toEqual(["not-asked raised", "not-asked cleared"]);
});

test("a host with one mail in half an hour may be silent for a night; one that was never asked is no news", () => {
	const host = day();
	host.pass(7200);
	for (let hour = 0; hour < 10; hour++) {
		host.pass(10, { known: 6 });
		host.pass(1790);
	}
	host.pass(6 * 3600);
	expect(host.told).toEqual([]);
});

test("mail that is stuck is told after a minute, with its number", () => {
	const host = day();
	host.pass(70, { stuck: 3 });
	expect(host.told).toEqual(["stuck-mail raised"]);
	expect(host.words()).toContain("3 mails tried again and again");
	host.pass(400, { stuck: 0 });
	expect(host.told).toEqual(["stuck-mail raised", "stuck-mail cleared"]);
});

test("new deferrals at ten times the usual are a surge, once, and over when they are as before", () => {
	const host = day();
	host.pass(3600, { fresh: 4, known: 20 });
	host.pass(900, { fresh: 60, known: 20 });
	expect(host.told).toEqual(["surge raised"]);
	expect(host.words()).toMatch(/new mails were deferred in 5 minutes, where about \d+ is usual/);
	host.pass(1800, { fresh: 4, known: 20 });
	expect(host.told).toEqual(["surge raised", "surge cleared"]);
});

test("a quiet host that gets twenty new mails at once has no surge, nor one that has run for ten minutes", () => {
	const quiet = day();
	quiet.pass(3600);
	quiet.pass(60, { fresh: 20 });
	quiet.pass(600);
	const young = day();
	young.pass(300, { fresh: 1 });
	young.pass(600, { fresh: 300 });
	expect([...quiet.told, ...young.told]).toEqual([]);
});

test("auto-whitelists that hit no more, while mail comes as before, are told; a night with little mail is not", () => {
	const host = day();
	host.pass(5400, { fresh: 4, known: 20 });
	host.pass(1800, { fresh: 24, known: 0 });
	expect(host.told).toContain("auto-whitelist-drop raised");
	const night = day();
	night.pass(5400, { fresh: 4, known: 20 });
	night.pass(1700, { fresh: 1, known: 1 });
	expect(night.told).toEqual([]);
});
