/** Between which hosts a time that is looked at may go along. */
import { expect, test } from "vitest";
import { createHostClock } from "../../../renderer/state/host-clock.ts";
import { sameTime } from "../../../renderer/state/same-time.ts";
import type { Host } from "../../../shared/protocol/desk.ts";

const at = 1_764_000_000_000;
const host = (id: string, kind: Host["kind"]): Host => ({
	id,
	name: id,
	address: `unix:/run/${id}.sock`,
	kind,
	link: "live",
	sinceAt: 0,
	problem: null,
	removable: true,
	colour: null,
	readOnly: false,
});
const ahead: Readonly<Record<string, number>> = { slow: -3_600_000, mx2: 2_000 };
const desk = {
	info: {
		hosts: [
			host("local", "embedded"),
			host("sample", "sample"),
			host("mx1", "ssh"),
			host("mx2", "ssh"),
			host("slow", "ssh"),
		],
		policyAddress: "unix:/run/policy.sock",
		postfix: null,
	},
	host: (id: string) => ({
		clock: createHostClock(
			() => 0,
			() => at + (ahead[id] ?? 0),
		),
	}),
};

test("hosts whose clocks agree to the minute share their times", () => {
	expect(sameTime(desk, "mx1", "mx2")).toBe(true);
	expect(sameTime(desk, null, "local")).toBe(true);
	expect(sameTime(desk, null, "mx1")).toBe(true);
});

test("sample traffic, a clock that is an hour off, and a host that is gone share theirs with nobody", () => {
	expect(sameTime(desk, "sample", "mx1")).toBe(false);
	expect(sameTime(desk, null, "sample")).toBe(false);
	expect(sameTime(desk, "mx1", "slow")).toBe(false);
	expect(sameTime(desk, "removed", "mx1")).toBe(false);
});
