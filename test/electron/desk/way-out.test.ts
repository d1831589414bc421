/** Whatever asks for the end, it is one end in order: before it the person is asked, where a Postfix relies on us. */
import { EventEmitter } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Box } from "../../../electron/desk/boxes.ts";
import { type Launch, launchNode } from "../../../electron/desk/launch.ts";
import { leaveInOrder } from "../../../electron/desk/way-out.ts";
import { startDaemon, type TestDaemon } from "../../fixtures/daemon.ts";
import { connectPolicy } from "../../fixtures/policy-client.ts";

let daemon: TestDaemon;
const did: string[] = [];
let button = 0;
let ends = async () => undefined as unknown;
let app: App;
let window: EventEmitter;
let signals: EventEmitter;

/** As Electron's: it goes where nobody minds. */
class App extends EventEmitter {
	quit() {
		const { prevented, event } = happening();
		this.emit("before-quit", event);
		if (!prevented()) did.push("gone");
	}
	exit = (code: number) => void did.push(`exit ${code}`);
}

function happening() {
	let was = false;
	const preventDefault = () => {
		was = true;
	};
	return { prevented: () => was, event: { preventDefault } };
}

const ask = async ({ title }: Box) => {
	did.push(title.replace(/ this engine .*/, ""));
	return button;
};
/** The service, as far as it says that it was done. */
const launch: Launch = (words) => {
	did.push(words.join(" "));
	return launchNode(["-e", ""]);
};

beforeAll(async () => {
	daemon = await startDaemon();
	const postfix = await connectPolicy(daemon.policy);
	await postfix.ask();
	postfix.close();
});
afterAll(() => daemon.stop());
beforeEach(() => begin(true));

function begin(ours: boolean) {
	did.length = 0;
	button = 0;
	ends = async () => undefined;
	app = new App();
	window = new EventEmitter();
	signals = new EventEmitter();
	const close = async () => {
		did.push("ending");
		await ends();
	};
	const place = { daemon: { ours: () => ours, socket: daemon.management }, close };
	const note = (words: string) => void did.push(words);
	const closing = () => void did.push("closing");
	leaveInOrder({ app, window, signals }, { place, ask, launch, out: "/out", dataDir: "/data", note, closing });
}

test("who stays keeps all as it is, and is asked again the next time", async () => {
	app.quit();
	await expect.poll(() => did).toEqual(["A Postfix asked"]);
	app.quit();
	await expect.poll(() => did).toEqual(["A Postfix asked", "A Postfix asked"]);
});

test("who quits nevertheless sees all ended in order before the app goes", async () => {
	button = 2;
	app.quit();
	await expect.poll(() => did).toEqual(["A Postfix asked", "closing", "ending", "gone"]);
});

test("who wants a service gets one for this folder, and the app goes", async () => {
	button = 1;
	app.quit();
	const install = "/out/greydesk.mjs service install --user --data /data";
	const order = ["A Postfix asked", install, "The service is installed", "closing", "ending", "gone"];
	await expect.poll(() => did).toEqual(order);
});

test("an engine that is somebody else's goes on without us: nothing is asked", async () => {
	begin(false);
	app.quit();
	await expect.poll(() => did).toEqual(["closing", "ending", "gone"]);
});

test("the window's close is the same way, and closes nothing before all is ended", async () => {
	begin(false);
	const first = happening();
	window.emit("close", first.event);
	expect(first.prevented()).toBe(true);
	await expect.poll(() => did).toContain("gone");
	const last = happening();
	window.emit("close", last.event);
	expect(last.prevented()).toBe(false);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"])("%s asks nobody, and ends once", async (signal) => {
	signals.emit(signal);
	signals.emit(signal);
	await expect.poll(() => did).toEqual(["closing", "ending", "gone"]);
});

test("an end that goes wrong is told, and does not keep the app for ever", async () => {
	begin(false);
	ends = () => Promise.reject(new Error("the disk is gone"));
	app.quit();
	await expect.poll(() => did.slice(2)).toEqual(["the end went wrong: Error: the disk is gone", "exit 1"]);
});
