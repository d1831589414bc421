/** Writes a snapshot into an open file (snapshot-format.ts). Throws what the system said. */
import { writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import { CHUNK_HEAD, type Closing, type Header, SNAPSHOT_FORMAT, type Snapshot } from "./snapshot-format.ts";
import { rowLines } from "./snapshot-rows.ts";

const CHUNK = 1 << 20;

export function writeSnapshotTo(fd: number, { model, at, audit, traffic }: Snapshot): void {
	const { seq, counters, state } = model;
	const header: Header = { seq, at, audit, traffic, counters, policy: state.policy };
	let text = `${JSON.stringify({ format: SNAPSHOT_FORMAT, ...header })}\n`;
	let sum = 0;
	let rows = 0;
	const flush = () => {
		const bytes = Buffer.from(text, "utf8");
		sum = crc32(bytes, sum);
		writeAll(fd, bytes);
		text = "";
	};
	for (const line of rowLines(state)) {
		text += line;
		rows++;
		if (text.length > CHUNK) flush();
	}
	flush();
	const closing: Closing = { rows, crc32: sum, triplets: state.triplets.size };
	writeAll(fd, Buffer.from(`${JSON.stringify(closing)}\n`));
	const head = Buffer.alloc(CHUNK_HEAD);
	for (const packed of state.triplets.pack()) {
		head.writeUInt32LE(packed.bytes.length, 0);
		head.writeUInt32LE(packed.rows, 4);
		head.writeUInt32LE(crc32(packed.bytes), 8);
		writeAll(fd, head);
		writeAll(fd, packed.bytes);
	}
}

function writeAll(fd: number, bytes: Buffer): void {
	let done = 0;
	while (done < bytes.length) done += writeSync(fd, bytes, done);
}
