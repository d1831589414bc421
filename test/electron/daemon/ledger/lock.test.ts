import { chmodSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startChild } from "./child.ts";
import { freshFolder, open } from "./support.ts";

test("a second daemon on a folder is refused, and told who holds it", async () => {
	const folder = freshFolder();
	const holder = startChild([folder, "idle"]);
	await holder.says("ready");
	await expect(open(folder)).rejects.toThrow(
		new RegExp(`in use by process ${holder.process.pid} since 20.*"greydesk daemon".*stop that one first`),
	);
	const second = startChild([folder, "idle"]);
	expect(await second.says("refused")).toContain(`process ${holder.process.pid}`);
	expect(await second.ended()).toBe(1);
});

test("a holder that was killed leaves no lock behind", async () => {
	const folder = freshFolder();
	const holder = startChild([folder, "idle"]);
	await holder.says("ready");
	holder.process.kill("SIGKILL");
	await holder.ended();
	const { ledger } = await open(folder);
	expect(ledger.head().seq).toBe(3);
});

test("a holder that is stopped and says nothing still holds the folder", async () => {
	const folder = freshFolder();
	const holder = startChild([folder, "idle"]);
	await holder.says("ready");
	holder.process.kill("SIGSTOP");
	await expect(open(folder)).rejects.toThrow("which does not say who it is");
});

test("a close frees the folder, and a refusal does not take it", async () => {
	const folder = freshFolder();
	const { ledger } = await open(folder);
	await expect(open(folder)).rejects.toThrow(`in use by process ${process.pid}`);
	await ledger.close();
	expect((await open(folder)).ledger.folder).toBe(folder);
});

test("a folder that may not be written is refused in words", async () => {
	const folder = freshFolder();
	chmodSync(folder, 0o555);
	const child = startChild([folder, "idle"], { unprivileged: true });
	expect(await child.says("refused")).toContain("may not be written by this user: make it writable");
	chmodSync(folder, 0o700);
});

test("a file where the folder should be is refused in words", async () => {
	const folder = freshFolder();
	await (await open(folder)).ledger.close();
	await expect(open(join(folder, "audit.ndjson"))).rejects.toThrow(
		"is not a folder, or lies below a file: name a folder with --data",
	);
	await expect(open(join(folder, "audit.ndjson", "below"))).rejects.toThrow("is not a folder");
});
