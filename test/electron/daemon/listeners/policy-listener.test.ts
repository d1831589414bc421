import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { askOnce, connectPolicy, policyRequest } from "../../../fixtures/policy-client.ts";
import { openPort, type Port } from "./support.ts";

const DEFERRED = "DEFER_IF_PERMIT 4.2.0 Greylisted, please try again in 60 seconds";
let ports: Port[] = [];
afterEach(async () => {
	await Promise.all(ports.map((port) => port.close()));
	ports = [];
});

async function open(wish: Parameters<typeof openPort>[0] = {}): Promise<Port> {
	const port = await openPort(wish);
	ports.push(port);
	return port;
}

describe("a policy client", () => {
	it("is asked to wait, and passes after the delay with the header that says how long", async () => {
		const { address, greylist } = await open();
		expect(await askOnce(address, { instance: "a" })).toBe(DEFERRED);
		greylist.wait(90);
		expect(await askOnce(address, { instance: "b" })).toBe(
			"PREPEND X-Greylist: delayed 90 seconds by greydesk at mx.example.org; Sun, 01 Mar 2026 12:01:30 +0000",
		);
	});

	it("that asks many things at once is answered in order", async () => {
		const { address } = await open();
		const client = await connectPolicy(address);
		const senders = Array.from({ length: 200 }, (_, n) => `u${n}@example.com`);
		client.send(senders.map((sender, n) => policyRequest({ sender, saslUser: n % 2 ? "dave" : "" })).join(""));
		for (const [n] of senders.entries()) expect(await client.answer()).toBe(n % 2 ? "DUNNO" : DEFERRED);
		client.close();
	});

	it("that half-closes after its question still hears the answer", async () => {
		const { address } = await open();
		const client = await connectPolicy(address);
		client.socket.end(policyRequest());
		expect(await client.answer()).toBe(DEFERRED);
		await client.ended();
	});

	it("at another state than RCPT is answered DUNNO, and not counted as incomplete", async () => {
		const { address, greylist } = await open();
		expect(await askOnce(address, { state: "EHLO" })).toBe("DUNNO");
		expect(greylist.decider.incompleteCount()).toBe(0);
	});

	it("that does not say who its client is is passed, and counted", async () => {
		const { address, greylist } = await open();
		expect(await askOnce(address, { client: "" })).toBe("DUNNO");
		expect(greylist.decider.incompleteCount()).toBe(1);
	});

	it("may be reached by IPv6 and by a unix socket", async () => {
		const path = join(mkdtempSync(join(tmpdir(), "greydesk-")), "policy");
		for (const wanted of ["[::1]:0", `unix:${path}`]) {
			const { address, statistics } = await open({ address: wanted });
			expect(await askOnce(address)).toBe(DEFERRED);
			expect(statistics()).toMatchObject({ address, requests: 1, refused: 0 });
		}
		expect(statSync(path).mode & 0o777).toBe(0o666);
	});

	it("is answered DUNNO when the listener is told to settle everything at once", async () => {
		const { address, settleAll } = await open({ decider: { ask: () => undefined } });
		const client = await connectPolicy(address);
		client.send(policyRequest() + policyRequest());
		const answers = Promise.all([client.answer(), client.answer()]);
		await new Promise((resolve) => setTimeout(resolve, 50));
		settleAll();
		expect(await answers).toEqual(["DUNNO", "DUNNO"]);
	});

	it("is answered what it asked before the listener closes", async () => {
		const { address, close } = await open();
		const client = await connectPolicy(address);
		await client.ask();
		client.send(policyRequest());
		const answer = client.answer();
		await new Promise((resolve) => setTimeout(resolve, 20));
		await close();
		expect(await answer).toContain("DEFER_IF_PERMIT");
		await client.ended();
	});
});

describe("our own trouble", () => {
	it("passes mail", async () => {
		const fails = () => {
			throw new Error("no such table");
		};
		const { address, bugs } = await open({ decider: { ask: fails } });
		expect(await askOnce(address)).toBe("DUNNO");
		expect(bugs).toEqual([]);
	});

	it("that is a bug passes mail and is handed up", async () => {
		const { Bug } = await import("../../../../shared/base/outcome.ts");
		const fails = () => {
			throw new Bug("cannot be");
		};
		const { address, bugs } = await open({ decider: { ask: fails } });
		expect(await askOnce(address)).toBe("DUNNO");
		expect(bugs).toEqual([new Bug("cannot be")]);
	});
});

describe("the place of a unix socket", () => {
	const place = () => join(mkdtempSync(join(tmpdir(), "greydesk-")), "policy");

	it("is taken over from a dead owner", async () => {
		const path = place();
		const dead = await open({ address: `unix:${path}` });
		// The file stays when its owner is killed; here it is made to look so.
		const server = createServer().listen(`${path}.other`);
		await dead.close();
		const { renameSync } = await import("node:fs");
		renameSync(`${path}.other`, path);
		await new Promise((resolve) => server.close(resolve));
		const { address } = await open({ address: `unix:${path}` });
		expect(await askOnce(address)).toBe(DEFERRED);
	});

	it("is refused in words where somebody listens", async () => {
		const path = place();
		await open({ address: `unix:${path}` });
		await expect(openPort({ address: `unix:${path}` })).rejects.toThrow("Another daemon answers on");
	});

	it("is refused, and left alone, where it is a file", async () => {
		const path = place();
		writeFileSync(path, "precious");
		await expect(openPort({ address: `unix:${path}` })).rejects.toThrow("is not a socket");
		expect(statSync(path).size).toBe(8);
	});

	it("of a TCP port that is taken is refused in words", async () => {
		const { address } = await open();
		await expect(openPort({ address })).rejects.toThrow("is taken by another program");
	});
});
