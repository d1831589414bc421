/**
 * Asks a policy port as Postfix's smtpd does: one connection, one question after the other (Postfix
 * SMTPD_POLICY_README). Bounded: an answer of 64 KiB at most, ten seconds of patience. Trouble rejects the questions
 * that wait and closes the connection; the next question opens another.
 */
import { createConnection, type Socket } from "node:net";

/** All 29 attributes in Postfix's order; empty where unknown. */
export type PolicyRequest = readonly (readonly [name: string, value: string])[];

export interface PolicyClient {
	/** The action answered, such as `DUNNO` or `DEFER_IF_PERMIT 4.2.0 …`. */
	ask(request: PolicyRequest): Promise<string>;
	close(): void;
}

export interface PolicyPort {
	readonly host: string;
	readonly port: number;
}

interface Asking {
	readonly text: string;
	answered(action: string): void;
	failed(error: Error): void;
}

const PATIENCE_MS = 10_000;
const MOST_CHARACTERS = 65_536;

export function createPolicyClient(where: PolicyPort): PolicyClient {
	const queue: Asking[] = [];
	let socket: Socket | null = null;
	let received = "";

	function drop(error: Error): void {
		socket?.destroy();
		socket = null;
		received = "";
		for (const asking of queue.splice(0)) asking.failed(error);
	}

	function connected(): Socket {
		if (socket !== null) return socket;
		const opened = createConnection(where);
		opened.setNoDelay(true);
		opened.setEncoding("utf8");
		opened.on("data", (text: string) => take(text));
		opened.on("error", (error) => socket === opened && drop(error));
		opened.on("close", () => socket === opened && drop(new Error("the policy port closed the connection")));
		opened.setTimeout(PATIENCE_MS, () => {
			if (queue.length > 0) drop(new Error("the policy port did not answer"));
		});
		socket = opened;
		return opened;
	}

	function take(text: string): void {
		received += text;
		if (received.length > MOST_CHARACTERS) drop(new Error("the policy port answered without an end"));
		for (let end = received.indexOf("\n\n"); end >= 0; end = received.indexOf("\n\n")) {
			const answer = received.slice(0, end);
			received = received.slice(end + 2);
			queue.shift()?.answered(/^action=(.*)$/m.exec(answer)?.[1] ?? "");
			const next = queue[0];
			if (next !== undefined) socket?.write(next.text);
		}
	}

	return {
		ask: (request) =>
			new Promise((answered, failed) => {
				const text = written(request);
				queue.push({ text, answered, failed });
				if (queue.length === 1) connected().write(text);
			}),
		close() {
			drop(new Error("closed"));
		},
	};
}

/** Refuses what the wire cannot carry: a line end inside a value would be another attribute. */
function written(request: PolicyRequest): string {
	const lines = request.map(([name, value]) => {
		if (/[\n\0]/.test(value)) throw new RangeError(`${name} holds a line end`);
		return `${name}=${value}\n`;
	});
	return `${lines.join("")}\n`;
}

/** Whether an action makes the client wait: a 4xx, or Postfix's words for one (access(5)). */
export function isDeferral(action: string): boolean {
	return /^(4\d\d|DEFER|DEFER_IF_PERMIT)\b/i.test(action);
}
