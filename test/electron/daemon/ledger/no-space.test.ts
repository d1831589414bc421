import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { startChild } from "./child.ts";
import { foldOf, freshFolder, journalOf, open, plain } from "./support.ts";

test("no space left: mail passes, nothing answered is lost, and one gap tells of it afterwards", async () => {
	const folder = freshFolder();
	const child = startChild([folder, "20"], { before: ["prlimit", "--fsize=150000:unlimited"] });
	await child.says("open ");
	// Longer than the second after which it tries again, in vain.
	await new Promise((resolve) => setTimeout(resolve, 1300));
	execFileSync("prlimit", ["--pid", String(child.process.pid), "--fsize=unlimited"]);
	await child.says("gap");
	const before = child.said().length;
	await expect
		.poll(
			() =>
				child
					.said()
					.slice(before)
					.filter((line) => line.startsWith("ack")).length,
		)
		.toBeGreaterThan(40);
	child.process.kill("SIGTERM");
	expect(await child.ended()).toBe(0);

	const said = child.said().map((line) => line.split(" "));
	const passed = said.filter(([what]) => what === "open").length;
	const { ledger } = await open(folder);
	const events = journalOf(folder);
	const gaps = events.filter((event) => event.kind === "gap");
	expect(gaps).toEqual([expect.objectContaining({ passed, why: expect.stringContaining("ulimit -f") })]);
	expect(ledger.counters().passedOpen).toBe(passed);
	for (const [what, seq, n] of said)
		if (what === "ack") expect(events[Number(seq) - 1]).toMatchObject({ seq: Number(seq), triplet: `triplet${n}` });
	for (const [what, n] of said) if (what === "open") expect(ledger.state.triplets.get(`triplet${n}`)).toBeUndefined();
	expect(plain(ledger.state)).toEqual(plain(foldOf(events).state));
});

test("a start where no space is left answers mail all the same", async () => {
	const folder = freshFolder();
	await (await open(folder)).ledger.close();
	const child = startChild([folder, "20"], { before: ["prlimit", "--fsize=900:unlimited"] });
	await child.says("ready");
	expect(await child.says("open ")).toBe("open 0");
	execFileSync("prlimit", ["--pid", String(child.process.pid), "--fsize=unlimited"]);
	await child.says("gap");
	await child.says("ack");
});
