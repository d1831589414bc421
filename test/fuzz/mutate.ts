/** Text and bytes as nobody of good will would send them: seeds bent at random, the same for the same dice. */

const NASTY = [
	...["", "\0", "\n\n", "\r\n", "=", "\\", '"', "'", "%", "%00", "%ZZ", "../", "<script>", "--", ":", ",", "*", "-"],
	...["\u202e", "\ud800", "é", "💥", "-1", "0", "1e999", "NaN", "9".repeat(40), "a".repeat(3000), "(".repeat(200)],
	...["__proto__", "constructor", "null", "[]", "{}", "unknown", "::", "::ffff:1.2.3.4", "/0", "/129", "@", "..", ";"],
];

export type Roll = () => number;

export function pick<T>(from: readonly T[], roll: Roll): T {
	return from[Math.floor(roll() * from.length)] as T;
}

/** One to five bends: cut, doubled, dropped, something nasty put in, a character changed. */
export function bent(text: string, roll: Roll): string {
	let result = text;
	for (let left = 1 + Math.floor(roll() * 5); left > 0; left--) {
		const at = Math.floor(roll() * (result.length + 1));
		const to = at + Math.floor(roll() * 20);
		const sort = roll();
		if (sort < 0.15) result = result.slice(0, at);
		else if (sort < 0.3) result = result.slice(0, at) + result.slice(to);
		else if (sort < 0.4) result = result.slice(0, to) + result.slice(at);
		else if (sort < 0.8) result = result.slice(0, at) + pick(NASTY, roll) + result.slice(at);
		else result = result.slice(0, at) + String.fromCharCode(Math.floor(roll() * 0x2100)) + result.slice(at + 1);
		if (result.length > 100_000) result = result.slice(0, 100_000);
	}
	return result;
}

export function bentBytes(bytes: Buffer, roll: Roll): Buffer {
	let result = Buffer.from(bytes);
	for (let left = 1 + Math.floor(roll() * 4); left > 0; left--) {
		const at = Math.floor(roll() * result.length);
		const to = Math.min(result.length, at + Math.floor(roll() * 64));
		const sort = roll();
		if (sort < 0.25) result = result.subarray(0, at);
		else if (sort < 0.4) result = Buffer.concat([result.subarray(0, at), result.subarray(to)]);
		else if (sort < 0.5) result = Buffer.concat([result.subarray(0, to), result.subarray(at)]);
		else if (at < result.length) result[at] = Math.floor(roll() * 256);
	}
	return result;
}
