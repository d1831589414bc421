/** A desk that is killed leaves nothing behind: its embedded daemon ends with it, and mail flows on undelayed. */
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { start } from "../../fixtures/command.ts";

let folder = "";
afterEach(() => rm(folder, { recursive: true, force: true }));

function answers(path: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(path);
		socket.once("connect", () => {
			socket.destroy();
			resolve(true);
		});
		socket.once("error", () => resolve(false));
	});
}

async function until(path: string, wanted: boolean): Promise<boolean> {
	for (let wait = 0; wait < 150; wait++) {
		if ((await answers(path)) === wanted) return true;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return false;
}

test("the embedded daemon ends when its desk is killed", { timeout: 40_000 }, async () => {
	folder = await mkdtemp(join(tmpdir(), "greydesk-killed-"));
	const data = join(folder, "data");
	const env = { XDG_STATE_HOME: folder, XDG_CONFIG_HOME: folder };
	const desk = await start(["open", "--data", data, "--browser", "--no-launch", "--port", "0"], { env });
	await desk.until(/^http:/m);
	const socket = join(data, "management.sock");
	expect(await until(socket, true), "the embedded daemon answers").toBe(true);
	desk.child.kill("SIGKILL");
	await desk.ended;
	expect(await until(socket, false), "the embedded daemon has ended").toBe(true);
});
