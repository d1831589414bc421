/** The engine within the app: started again after a crash, and not taken from a Postfix without a word. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startDaemon } from "../fixtures/daemon.ts";
import { askOnce } from "../fixtures/policy-client.ts";
import { askDaemon, engineIsLive, type Opened, openApp } from "./app.ts";

let opened: Opened;
test.beforeEach(async () => {
	opened = await openApp();
	await engineIsLive(opened);
});
test.afterEach(() => opened.close());

test("an engine that was killed is started again, and the screen says what happened meanwhile", async () => {
	const { app, page } = opened;
	for (let time = 0; time < 3; time++) {
		const before = await startedAt();
		await app.evaluate(({ app: self }) => {
			const engine = self.getAppMetrics().find(({ name }) => name === "Greydesk engine");
			if (engine === undefined) throw new Error("no engine runs");
			process.kill(engine.pid, "SIGKILL");
		});
		// The first pause is half a second: too short for a test to see its words for sure.
		if (time > 0) {
			const words = page.getByText(/the embedded daemon ended with status .*; it is started again in \d+(\.5)? s/i);
			await expect(words.first()).toBeVisible();
		}
		await engineIsLive(opened);
		await expect.poll(startedAt).toBeGreaterThan(before);
	}
});

test("without a Postfix that asked, quitting asks nothing and leaves nothing behind", async () => {
	const child = opened.app.process();
	const gone = new Promise((resolve) => child.once("exit", resolve));
	await opened.app.evaluate(({ dialog }) => {
		dialog.showMessageBox = async () => {
			throw new Error("it asked");
		};
	});
	await quit();
	expect(await gone).toBe(0);
	await expect(askDaemon(opened, "/v1/status")).rejects.toThrow(/ENOENT|ECONNREFUSED/);
});

test.describe("while a Postfix asks", () => {
	test.beforeEach(async () => {
		const { listeners } = (await askDaemon(opened, "/v1/status")) as { listeners: { address: string }[] };
		await askOnce(listeners[0]?.address ?? "");
	});

	test("quitting tells what happens to the mail, and can be taken back", async () => {
		await answer(0);
		await quit();
		await expect.poll(async () => (await asked()).length).toBe(1);
		const [question] = await asked();
		expect(question?.message).toMatch(/^A Postfix asked this engine (just now|\d+ s ago)$/);
		expect(question?.detail).toMatch(/passes undelayed/);
		expect(question?.detail).toMatch(/default_action=DUNNO/);
		expect(question?.buttons).toEqual(["Stay", "Install as a Service, Then Quit", "Quit"]);
		await engineIsLive(opened);
		expect(opened.app.windows()).toHaveLength(1);
	});

	test("closing the window asks the same", async () => {
		await answer(0);
		await opened.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
		await expect.poll(async () => (await asked()).length).toBe(1);
		await engineIsLive(opened);
	});

	test("a service is installed instead, and then the app ends", async () => {
		const child = opened.app.process();
		const gone = new Promise((resolve) => child.once("exit", resolve));
		await answer(1);
		const told = opened.app.waitForEvent("console");
		await quit();
		expect((await told).text()).toMatch(/^The service is installed\nThe unit is written: /);
		expect(await gone).toBe(0);
		const unit = readFileSync(join(opened.home, "config", "systemd", "user", "greydesk.service"), "utf8");
		expect(unit).toContain(` daemon --data ${opened.data} `);
		expect(unit).toMatch(/^ExecStart=\S*\/node \S+\/greydesk\.mjs /m);
	});

	test("quitting all the same ends the app and its engine", async () => {
		const child = opened.app.process();
		const gone = new Promise((resolve) => child.once("exit", resolve));
		await answer(2);
		await quit();
		expect(await gone).toBe(0);
		await expect(askDaemon(opened, "/v1/status")).rejects.toThrow(/ENOENT|ECONNREFUSED/);
	});
});

test("a service on the same folder is used, not fought over: quitting asks nothing, and it goes on", async () => {
	const folder = opened.data;
	await opened.app.evaluate(({ dialog }) => {
		dialog.showMessageBox = async () => {
			throw new Error("it asked");
		};
	});
	const first = opened.app.process();
	const ended = new Promise((resolve) => first.once("exit", resolve));
	await quit();
	await ended;
	const service = await startDaemon({ folder });
	try {
		opened = await openApp({ home: opened.home });
		await engineIsLive(opened);
		await askOnce(service.policy);
		const engines = await opened.app.evaluate(({ app }) =>
			app.getAppMetrics().filter(({ name }) => name === "Greydesk engine"),
		);
		expect(engines).toEqual([]);
		const child = opened.app.process();
		const gone = new Promise((resolve) => child.once("exit", resolve));
		await quit();
		expect(await gone).toBe(0);
		expect(Number((await askDaemon(opened, "/v1/status")).startedAt)).toBeGreaterThan(0);
	} finally {
		await service.stop();
	}
});

/** 0 while nobody answers. */
async function startedAt(): Promise<number> {
	const status = await askDaemon(opened, "/v1/status").catch(() => ({ startedAt: 0 }));
	return Number(status.startedAt);
}

interface Question {
	readonly message: string;
	readonly detail: string;
	readonly buttons: readonly string[];
}

/** From now on each question is kept, and answered by this button. */
async function answer(response: number): Promise<void> {
	await opened.app.evaluate(({ dialog }, button) => {
		const questions: Question[] = [];
		Object.assign(globalThis, { questions });
		dialog.showMessageBox = async (...given: unknown[]) => {
			const question = given.at(-1) as Question;
			questions.push(question);
			if (questions.length > 1) console.info(`${question.message}\n${question.detail}`);
			return { response: button, checkboxChecked: false };
		};
	}, response);
}

function asked(): Promise<readonly Question[]> {
	return opened.app.evaluate(() => (globalThis as unknown as { questions: Question[] }).questions);
}

/** By the menu; where that ends the app, its answer is lost. */
async function quit(): Promise<void> {
	await opened.app.evaluate(({ app }) => app.quit()).catch(() => undefined);
}
