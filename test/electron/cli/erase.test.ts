/** `greydesk erase` by a running daemon, and in the folder of one that is stopped. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { greydesk } from "../../fixtures/command.ts";
import { startDaemon, type TestDaemon } from "../../fixtures/daemon.ts";
import { askOnce } from "../../fixtures/policy-client.ts";
import { filesNaming } from "../daemon/erase/support.ts";

// Each test starts programs, one after the other.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });
const anna = "anna@example.org";
let folder: string;
let daemon: TestDaemon;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-erase-"));
	daemon = await startDaemon({ folder });
	for (const recipient of [anna, "joanna@example.org", "Anna+news@example.org"])
		await askOnce(daemon.policy, { recipient });
});
afterEach(async () => {
	await daemon.stop();
	rmSync(folder, { recursive: true, force: true });
});

test("a running daemon counts, erases and shows each file before and after; exit code 0 says that nothing is left", async () => {
	const host = ["--host", `unix:${daemon.management}`];
	const dry = await greydesk(["erase", anna, "--dry-run", ...host]);
	expect([dry.code, dry.err]).toEqual([0, ""]);
	expect(dry.out).toMatch(/2 triplets, approvals and the like would go\. Nothing was changed/);
	const done = await greydesk(["erase", anna, "--reason", `${anna} asked`, ...host]);
	expect([done.code, done.err]).toEqual([0, ""]);
	expect(done.out).toMatch(/^traffic\/\d+\.ndjson +\d+ +[1-9]\d* +0$/m);
	expect(done.out).toMatch(/^Gone: 2 triplets/m);
	expect(await daemon.stop()).toBe(0);
	expect(filesNaming(folder)).toEqual([]);
	daemon = await startDaemon({ folder });
	expect(await askOnce(daemon.policy, { recipient: "joanna@example.org" })).toMatch(
		/^DEFER_IF_PERMIT 4\.2\.0 Greylisted/,
	);
	const again = await greydesk(["erase", anna, "--host", `unix:${daemon.management}`]);
	expect([again.code, again.out]).toEqual([
		0,
		expect.stringMatching(/0 named the person\nThere was nothing to erase\n$/),
	]);
});

test("a stopped daemon's folder is cleaned by --data, and one that is held is not touched", async () => {
	const held = await greydesk(["erase", anna, "--data", folder]);
	expect([held.code, held.out]).toEqual([1, ""]);
	expect(held.err).toMatch(/is in use by process \d+/);
	await daemon.stop();
	const done = await greydesk(["erase", anna, "--data", folder, "--json"]);
	expect([done.code, done.err]).toEqual([0, ""]);
	expect(JSON.parse(done.out)).toMatchObject({ running: false, rows: 2, inForce: [] });
	expect(filesNaming(folder)).toEqual([]);
	const other = await greydesk(["erase", anna, "--data", tmpdir()]);
	expect([other.code, other.err]).toEqual([1, expect.stringMatching(/is no daemon's folder/)]);
	daemon = await startDaemon({ folder });
});

test("a rule in force that names the person is named with its remedy, and exit code 1 says that nothing was done", async () => {
	const host = ["--host", `unix:${daemon.management}`];
	await greydesk(["whitelist", "add", "recipient", anna, "--reason", "x", ...host]);
	const refused = await greydesk(["erase", anna, ...host]);
	expect([refused.code, refused.out]).toEqual([1, ""]);
	expect(refused.err).toMatch(/recipient anna@example\.org names the person: greydesk whitelist remove \S+ --host/);
	const done = await greydesk(["erase", anna, "--whitelists", ...host]);
	expect([done.code, done.err]).toEqual([0, ""]);
	expect(await daemon.stop()).toBe(0);
	expect(filesNaming(folder)).toEqual([]);
	daemon = await startDaemon({ folder });
});

test("what is no address is wrong usage, before any daemon is asked; what would go is counted in words that fit", async () => {
	const nobody = ["--host", `unix:${join(folder, "nobody.sock")}`];
	for (const where of [nobody, ["--data", folder]]) {
		const ran = await greydesk(["erase", "nonsense", ...where]);
		expect([ran.code, ran.out]).toEqual([2, ""]);
		expect(ran.err).toMatch(/"nonsense" is no address\. Give one whole address, such as anna@example\.org/);
	}
	const dry = await greydesk(["erase", "joanna@example.org", "--dry-run", "--host", `unix:${daemon.management}`]);
	expect(dry.out).toMatch(/^1 triplet, approval or the like would go\. Nothing was changed$/m);
});

test("an erasure that was cut short is an alert from the next start on, until it was run again", async () => {
	await daemon.stop();
	writeFileSync(join(folder, "erasing"), "");
	daemon = await startDaemon({ folder });
	const host = ["--host", `unix:${daemon.management}`];
	expect((await greydesk(["alerts", ...host])).out).toMatch(/erasure-cut-short.*\n?.*run it again/);
	expect((await greydesk(["erase", anna, ...host])).code).toBe(0);
	expect((await greydesk(["alerts", ...host])).out).not.toMatch(/erasure-cut-short/);
});
