/**
 * The distribution's Chromium, driven over a pair of pipes (Chrome DevTools Protocol, a NUL behind each message). It is
 * headless and lives in the profile it is told. Its own debugging port is open besides, for the test runner.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import type { Readable, Writable } from "node:stream";
import { chromiumFlags, findChromium } from "../../build/chromium.mjs";

export type Fields = Readonly<Record<string, unknown>>;

export interface Session extends EventEmitter {
	/** Events are emitted by their name. Errors: rejects with Chromium's words. */
	send(method: string, params?: Fields): Promise<Fields>;
}

export interface Browser extends Session {
	/** What happens in one target. */
	attach(targetId: string): Promise<Session>;
	close(): Promise<void>;
}

interface Message {
	readonly id?: number;
	readonly sessionId?: string;
	readonly method?: string;
	readonly params?: Fields;
	readonly result?: Fields;
	readonly error?: { readonly message: string };
}

/** Resolves when it answers; `tell` hears the line with the address of its debugging port. */
export async function openChromium(profile: string, tell: (line: string) => void): Promise<Browser> {
	const program = findChromium();
	if (program === null) throw new Error("This stand-in needs a Chromium");
	const doors = ["--remote-debugging-pipe", "--remote-debugging-port=0"];
	const own = ["--headless=new", "--no-startup-window", ...doors];
	const child = spawn(program, [...own, ...chromiumFlags, `--user-data-dir=${profile}`], {
		stdio: ["ignore", "ignore", "pipe", "pipe", "pipe"],
	});
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		for (const line of text.split("\n")) if (line.startsWith("DevTools listening on")) tell(line);
	});
	const browser = speak(child);
	await browser.send("Target.setDiscoverTargets", { discover: true });
	return browser;
}

function speak(child: ChildProcess): Browser {
	const [, , , input, output] = child.stdio as [null, null, Readable, Writable, Readable];
	const waiting = new Map<number, { resolve(value: Fields): void; reject(error: Error): void }>();
	const sessions = new Map<string, EventEmitter>();
	let last = 0;
	let rest = "";

	const root = new EventEmitter();
	const sender =
		(sessionId: string | undefined) =>
		(method: string, params: Fields = {}) =>
			new Promise<Fields>((resolve, reject) => {
				const id = ++last;
				waiting.set(id, { resolve, reject });
				input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
			});
	const take = (message: Message) => {
		const { id, sessionId, method, params, result, error } = message;
		if (id !== undefined) {
			const asked = waiting.get(id);
			waiting.delete(id);
			if (error === undefined) asked?.resolve(result ?? {});
			else asked?.reject(new Error(error.message));
		} else if (method !== undefined) {
			const whose = sessionId === undefined ? root : sessions.get(sessionId);
			whose?.emit(method, params ?? {});
		}
	};
	input.on("error", () => undefined);
	output.setEncoding("utf8").on("data", (text: string) => {
		const parts = (rest + text).split("\0");
		rest = parts.pop() ?? "";
		for (const part of parts) take(JSON.parse(part) as Message);
	});
	const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
	child.once("exit", () => root.emit("ended"));
	return Object.assign(root, {
		send: sender(undefined),
		async attach(targetId: string) {
			const { sessionId } = await sender(undefined)("Target.attachToTarget", { targetId, flatten: true });
			const session = new EventEmitter();
			sessions.set(String(sessionId), session);
			return Object.assign(session, { send: sender(String(sessionId)) });
		},
		async close() {
			const kill = setTimeout(() => child.kill("SIGKILL"), 5000);
			sender(undefined)("Browser.close").catch(() => undefined);
			await ended;
			clearTimeout(kill);
		},
	});
}
