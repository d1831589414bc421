import { expect, test } from "vitest";
import { startChild } from "./child.ts";
import { foldOf, freshFolder, journalOf, open, plain } from "./support.ts";

test("after kill -9 under load every answered decision is known, again and again", { timeout: 60_000 }, async () => {
	const folder = freshFolder();
	const acknowledged = new Map<number, number>();
	let first = 0;
	for (let round = 0; round < 6; round++) {
		const child = startChild([folder, "0", String(first)]);
		await child.says("acted");
		await new Promise((resolve) => setTimeout(resolve, 37 * round));
		child.process.kill("SIGKILL");
		await child.ended();
		for (const line of child.said()) {
			const [what, seq, n] = line.split(" ");
			if (what === "ack") acknowledged.set(Number(n), Number(seq));
			first = Math.max(first, Number(n ?? 0) + 1);
		}
		first += 10_000;
		const { ledger } = await open(folder);
		const events = journalOf(folder);
		const numbers = new Map(events.map((event) => [event.seq, event]));
		expect(numbers.size).toBe(events.length);
		let lost = 0;
		for (const [n, seq] of acknowledged) {
			const event = numbers.get(seq);
			if (event?.kind !== "deferred" || event.triplet !== `triplet${n}`) lost++;
			if (ledger.state.triplets.get(`triplet${n}`) === undefined) lost++;
		}
		expect(lost).toBe(0);
		for (const line of child.said().filter((line) => line.startsWith("acted")))
			expect(ledger.state.actions.get(`action${line.split(" ")[2]}`)).toBeDefined();
		expect(plain(ledger.state)).toEqual(plain(foldOf(journalOf(folder)).state));
		await ledger.close();
	}
	expect(acknowledged.size).toBeGreaterThan(1000);
});
