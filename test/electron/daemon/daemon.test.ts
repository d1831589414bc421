import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Running, start } from "../../fixtures/command.ts";
import { askOnce, connectPolicy, policyRequest } from "../../fixtures/policy-client.ts";

const DEFERRED = /^DEFER_IF_PERMIT /;
const READY = /^ready policy=(\S+) management=(.+)\n/;

let running: Running[] = [];
let folders: string[] = [];
afterEach(async () => {
	for (const { child } of running) child.kill("SIGKILL");
	await Promise.all(running.map((one) => one.ended));
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	running = [];
	folders = [];
});

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-daemon-"));
	folders.push(folder);
	return folder;
}

async function launch(words: readonly string[], env: Record<string, string> = {}): Promise<Running> {
	const one = await start(["daemon", ...words], { env });
	running.push(one);
	return one;
}

async function launchReady(words: readonly string[], env: Record<string, string> = {}) {
	const one = await launch(words, env);
	const [, policy = "", management = ""] = await one.until(READY);
	return { ...one, policy, management };
}

/** What the management socket answers. */
function get(path: string, route: string): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const asked = request({ socketPath: path, path: route, headers: { host: "greydesk" } }, (reply) => {
			let text = "";
			reply.on("data", (part) => {
				text += part;
			});
			reply.on("end", () => resolve(JSON.parse(text)));
		});
		asked.on("error", reject).end();
	});
}

/** Log lines so far, as objects: everything on standard error must be JSON. */
function logOf(one: Running): { words: string; [key: string]: unknown }[] {
	return one
		.err()
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));
}

describe("greydesk daemon", () => {
	it("says in one line where it answers, and answers there", async () => {
		const folder = newFolder();
		const socket = join(folder, "policy");
		const words = ["--data", folder, "--policy", "127.0.0.1:0", "--policy", `unix:${socket}`];
		const daemon = await launchReady(words);
		const [tcp = "", unix = ""] = daemon.policy.split(",");
		expect(unix).toBe(`unix:${socket}`);
		expect(daemon.management).toBe(join(folder, "management.sock"));
		expect(await askOnce(tcp)).toMatch(DEFERRED);
		expect(await askOnce(unix)).toMatch(DEFERRED);
		expect(await get(daemon.management, "/v1/hello")).toMatchObject({
			product: "greydesk",
			role: "operator",
			speed: 1,
		});
		expect(await get(join(folder, "viewer.sock"), "/v1/hello")).toMatchObject({ role: "viewer" });
		expect(await get(join(folder, "helpdesk.sock"), "/v1/hello")).toMatchObject({ role: "helpdesk" });
		expect(daemon.out().split("\n")).toHaveLength(2);
		expect(logOf(daemon).some((line) => line.words.startsWith("greylisting"))).toBe(true);
	});

	it("tells its status with the counts of its listeners", async () => {
		const daemon = await launchReady(["--data", newFolder(), "--policy", "127.0.0.1:0"]);
		await askOnce(daemon.policy, { instance: "a" });
		await askOnce(daemon.policy, { instance: "b" });
		expect(await get(daemon.management, "/v1/status")).toMatchObject({
			mode: "enforce",
			listeners: [{ address: daemon.policy, requests: 2, refused: 0 }],
			counters: { deferredNew: 1, deferredEarly: 1 },
			triplets: { waiting: 1 },
			alerts: [],
		});
	});

	it("ends on SIGTERM with 0, after the answers to what was asked", async () => {
		const folder = newFolder();
		const daemon = await launchReady(["--data", folder, "--policy", "127.0.0.1:0"]);
		const client = await connectPolicy(daemon.policy);
		await client.ask();
		client.send(policyRequest({ sender: "last@example.com" }));
		const last = client.answer();
		await new Promise((resolve) => setTimeout(resolve, 20));
		daemon.child.kill("SIGTERM");
		expect(await last).toMatch(DEFERRED);
		await client.ended();
		expect((await daemon.ended).code).toBe(0);
		expect(existsSync(join(folder, "management.sock"))).toBe(false);
	});

	it("knows after kill -9 whom it deferred, and takes over its own sockets", async () => {
		const folder = newFolder();
		const words = ["--data", folder, "--policy", `unix:${join(folder, "policy")}`];
		const first = await launchReady(words);
		for (let n = 0; n < 50; n += 1) await askOnce(first.policy, { sender: `u${n}@example.com` });
		first.child.kill("SIGKILL");
		await first.ended;
		const second = await launchReady(words);
		expect(await get(second.management, "/v1/status")).toMatchObject({ triplets: { waiting: 50 } });
		await askOnce(second.policy, { sender: "u7@example.com", instance: "again" });
		expect(await get(second.management, "/v1/status")).toMatchObject({
			counters: { deferredNew: 50, deferredEarly: 1 },
		});
	});

	it("refuses a folder that another one holds, and says who", async () => {
		const folder = newFolder();
		const first = await launchReady(["--data", folder, "--no-policy"]);
		expect(first.policy).toBe("none");
		const second = await launch(["--data", folder, "--no-policy"]);
		const { code, out, err } = await second.ended;
		expect([code, out]).toEqual([1, ""]);
		expect(err).toContain(`in use by process ${first.child.pid}`);
		expect(await get(first.management, "/healthz")).toEqual({ status: "ok" });
	});

	it("keeps its greylist in the state folder of its user where none is named", async () => {
		const folder = newFolder();
		const daemon = await launchReady(["--no-policy"], { XDG_STATE_HOME: folder });
		expect(daemon.management).toBe(join(folder, "greydesk", "management.sock"));
	});

	it("greylists although the history cannot be opened, and says so", async () => {
		const folder = newFolder();
		mkdirSync(join(folder, "history.sqlite"), { recursive: true });
		writeFileSync(join(folder, "history.sqlite", "in-the-way"), "");
		const daemon = await launchReady(["--data", folder, "--policy", "127.0.0.1:0"]);
		expect(await askOnce(daemon.policy)).toMatch(DEFERRED);
		await expect
			.poll(() => get(daemon.management, "/v1/status"), { timeout: 10_000 })
			.toMatchObject({ alerts: [{ id: "history-gone" }], counters: { deferredNew: 1 } });
	});

	it("defers nobody after a first start with --shadow, and keeps that at the next start", async () => {
		const folder = newFolder();
		const words = ["--data", folder, "--policy", "127.0.0.1:0"];
		const first = await launchReady([...words, "--shadow"]);
		expect(await askOnce(first.policy)).toBe("DUNNO");
		expect(logOf(first).some((line) => line.words.startsWith("watching only"))).toBe(true);
		first.child.kill("SIGTERM");
		await first.ended;
		const second = await launchReady(words);
		expect(await askOnce(second.policy, { sender: "new@example.com" })).toBe("DUNNO");
	});

	it("runs a fast clock on sample traffic only", async () => {
		const folder = newFolder();
		const real = await launch(["--data", folder, "--no-policy", "--clock-speed", "60"]);
		const { code, err } = await real.ended;
		expect(code).toBe(1);
		expect(err).toContain("is not marked as sample traffic");
		writeFileSync(join(folder, "sample"), "");
		const sample = await launchReady(["--data", folder, "--no-policy", "--clock-speed", "60"]);
		expect(await get(sample.management, "/v1/hello")).toMatchObject({ speed: 60, engine: { sample: true } });
	});
});

describe("greydesk daemon --config", () => {
	it("reads listeners and allowed networks, and refuses to listen beyond loopback without them", async () => {
		const folder = newFolder();
		const file = join(folder, "greydesk.toml");
		writeFileSync(file, `data = ${JSON.stringify(join(folder, "data"))}\n[policy]\nlisten = ["0.0.0.0:0"]\n`);
		const refused = await launch(["--config", file]);
		const { code, err } = await refused.ended;
		expect(code).toBe(1);
		expect(err).toContain("can be reached from other machines");
		writeFileSync(file, `${readFileSync(file, "utf8")}allow = ["192.0.2.0/24"]\n`);
		const daemon = await launchReady(["--config", file]);
		expect(await askOnce(daemon.policy.replace("0.0.0.0", "127.0.0.1"))).toMatch(DEFERRED);
	});

	it("names the file and the key of what is wrong", async () => {
		const file = join(newFolder(), "greydesk.toml");
		writeFileSync(file, "[policy]\nlissten = []\n");
		const { code, err } = await (await launch(["--config", file])).ended;
		expect(code).toBe(1);
		expect(err).toContain(`${file}: policy.lissten`);
	});

	it("is read again on SIGHUP: what changed is said, new listeners answer, old ones are gone", async () => {
		const folder = newFolder();
		const file = join(folder, "greydesk.toml");
		const one = `unix:${join(folder, "one")}`;
		const two = `unix:${join(folder, "two")}`;
		writeFileSync(file, `[policy]\nlisten = ["${one}"]\n`);
		const daemon = await launchReady(["--data", folder, "--config", file]);
		expect(await askOnce(one)).toMatch(DEFERRED);
		writeFileSync(file, `[policy]\nlisten = ["${two}"]\n`);
		daemon.child.kill("SIGHUP");
		await expect
			.poll(() => askOnce(two, { instance: "x" }).catch(() => "not yet"), { timeout: 5000 })
			.toMatch(DEFERRED);
		await expect(askOnce(one)).rejects.toThrow();
		expect(logOf(daemon)).toContainEqual(expect.objectContaining({ changed: ["policy.listen"] }));
		writeFileSync(file, "[policy]\nlissten = []\n");
		daemon.child.kill("SIGHUP");
		await expect.poll(() => daemon.err()).toContain("configuration unchanged");
		expect(await askOnce(two)).toMatch(DEFERRED);
	});

	it("wrong usage ends with 2", async () => {
		const { code } = await (await launch(["--policy", "nowhere"])).ended;
		expect(code).toBe(2);
	});
});
