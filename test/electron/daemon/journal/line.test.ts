import { expect, test } from "vitest";
import { decodeLine, encodeLine } from "../../../../electron/daemon/journal/line.ts";
import type { PolicyEvent } from "../../../../shared/policy/event.ts";

const event: PolicyEvent = { seq: 7, at: 1000, kind: "engine-changed", change: "started", why: "grüß \u0000 \u2028" };
const line = Buffer.from(encodeLine(event));

test("what was written to the journal is read back", () => {
	expect(line.at(-1)).toBe(0x0a);
	expect(line.toString("utf8").slice(9)).toMatch(/^\{"v":1,"seq":7,"at":1000,"kind":"engine-changed"/);
	expect(decodeLine(line.subarray(0, -1))).toEqual({ ok: true, value: event });
});

test("a line cut at any byte, or with any bit turned over, is refused", () => {
	for (let end = 0; end < line.length - 1; end++) expect(decodeLine(line.subarray(0, end)).ok).toBe(false);
	for (let at = 0; at < line.length - 1; at++) {
		const turned = Buffer.from(line.subarray(0, -1));
		turned[at] = (turned[at] ?? 0) ^ 0x10;
		expect(decodeLine(turned).ok).toBe(false);
	}
});

test("a kind that nobody knows yet is a good line, an unknown version is not", () => {
	const newer = { ...event, kind: "moon-phase" } as unknown as PolicyEvent;
	expect(decodeLine(Buffer.from(encodeLine(newer)).subarray(0, -1))).toMatchObject({ value: { kind: "moon-phase" } });
	const v2 = Buffer.from(encodeLine({ ...event, v: 2 } as unknown as PolicyEvent)).subarray(0, -1);
	expect(decodeLine(v2).ok).toBe(false);
});
