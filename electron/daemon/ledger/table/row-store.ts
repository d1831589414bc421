/**
 * Triplets by id in fixed records, their text in an arena: about 120 bytes each beside the text, and nothing of it on
 * the heap. A row is given out as a value, made when it is asked for.
 */
import type { TripletRow } from "../../../../shared/policy/rows.ts";
import { Arena } from "./arena.ts";
import { Buckets } from "./buckets.ts";
import { INSTANTS, instant, WORDS, word } from "./fields.ts";
import { flag, flagsOf, outcomeIn, reasonIn, stateIn } from "./flags.ts";
import { Instants, Slots, Words } from "./records.ts";
import { type IdWords, readId, writeId } from "./row-id.ts";
import { needsJson, readText, textOf } from "./row-text.ts";

const packedWords = [word.id, word.idMiddle, word.idAndFlags, word.attempts, word.bytes] as const;
/** Bytes of a packed record before its text. */
const PACKED = INSTANTS * 8 + packedWords.length * 4;

export class RowStore {
	readonly words = new Words(WORDS);
	readonly #instants = new Instants(INSTANTS);
	readonly #slots = new Slots(this.words, word.chain);
	readonly #buckets = new Buckets(this.words, word.id, word.chain);
	readonly #arena = new Arena();
	readonly #id: IdWords = { high: 0, middle: 0, low: 0, exact: true };
	#scratch = Buffer.allocUnsafe(1 << 12);
	/** The row made last: who decides by it and who notes how it stood ask one after the other. */
	#made: TripletRow | null = null;
	#madeOf = 0;
	size = 0;

	/** 0: it is not here. */
	find(id: string): number {
		const { words } = this;
		const wanted = this.#id;
		readId(id, wanted);
		let slot = this.#buckets.first(wanted.high);
		while (slot !== 0) {
			const last = words.get(slot, word.idAndFlags);
			if (
				words.get(slot, word.id) === wanted.high &&
				words.get(slot, word.idMiddle) === wanted.middle &&
				last >>> 16 === wanted.low &&
				((last & flag.named) === 0) === wanted.exact &&
				(wanted.exact || this.id(slot) === id)
			)
				return slot;
			slot = this.#buckets.after(slot);
		}
		return 0;
	}

	/** A new record with this row; there must be none of its id. */
	add(row: TripletRow): number {
		const slot = this.#slots.take();
		this.#instants.reserve(slot);
		readId(row.id, this.#id);
		this.words.set(slot, word.id, this.#id.high);
		this.words.set(slot, word.idMiddle, this.#id.middle);
		this.words.set(slot, word.bytes, 0);
		this.#write(slot, row, (this.#id.low << 16) | (this.#id.exact ? 0 : flag.named));
		this.#buckets.add(slot);
		this.size += 1;
		return slot;
	}

	/** Another row of the same id in its place. */
	change(slot: number, row: TripletRow): void {
		this.#write(slot, row, this.words.get(slot, word.idAndFlags) & (0xffff0000 | flag.named));
	}

	remove(slot: number): void {
		this.#made = null;
		this.#buckets.remove(slot);
		this.#arena.give(this.words.get(slot, word.text), this.words.get(slot, word.bytes));
		this.#slots.give(slot);
		this.size -= 1;
	}

	id(slot: number): string {
		const { words } = this;
		const last = words.get(slot, word.idAndFlags);
		if ((last & flag.named) !== 0) return readText(this.#text(slot), last).id;
		return writeId(words.get(slot, word.id), words.get(slot, word.idMiddle), last >>> 16);
	}

	flags(slot: number): number {
		return this.words.get(slot, word.idAndFlags) & 0xffff;
	}

	attempts(slot: number): number {
		return this.words.get(slot, word.attempts);
	}

	firstSeenAt(slot: number): number {
		return this.#instants.get(slot, instant.firstSeenAt);
	}

	row(slot: number): TripletRow {
		if (this.#made !== null && this.#madeOf === slot) return this.#made;
		const { words } = this;
		const last = words.get(slot, word.idAndFlags);
		const text = readText(this.#text(slot), last);
		const instants = this.#instants;
		const passedAt = instants.get(slot, instant.passedAt);
		const named = (last & flag.named) !== 0;
		this.#madeOf = slot;
		this.#made = {
			id: named ? text.id : writeId(words.get(slot, word.id), words.get(slot, word.idMiddle), last >>> 16),
			client: text.client,
			clientKey: text.clientKey,
			clientName: text.clientName,
			helo: text.helo,
			sender: text.sender,
			senderKey: text.senderKey,
			recipient: text.recipient,
			lastSeenAt: instants.get(slot, instant.lastSeenAt),
			reason: reasonIn(last),
			outcome: outcomeIn(last),
			lastInstance: text.lastInstance,
			state: stateIn(last),
			firstSeenAt: instants.get(slot, instant.firstSeenAt),
			mayPassAt: instants.get(slot, instant.mayPassAt),
			windowEndsAt: instants.get(slot, instant.windowEndsAt),
			expiresAt: instants.get(slot, instant.expiresAt),
			passedAt: Number.isNaN(passedAt) ? null : passedAt,
			attempts: words.get(slot, word.attempts),
			shadow: (last & flag.shadow) !== 0,
			approvedBy: text.approvedBy,
		};
		return this.#made;
	}

	packedBytes(slot: number): number {
		return PACKED + this.words.get(slot, word.bytes);
	}

	/** Writes the record as snapshots hold it; gives the end of it. */
	pack(slot: number, into: Buffer, start: number): number {
		const { words } = this;
		for (let at = 0; at < INSTANTS; at += 1) into.writeDoubleLE(this.#instants.get(slot, at), start + at * 8);
		for (let at = 0; at < packedWords.length; at += 1)
			into.writeUInt32LE(words.get(slot, packedWords[at] ?? 0), start + INSTANTS * 8 + at * 4);
		const address = words.get(slot, word.text);
		const from = this.#arena.at(address);
		const bytes = words.get(slot, word.bytes);
		this.#arena.page(address).copy(into, start + PACKED, from, from + bytes);
		return start + PACKED + bytes;
	}

	/** A new record from a packed one; there must be none of its id. */
	adopt(from: Buffer, start: number): number {
		const { words } = this;
		const slot = this.#slots.take();
		this.#instants.reserve(slot);
		for (let at = 0; at < INSTANTS; at += 1) this.#instants.set(slot, at, from.readDoubleLE(start + at * 8));
		for (let at = 0; at < packedWords.length; at += 1)
			words.set(slot, packedWords[at] ?? 0, from.readUInt32LE(start + INSTANTS * 8 + at * 4));
		const bytes = words.get(slot, word.bytes);
		const address = this.#arena.take(bytes);
		words.set(slot, word.text, address);
		from.copy(this.#arena.page(address), this.#arena.at(address), start + PACKED, start + PACKED + bytes);
		this.#buckets.add(slot);
		this.size += 1;
		return slot;
	}

	#write(slot: number, row: TripletRow, kept: number): void {
		this.#made = null;
		const { words } = this;
		const instants = this.#instants;
		const flags = flagsOf(row) | kept | (needsJson(row) ? flag.json : 0);
		words.set(slot, word.idAndFlags, flags);
		words.set(slot, word.attempts, row.attempts);
		instants.set(slot, instant.firstSeenAt, row.firstSeenAt);
		instants.set(slot, instant.mayPassAt, row.mayPassAt);
		instants.set(slot, instant.windowEndsAt, row.windowEndsAt);
		instants.set(slot, instant.expiresAt, row.expiresAt);
		instants.set(slot, instant.passedAt, row.passedAt ?? Number.NaN);
		instants.set(slot, instant.lastSeenAt, row.lastSeenAt);
		this.#writeText(slot, textOf(row, flags));
	}

	#text(slot: number): string {
		const address = this.words.get(slot, word.text);
		const start = this.#arena.at(address);
		return this.#arena.page(address).toString("utf8", start, start + this.words.get(slot, word.bytes));
	}

	#writeText(slot: number, text: string): void {
		const { words } = this;
		const arena = this.#arena;
		if (text.length * 3 > this.#scratch.length) this.#scratch = Buffer.allocUnsafe(text.length * 3);
		const bytes = this.#scratch.write(text, 0, "utf8");
		const before = words.get(slot, word.bytes);
		let address = words.get(slot, word.text);
		if (before === 0 || !arena.fits(before, bytes)) {
			if (before > 0) arena.give(address, before);
			address = arena.take(bytes);
			words.set(slot, word.text, address);
		}
		words.set(slot, word.bytes, bytes);
		this.#scratch.copy(arena.page(address), arena.at(address), 0, bytes);
	}
}
