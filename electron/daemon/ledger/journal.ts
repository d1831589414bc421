/**
 * Both logs as they are written: a batch goes whole to its logs or not at all (audit first, so that what a mail event
 * builds on is there before it). Traffic goes on in a new segment once one is full. Syncing happens off this thread.
 */
import {
	close as closePath,
	closeSync,
	fdatasync,
	fsync,
	fsyncSync,
	mkdirSync,
	open as openPath,
	renameSync,
	writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { auditName, filesOf, type LogEnd, segmentName, sizeOf } from "./journal-files.ts";
import type { LineBuffer } from "./line.ts";
import { appendTo, copyRest, cutBack, type LogFile, openLogFile, writeAgain } from "./log-file.ts";

const datasync = promisify(fdatasync);
const sync = promisify(fsync);
const open = promisify(openPath);
const shut = promisify(closePath);

export interface Journal {
	/** Throws, with both logs as they were. `firstSeq` names the segment where a new one begins. */
	write(audit: LineBuffer, traffic: LineBuffer, firstSeq: number): void;
	/** Everything written before the call is on the disk afterwards; rejects where the disk refuses. */
	sync(): Promise<void>;
	unsynced(): boolean;
	/**
	 * Whether there is room again: writes and syncs padding, and takes it back. Rejects where there is none. What was
	 * not yet kept is written once more: a system whose disk has refused pages takes them for done, and syncs them no more.
	 */
	probe(): Promise<void>;
	/** The next traffic begins a new segment: this one can then be dropped as a whole. */
	beginSegment(): void;
	/** At once: all traffic so far lies in segments that nobody writes to. Throws, with everything as it was. */
	turnOver(firstSeq: number): void;
	/**
	 * Puts a rewritten audit log in the place of this one, at once. Its first `bytes` are there, as long as they were;
	 * what came behind them is copied. Throws, with everything as it was.
	 */
	replaceAudit(fresh: string, bytes: number): void;
	/** So many bytes of old segments are gone. */
	dropped(bytes: number): void;
	ends(): { readonly audit: LogEnd; readonly traffic: LogEnd };
	bytes(): number;
	close(): void;
}

const PADDING = Buffer.alloc(1 << 16, 0x2e);

export function openJournal(folder: string, ends: { audit: LogEnd; traffic: LogEnd }, segmentBytes: number): Journal {
	mkdirSync(join(folder, dirname(ends.traffic.name)), { recursive: true, mode: 0o700 });
	let audit = openLogFile(join(folder, ends.audit.name), ends.audit.offset);
	let traffic = openLogFile(join(folder, ends.traffic.name), ends.traffic.offset);
	let trafficName = ends.traffic.name;
	/** Full segments not yet synced. */
	let full: LogFile[] = [];
	let namesDirty = true;
	let olderBytes = 0;
	let turn = false;
	for (const { name } of filesOf(folder, "traffic"))
		if (name !== trafficName) olderBytes += sizeOf(join(folder, name)) ?? 0;

	function rotate(firstSeq: number): void {
		const name = segmentName(firstSeq);
		const next = openLogFile(join(folder, name), 0);
		cutBack(next);
		full.push(traffic);
		olderBytes += traffic.size;
		traffic = next;
		trafficName = name;
		turn = false;
		namesDirty = true;
	}

	async function syncNames(): Promise<void> {
		namesDirty = false;
		try {
			for (const path of [folder, dirname(traffic.path)]) {
				const fd = await open(path, "r");
				await sync(fd).finally(() => shut(fd));
			}
		} catch (error) {
			namesDirty = true;
			throw error;
		}
	}

	return {
		write(auditLines, trafficLines, firstSeq) {
			const auditBefore = audit.size;
			if (auditLines.length > 0) appendTo(audit, auditLines.bytes, auditLines.length);
			if (trafficLines.length === 0) return;
			try {
				if (traffic.size >= segmentBytes || (turn && traffic.size > 0)) rotate(firstSeq);
				appendTo(traffic, trafficLines.bytes, trafficLines.length);
			} catch (error) {
				audit.size = auditBefore;
				cutBack(audit);
				throw error;
			}
		},
		async sync() {
			const done = full;
			full = [];
			try {
				for (const file of done) await datasync(file.fd);
			} catch (error) {
				full = [...done, ...full];
				throw error;
			}
			for (const file of done) closeSync(file.fd);
			await syncFile(traffic);
			await syncFile(audit);
			if (namesDirty) await syncNames();
		},
		unsynced: () => full.length > 0 || traffic.synced < traffic.size || audit.synced < audit.size,
		async probe() {
			for (const file of [audit, traffic]) {
				if (!cutBack(file)) throw new Error(`${file.path} cannot be cut to its good bytes`);
				try {
					let done = 0;
					while (done < PADDING.length)
						done += writeSync(file.fd, PADDING, done, PADDING.length - done, file.size + done);
					await datasync(file.fd);
				} finally {
					cutBack(file);
				}
			}
			for (const file of [...full, traffic, audit]) writeAgain(file);
		},
		turnOver(firstSeq) {
			if (traffic.size > 0) rotate(firstSeq);
		},
		replaceAudit(fresh, bytes) {
			const next = openLogFile(fresh, bytes);
			try {
				copyRest(audit, next);
				fsyncSync(next.fd);
				renameSync(fresh, audit.path);
			} catch (error) {
				closeSync(next.fd);
				throw error;
			}
			// The next sync closes it: one that is under way may still be asking for it.
			full.push(audit);
			const { fd, size } = next;
			audit = { fd, size, path: audit.path, synced: size, from: size };
			namesDirty = true;
		},
		beginSegment() {
			turn = true;
		},
		dropped(bytes) {
			olderBytes = Math.max(0, olderBytes - bytes);
		},
		ends: () => ({
			audit: { name: auditName, offset: audit.size },
			traffic: { name: trafficName, offset: traffic.size },
		}),
		bytes: () => audit.size + traffic.size + olderBytes,
		close() {
			for (const file of [audit, traffic, ...full]) closeSync(file.fd);
		},
	};
}

async function syncFile(file: LogFile): Promise<void> {
	const size = file.size;
	if (file.synced >= size) return;
	await datasync(file.fd);
	file.synced = Math.max(file.synced, Math.min(size, file.size));
}
