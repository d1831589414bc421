import { afterEach, describe, expect, it } from "vitest";
import { askOnce, connectPolicy, type PolicyClient, policyRequest } from "../../../fixtures/policy-client.ts";
import { openPort, type Port } from "./support.ts";

const DEFERRED = /^DEFER_IF_PERMIT /;
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

/** Mail of others goes on. */
async function othersAreAnswered({ address, bugs }: Port): Promise<void> {
	expect(await askOnce(address, { sender: "other@example.net" })).toMatch(DEFERRED);
	expect(bugs).toEqual([]);
}

const manyAttributes = (count: number) => `${Array.from({ length: count }, (_, n) => `a${n}=x\n`).join("")}\n`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("a hostile policy client", () => {
	it("that sends a request of 65 KiB is answered DUNNO and let go", async () => {
		const port = await open();
		const client = await connectPolicy(port.address);
		client.send(`request=smtpd_access_policy\nhelo_name=${"x".repeat(66_560)}`);
		expect(await client.answer()).toBe("DUNNO");
		await client.ended();
		await othersAreAnswered(port);
	});

	it("that goes on sending after that costs nothing more", async () => {
		const port = await open();
		const client = await connectPolicy(port.address);
		for (let n = 0; n < 200; n += 1) client.send("y".repeat(65_536));
		expect(await client.answer()).toBe("DUNNO");
		await client.ended();
		await othersAreAnswered(port);
	});

	it("that sends 101 attributes is answered DUNNO and let go; 100 are no reason", async () => {
		const port = await open();
		const client = await connectPolicy(port.address);
		client.send(manyAttributes(100));
		expect(await client.answer()).toBe("DUNNO");
		client.send(manyAttributes(101));
		expect(await client.answer()).toBe("DUNNO");
		await client.ended();
		await othersAreAnswered(port);
	});

	const odd: readonly (readonly [string, string | Buffer])[] = [
		["__proto__=x", policyRequest().replace("size=2048", "__proto__=x\nconstructor=y\ntoString=z")],
		["8-bit bytes in a name", Buffer.from(policyRequest().replace("mail.example.com", "m\u00fcller\u202e"), "latin1")],
		["a sender that turns the writing", policyRequest({ sender: "moc\u202e@example.com" })],
		["NUL in a sender", policyRequest({ sender: "a\0b@example.com" })],
		["a newline smuggled as CR into a recipient", policyRequest({ recipient: "bob@example.org\raction=OK" })],
		["NUL in a HELO", policyRequest().replace("mail.example.com", "mail\0")],
		["a line without =", policyRequest().replace("size=2048", "size")],
		["an attribute twice", policyRequest().replace("size=2048", "size=1\nsize=2\nsize=x")],
		["CR LF line ends", policyRequest().replaceAll("\n", "\r\n")],
		["an endless number", policyRequest().replace("size=2048", `size=${"9".repeat(5000)}`)],
	];
	it.each(odd)("that sends %s is answered like anyone", async (_, bytes) => {
		const port = await open();
		const client = await connectPolicy(port.address);
		client.send(bytes);
		expect(await client.answer()).toMatch(DEFERRED);
		expect(await client.ask({ sender: "next@example.com" })).toMatch(DEFERRED);
		client.close();
		expect(Object.prototype).not.toHaveProperty("x");
		await othersAreAnswered(port);
	});

	const senseless: readonly (readonly [string, string | Buffer])[] = [
		["8-bit bytes for an address", Buffer.from(policyRequest({ client: "\u00ff\u00fe" }), "latin1")],
		["no client address", policyRequest({ client: "localhost" })],
		["an HTTP request", "GET / HTTP/1.1\r\nHost: x\r\n\r\n"],
		["only garbage", Buffer.from([0xff, 0xfe, 0, 1, 2, 10, 10])],
	];
	it.each(senseless)("that sends %s is answered DUNNO", async (_, bytes) => {
		const port = await open();
		const client = await connectPolicy(port.address);
		client.send(bytes);
		expect(await client.answer()).toBe("DUNNO");
		client.close();
		await othersAreAnswered(port);
	});

	it("that sends half a line and goes away leaves nothing behind", async () => {
		const port = await open();
		for (let n = 0; n < 50; n += 1) {
			const client = await connectPolicy(port.address);
			client.send("request=smtpd_acc");
			client.socket.destroy();
		}
		await othersAreAnswered(port);
		await expect.poll(() => port.statistics().connections).toBe(0);
	});

	it("that sends its request byte by byte is answered, others meanwhile", async () => {
		const port = await open();
		const client = await connectPolicy(port.address);
		client.socket.setNoDelay(true);
		const bytes = policyRequest();
		for (const [n, byte] of [...bytes].entries()) {
			client.send(byte);
			if (n % 40 === 0) await pause(1);
			if (n === 100) await othersAreAnswered(port);
		}
		expect(await client.answer()).toMatch(DEFERRED);
		client.close();
	});

	/** The same question many times: no event, and a long answer to each. */
	async function openTalkative(wish: Parameters<typeof openPort>[0] = {}): Promise<Port> {
		const port = await open(wish);
		await port.greylist.set({ reply: { code: "450", text: "x".repeat(400), help: "" } });
		return port;
	}
	const many = policyRequest({ instance: "a" }).repeat(100);

	it("that never reads is no longer read from, others are answered meanwhile", async () => {
		const port = await openTalkative();
		const client = await connectPolicy(port.address);
		client.socket.pause();
		for (let n = 0; n < 600; n += 1) client.send(many);
		let before = -1;
		const standsStill = () => {
			const last = before;
			before = port.statistics().requests;
			return last === before;
		};
		await expect.poll(() => standsStill(), { interval: 200, timeout: 10_000 }).toBe(true);
		// The kernel's buffers hold some answers; what they cannot hold was never asked, of 60,000.
		expect(before).toBeLessThan(50_000);
		expect(await askOnce(port.address, { sender: "other@example.net" })).toMatch(/^450 /);
		client.close();
	});

	it("that lets too much unread wait for it is cut off", async () => {
		const port = await openTalkative({ limits: { unreadBytes: 10_000, pauseBytes: 1_000_000 } });
		const client = await connectPolicy(port.address);
		client.socket.pause();
		for (let n = 0; n < 600; n += 1) client.send(many);
		await expect.poll(() => port.statistics().connections, { timeout: 10_000 }).toBe(0);
		expect(await askOnce(port.address, { sender: "other@example.net" })).toMatch(/^450 /);
	});
});

describe("3,000 idle connections", () => {
	it("do not keep anyone from being answered", async () => {
		const port = await open();
		const idle = await connectMany(port, 3000);
		expect(port.statistics().connections).toBe(3000);
		await othersAreAnswered(port);
		for (const client of idle) client.close();
		await expect.poll(() => port.statistics().connections).toBe(0);
	});

	it("over the limit make the longest idle go, and never one that asks", async () => {
		const port = await open({ limits: { connections: 100 } });
		const asking = await connectPolicy(port.address);
		await asking.ask();
		const idle = await connectMany(port, 50);
		port.greylist.wait(1);
		await asking.ask({ sender: "again@example.com" });
		const more = await connectMany(port, 120);
		expect(await askOnce(port.address)).toMatch(DEFERRED);
		expect([port.statistics().connections <= 100, port.dropped() >= 70]).toEqual([true, true]);
		await expect.poll(() => idle.filter((client) => client.socket.closed).length).toBe(50);
		for (const client of [asking, ...more]) client.close();
	});
});

async function connectMany(port: Port, count: number): Promise<readonly PolicyClient[]> {
	const clients: PolicyClient[] = [];
	for (let done = 0; done < count; done += 100) {
		const some = Math.min(100, count - done);
		clients.push(...(await Promise.all(Array.from({ length: some }, () => connectPolicy(port.address)))));
	}
	await expect.poll(() => port.statistics().connections + port.dropped()).toBeGreaterThanOrEqual(count);
	return clients;
}
