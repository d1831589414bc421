/**
 * Reads greylistd's files beside a running greylistd. It writes them every few minutes only, by renaming new ones into
 * their place: so it is asked to save first, and what was read is read again where a file was replaced meanwhile.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { GreylistdFiles } from "../../../shared/analysis/greylist-files/greylistd-rows.ts";
import { failed } from "../exit.ts";

export const greylistdFolder = "/var/lib/greylistd";
export const greylistdSocket = "/var/run/greylistd/socket";

const MOST_BYTES = 200 * 1024 * 1024;
const ANSWER_WITHIN = 30_000;

export interface GreylistdRead {
	readonly files: GreylistdFiles;
	/** Epoch ms; what it has learned since is not in its files. */
	readonly savedAt: number;
	/** It was running, and wrote all it knew. */
	readonly saved: boolean;
}

export async function readGreylistd(folder: string, socket: string): Promise<GreylistdRead> {
	const [states, triplets] = [join(folder, "states"), join(folder, "triplets")];
	const saved = await askedToSave(socket);
	if (!existsSync(states))
		throw failed(`There is no states in ${folder}: name the folder that greylistd keeps its files in (its [data])`);
	for (let turn = 0; turn < 10; turn += 1) {
		const before = [writtenAt(states), writtenAt(triplets)];
		const files = { states: textOf(states), triplets: existsSync(triplets) ? textOf(triplets) : "" };
		const after = [writtenAt(states), writtenAt(triplets)];
		if (before.join() === after.join()) return { files, savedAt: before[0] ?? 0, saved };
	}
	throw failed(`${folder} is written again and again while it is read: try again`);
}

function writtenAt(path: string): number {
	return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function textOf(path: string): string {
	try {
		const { size } = statSync(path);
		if (size > MOST_BYTES) throw new Error(`${size} bytes are too much at once`);
		return readFileSync(path, "utf8");
	} catch (error) {
		const why = error instanceof Error ? error.message : "unknown";
		throw failed(`${path} cannot be read (as root or greylist it can): ${why}`);
	}
}

/** Whether it did. Nobody there, or no right to ask: its files are as old as they are. */
function askedToSave(path: string): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect(path);
		let answer = "";
		socket.setEncoding("latin1").setTimeout(ANSWER_WITHIN, () => socket.destroy());
		// It reads once: a request is one write.
		socket.once("connect", () => socket.write("save"));
		socket.on("data", (text: string) => {
			answer = (answer + text).slice(0, 200);
		});
		socket.on("error", () => undefined);
		socket.once("close", () => done(answer.includes("has been saved")));
	});
}
