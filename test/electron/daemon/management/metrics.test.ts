/** What Prometheus reads, checked by its own tool, and that the figures are those of the daemon. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createManagement } from "../../../../electron/daemon/management/management.ts";
import { type Greylist, openGreylist } from "../../../fixtures/greylist.ts";

const PROMTOOL = "/usr/bin/promtool";
const isChecked = existsSync(PROMTOOL);
if (!isChecked) console.warn(`${PROMTOOL} is not here (Debian: prometheus): /metrics is not checked by it`);

let greylist: Greylist;
beforeEach(async () => {
	greylist = await openGreylist({ history: false });
});
afterEach(() => greylist.close());

async function scrape(parts: Partial<Greylist["parts"]> = {}): Promise<string> {
	const api = createManagement({ ...greylist.parts, ...parts }, "viewer");
	const answer = await api(new Request("http://greydesk/metrics"));
	expect([answer.status, answer.headers.get("content-type")]).toEqual([200, expect.stringContaining("version=0.0.4")]);
	return answer.text();
}

const promtool = (words: readonly string[], input = "") => {
	const { status, stdout, stderr } = spawnSync(PROMTOOL, words, { input, encoding: "utf8" });
	return { status, said: stdout + stderr };
};

const withAlert = {
	alerts: () => [{ id: "overflow", words: 'There is no room\n"x"', raisedAt: 0, acknowledged: null }],
};

describe.skipIf(!isChecked)("promtool", () => {
	test("finds nothing to say of the metrics, with mail, an alert and a sampled decision", async () => {
		await greylist.attempt();
		greylist.parts.metrics.observe(0.00004);
		expect(promtool(["check", "metrics"], await scrape(withAlert))).toEqual({ status: 0, said: "" });
	});

	test("finds the alerting rules of the README well, all three", () => {
		const readme = readFileSync(join(import.meta.dirname, "../../../../README.md"), "utf8");
		const rules = /```yaml\n(groups:\n[\s\S]*?)```/.exec(readme)?.[1] ?? "";
		const folder = mkdtempSync(join(tmpdir(), "greydesk-rules-"));
		writeFileSync(join(folder, "greydesk.yml"), rules);
		const { status, said } = promtool(["check", "rules", join(folder, "greydesk.yml")]);
		rmSync(folder, { recursive: true });
		expect([status, said]).toEqual([0, expect.stringContaining("3 rules found")]);
	});
});

test("decisions are told by outcome and reason, and a second reading counts nothing twice", async () => {
	await greylist.attempt();
	await greylist.attempt();
	await scrape();
	const text = await scrape();
	expect(text).toContain('greydesk_decisions_total{outcome="deferred",reason="new"} 1\n');
	expect(text).toContain('greydesk_decisions_total{outcome="deferred",reason="early"} 1\n');
	expect(text).toContain('greydesk_decisions_total{outcome="passed",reason="after-delay"} 0\n');
	expect(text).toContain('greydesk_triplets{state="waiting"} 1\n');
	expect(text).toContain("greydesk_enforcing 1\n");
});

test("every name in the README's rules is one that is told", async () => {
	const readme = readFileSync(join(import.meta.dirname, "../../../../README.md"), "utf8");
	const rules = /```yaml\n(groups:\n[\s\S]*?)```/.exec(readme)?.[1] ?? "";
	const names = [...rules.matchAll(/greydesk_\w+/g)].map(([name]) => name);
	const text = await scrape();
	expect(names.length).toBeGreaterThan(3);
	for (const name of names) expect(text).toContain(`# TYPE ${name} `);
});

test("an alert stands there by its id while it is raised, and no word of it", async () => {
	const raised = await scrape(withAlert);
	expect(raised).toContain('greydesk_alert{id="overflow"} 1\n');
	expect(raised).not.toContain("no room");
	expect(await scrape()).not.toContain('id="overflow"');
});

test("what is unknown has no value: a listener that was never asked, a history that is not there", async () => {
	const text = await scrape();
	expect(text).toContain('greydesk_policy_connections{listener="127.0.0.1:10023"} 1\n');
	expect(text).not.toMatch(/^greydesk_policy_last_request_timestamp_seconds\{/m);
	expect(text).toContain("greydesk_history_up 0\n");
	expect(text).not.toMatch(/^greydesk_history_lag_seconds /m);
});
