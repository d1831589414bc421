/** Hosts of the desk: added after a hello, remembered, passed on to, and told how their link is. */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createRawServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openHosts } from "../../../electron/desk/hosts.ts";
import { openHostFile } from "../../../electron/desk/remembered.ts";
import { silentLog } from "../../../shared/base/log.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import { type OpenedDesk, openTestDesk, serveGreylist } from "../../fixtures/desk.ts";
import { type Greylist, openGreylist } from "../../fixtures/greylist.ts";

let desk: OpenedDesk;
let greylist: Greylist;
let socket: string;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
	desk = await openTestDesk();
	greylist = await openGreylist({ history: false });
	socket = join(desk.folder, "management.sock");
	const served = await serveGreylist(greylist, socket);
	closing = [() => served.close()];
});
afterEach(async () => {
	await desk.close();
	greylist.events.close();
	for (const close of closing) await close();
	await greylist.close();
});

const add = async (address: string) => {
	const answer = await desk.page("POST", "/desk/hosts", { address });
	return { status: answer.status, said: JSON.parse(answer.text) as Host & { detail: string } };
};

describe("adding a host", () => {
	test.each(["unix:", ""])("%s/path is said hello to, listed, remembered, and can be removed", async (prefix) => {
		const { status, said } = await add(`${prefix}${socket}`);
		expect(status).toBe(200);
		expect(said).toMatchObject({ kind: "socket", name: "mx.example.org", removable: true, address: `unix:${socket}` });
		expect(await readFile(join(desk.folder, "config", "desk.json"), "utf8")).toContain(socket);
		const again = await openHosts(openHostFile(join(desk.folder, "config"), silentLog), {
			log: silentLog,
			now: () => Date.now(),
		});
		expect(again.list().map((host) => host.id)).toEqual([said.id]);
		await again.close();
		expect((await desk.page("DELETE", `/desk/hosts/${said.id}`)).status).toBe(200);
		expect(desk.hosts.list()).toEqual([]);
		expect((await desk.page("DELETE", `/desk/hosts/${said.id}`)).status).toBe(404);
	});

	test("twice is one host", async () => {
		expect((await add(socket)).said.id).toBe((await add(`unix:${socket}`)).said.id);
		expect(desk.hosts.list()).toHaveLength(1);
	});

	test.each([
		["a socket that is not there", () => `${socket}.not`, /no socket/],
		["a file that is no socket", () => join(desk.folder, "secret.txt"), /not a socket|Nobody answers/],
		["a relative path", () => "management.sock", /unix:\/path/],
		["a web address", () => "http://127.0.0.1:10023/", /unix:\/path/],
		["a path too long", () => `/${"x".repeat(120)}`, /at most 107/],
		["a path with a line break", () => "/tmp/a\nb", /control/],
	])("%s is refused with words", async (_, address, words) => {
		const { status, said } = await add(address());
		expect(status).toBe(400);
		expect(said.detail).toMatch(words);
	});

	test("an HTTP server that is no greydesk, and a socket that speaks no HTTP, are told apart", async () => {
		const other = createServer((_, reply) => reply.end('{"name":"docker"}')).listen(`${socket}.http`);
		const raw = createRawServer((client) => client.end("220 mx ESMTP\r\n")).listen(`${socket}.raw`);
		closing.push(
			async () => other.close(),
			async () => raw.close(),
		);
		expect((await add(`${socket}.http`)).said.detail).toMatch(/not a greydesk/);
		expect((await add(`${socket}.raw`)).said.detail).toMatch(/not in HTTP/);
		expect(desk.hosts.list()).toEqual([]);
	});

	test("a file of hosts that cannot be read is set aside, not lost", async () => {
		await add(socket);
		const path = join(desk.folder, "config", "desk.json");
		await writeFile(path, '{"version":1,"hosts":[{"id":7}]}');
		expect(await openHostFile(join(desk.folder, "config"), silentLog).read()).toEqual({ hosts: [], own: {} });
		expect(await readFile(`${path}.unreadable`, "utf8")).toContain('"id":7');
	});
});

describe("a host's look", () => {
	test("name, colour and read-only are changed, told, and remembered", async () => {
		const { said } = await add(socket);
		const changed = await desk.page("PATCH", `/desk/hosts/${said.id}`, { name: "MX 1", colour: "red", readOnly: true });
		expect(JSON.parse(changed.text)).toMatchObject({ name: "MX 1", colour: "red", readOnly: true });
		await desk.page("PATCH", `/desk/hosts/${said.id}`, { colour: null });
		expect(desk.hosts.list()).toMatchObject([{ name: "MX 1", colour: null, readOnly: true }]);
		const { hosts } = await openHostFile(join(desk.folder, "config"), silentLog).read();
		expect(hosts).toEqual([{ id: said.id, address: `unix:${socket}`, name: "MX 1", colour: null, readOnly: true }]);
		expect((await desk.page("PATCH", "/desk/hosts/nobody", { name: "x" })).status).toBe(404);
		expect((await desk.page("PATCH", `/desk/hosts/${said.id}`, { colour: "mauve" })).status).toBe(400);
	});

	test("is given when it is added, and kept for the desk's own hosts too", async () => {
		const answer = await desk.page("POST", "/desk/hosts", {
			address: socket,
			colour: "teal",
			readOnly: true,
			name: " ",
		});
		expect(JSON.parse(answer.text)).toMatchObject({ name: "mx.example.org", colour: "teal", readOnly: true });
		const own = { id: "local", name: "This computer", kind: "embedded", socket: `${socket}.own` } as const;
		const told = { problem: () => null, address: () => "this computer" };
		desk.hosts.own(own, told);
		await desk.page("PATCH", "/desk/hosts/local", { readOnly: true });
		const again = await openHosts(openHostFile(join(desk.folder, "config"), silentLog), {
			log: silentLog,
			now: () => Date.now(),
		});
		again.own(own, told);
		expect(again.find("local")?.readOnly).toBe(true);
		await again.close();
	});

	test("a file of before hosts over ssh is read, and written anew with the same ids", async () => {
		const { said } = await add(socket);
		const folder = join(desk.folder, "older");
		await mkdir(folder);
		const older = { version: 1, hosts: [{ id: said.id, name: "mx", socket }] };
		await writeFile(join(folder, "desk.json"), JSON.stringify(older));
		const again = await openHosts(openHostFile(folder, silentLog), { log: silentLog, now: () => Date.now() });
		expect(again.list()).toMatchObject([{ id: said.id, name: "mx", address: `unix:${socket}`, readOnly: false }]);
		await again.change(said.id, { readOnly: true });
		await again.close();
		expect(await openHostFile(folder, silentLog).read()).toMatchObject({ hosts: [{ id: said.id, readOnly: true }] });
	});
});

describe("a host that is read-only here", () => {
	test("answers questions, and no act reaches it, whoever asks", async () => {
		const { said } = await add(socket);
		await greylist.attempt();
		await desk.page("PATCH", `/desk/hosts/${said.id}`, { readOnly: true });
		const ask = (method: string, path: string, body?: unknown) =>
			desk.page(method, `/hosts/${said.id}/v1/${path}`, body);
		expect((await ask("GET", "status")).status).toBe(200);
		const client = { client: "192.0.2.7", sender: "alice@example.com", recipient: "bob@example.org" };
		expect((await ask("POST", "explain", client)).status).toBe(200);
		const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
		for (const [method, path] of [
			["POST", "triplets/approve"],
			["POST", "triplets/purge"],
			["POST", "undo"],
			["POST", "pass-all"],
			["PUT", "policy"],
			["DELETE", "whitelists/1"],
			["POST", "something-of-a-newer-daemon"],
		] as const) {
			const refused = await ask(method, path, method === "DELETE" ? undefined : { mail, reason: "asked" });
			expect([path, refused.status, refused.headers["content-type"]]).toEqual([path, 403, "application/problem+json"]);
			expect(JSON.parse(refused.text).detail).toMatch(/read-only on this desk/);
		}
		const acts = JSON.parse((await ask("GET", "actions")).text).rows as { kind: string }[];
		expect(acts.map(({ kind }) => kind)).toEqual(["settings-changed"]);
		await desk.page("PATCH", `/desk/hosts/${said.id}`, { readOnly: false });
		expect((await ask("POST", "triplets/approve", { mail, reason: "asked" })).status).toBe(200);
	});
});

describe("a daemon of another contract", () => {
	test.each([
		[0, /older.*Update greydesk on that host/],
		[2, /newer.*Update Greydesk on this computer/],
	])("contract %i is refused with what to update", async (contract, words) => {
		const greeting = JSON.stringify({ product: "greydesk", version: "9.9.9", contract });
		const other = createServer((_, reply) => reply.end(greeting)).listen(`${socket}.other`);
		closing.push(async () => other.close());
		const { status, said } = await add(`${socket}.other`);
		expect([status, said.detail]).toEqual([400, expect.stringMatching(words)]);
	});
});

describe("passing on", () => {
	test("reads and actions go through as they are, refusals too", async () => {
		const { said } = await add(socket);
		await greylist.attempt();
		const hello = await desk.page("GET", `/hosts/${said.id}/v1/hello`);
		expect(JSON.parse(hello.text)).toMatchObject({ product: "greydesk", role: "operator" });
		const mail = { sender: "alice@example.com", recipient: "bob@example.org" };
		const acted = await desk.page("POST", `/hosts/${said.id}/v1/triplets/approve`, { mail, reason: "asked" });
		expect(JSON.parse(acted.text)).toMatchObject({ count: 1 });
		const refused = await desk.page("POST", `/hosts/${said.id}/v1/triplets/approve`, {});
		expect([refused.status, refused.headers["content-type"]]).toEqual([400, "application/problem+json"]);
		const actions = JSON.parse((await desk.page("GET", `/hosts/${said.id}/v1/actions?limit=1`)).text);
		expect(actions.rows[0].who.name).not.toBe("unnamed");
	});

	test.each(["/v2/hello", "/../v1/hello", "/metrics/x", "/", ""])("the path %s is not passed on", async (path) => {
		const { said } = await add(socket);
		expect((await desk.page("GET", `/hosts/${said.id}${path}`)).status).toBe(404);
	});

	test("an unknown host, a method nobody serves, a body too large", async () => {
		const { said } = await add(socket);
		expect((await desk.page("GET", "/hosts/nobody/v1/hello")).status).toBe(404);
		expect((await desk.page("PATCH", `/hosts/${said.id}/v1/policy`)).status).toBe(405);
		const large = await desk.page("POST", `/hosts/${said.id}/v1/explain`, { client: "x".repeat(1 << 20) });
		expect(large.status).toBe(413);
	});

	test("a host that has gone answers 502 with the mend", async () => {
		const { said } = await add(socket);
		for (const close of [() => greylist.events.close(), ...closing.splice(0)]) await close();
		const answer = await desk.page("GET", `/hosts/${said.id}/v1/hello`);
		expect(answer.status).toBe(502);
		expect(JSON.parse(answer.text).detail).toMatch(/start it again|daemon running/);
	});
});
