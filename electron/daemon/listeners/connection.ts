/**
 * One connection of a policy client: bytes to questions to answers. A client that half-closes still gets its answers.
 * One that does not read is first not read from, then cut off; one that sends what is no question gets DUNNO and is
 * let go, for where the next question begins is no longer known.
 */
import type { Socket } from "node:net";
import { createPolicyReader } from "../../../shared/postfix/policy-wire.ts";
import { createAnswers } from "./answers.ts";
import type { ListenerParts } from "./listener-parts.ts";
import type { Member } from "./pool.ts";
import { DUNNO } from "./responder.ts";

export interface Connection {
	/** Answers all it still owes with DUNNO, now. */
	settle(): void;
	/** Reads no more, answers what was asked, ends. */
	finish(): void;
}

/** How long a client may take to read its last answers. */
const FINISH_MS = 2000;

export function serveConnection(
	socket: Socket,
	parts: ListenerParts,
	told: { asked(): void; closed(): void },
): Connection {
	const { limits, clock, pool, responder } = parts;
	const reader = createPolicyReader(decode);
	const answers = createAnswers(write);
	let finishing = false;
	const member: Member = {
		lastAskedAt: clock.monotonic(),
		isBusy: () => answers.owed > 0,
		drop: () => void socket.destroy(),
	};
	pool.join(member);
	socket.on("data", read);
	socket.on("drain", () => {
		if (!finishing) socket.resume();
	});
	socket.on("end", finish);
	socket.on("error", () => undefined);
	socket.on("close", () => {
		pool.leave(member);
		told.closed();
	});

	function read(bytes: Buffer): void {
		if (finishing) return;
		for (const request of reader.push(bytes)) {
			member.lastAskedAt = clock.monotonic();
			told.asked();
			if (request.ok) responder.answer(request.value, answers.owe());
			else {
				responder.refuse(request.problem, answers.owe());
				finish();
			}
		}
	}

	function write(text: string): void {
		if (socket.destroyed) return;
		socket.write(text);
		if (socket.writableLength > limits.unreadBytes) socket.destroy();
		else if (socket.writableLength > limits.pauseBytes) socket.pause();
		if (finishing && answers.owed === 0) socket.end();
	}

	function finish(): void {
		if (finishing) return;
		finishing = true;
		if (answers.owed === 0) socket.end();
		// What it still sends is read and thrown away: unread bytes would turn our end into a reset that eats the answer.
		socket.resume();
		const timer = setTimeout(() => socket.destroy(), FINISH_MS);
		timer.unref();
		socket.once("close", () => clearTimeout(timer));
	}

	return { settle: () => answers.settle(DUNNO), finish };
}

/** The runtime's own decoder: the parser's portable one is several times slower. */
function decode(bytes: Uint8Array, from: number, to: number): string {
	const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
	return buffer.toString("utf8", from, to);
}
