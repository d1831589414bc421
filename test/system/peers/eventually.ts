/** Waiting for something that other programs bring about in their own time. */
import { setTimeout as pause } from "node:timers/promises";

/** Asks `probe` ten times a second until it answers something; throws, naming `what`, when `seconds` are over. */
export async function eventually<T>(
	what: string,
	seconds: number,
	probe: () => T | null | undefined | false | Promise<T | null | undefined | false>,
): Promise<T> {
	const lastAt = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await probe();
		if (answer !== null && answer !== undefined && answer !== false) return answer;
		if (Date.now() > lastAt) throw new Error(`${what}: not within ${seconds} s`);
		await pause(100);
	}
}
