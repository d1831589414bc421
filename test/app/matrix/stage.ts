/**
 * One desk for the whole matrix, and the hosts it is looked at with: `full` (thousands of triplets, hostile names,
 * hundreds of acts), the same through a viewer's socket, `empty` (in shadow mode), `frozen` (a stopped process), and
 * two that are no daemons. Each test gets a page of its own that is in already.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { startDaemon } from "../../fixtures/daemon.ts";
import { openDesk } from "../desk.ts";
import { serveBroken } from "./broken-daemon.ts";
import { sendMail, trap } from "./hostile.ts";

const hostNames = ["full", "viewer", "empty", "frozen", "refusing", "babbling"] as const;
export type HostName = (typeof hostNames)[number];

export interface Stage {
	/** Ids in addresses. */
	readonly host: Readonly<Record<HostName, string>>;
	/** Stops the frozen daemon's process, as by SIGSTOP, or lets it go on. */
	freeze(yes: boolean): void;
	open(browser: Browser, options?: BrowserContextOptions): Promise<Page>;
	close(): Promise<void>;
}

const MAILS = 3000;
const ENTRIES = 150;

export const test = base.extend<object, { stage: Stage }>({
	stage: [
		async ({ browser }, use) => {
			const stage = await setUp(browser);
			await use(stage);
			await stage.close();
		},
		{ scope: "worker", timeout: 60_000 },
	],
});

async function setUp(browser: Browser): Promise<Stage> {
	const folder = mkdtempSync(join(tmpdir(), "greydesk-matrix-"));
	const full = await startDaemon();
	const empty = await startDaemon({ words: ["--shadow"] });
	const frozen = await startDaemon();
	const broken = [
		await serveBroken(join(folder, "refusing.sock"), "refusing"),
		await serveBroken(join(folder, "babbling.sock"), "babbling"),
	];
	const desk = await openDesk();
	await Promise.all([sendMail(full.policy, MAILS), sendMail(frozen.policy, 40)]);
	const first = await browser.newPage();
	await first.goto(desk.url);
	const token = await first.waitForFunction(() => sessionStorage.getItem("greydesk-session"));
	const origin = new URL(desk.url).origin;
	const key = (await token.jsonValue()) ?? "";
	const ask = (path: string, body: object) => post(first, path, body);
	const sockets: Record<HostName, string> = {
		full: full.management,
		viewer: join(full.folder, "viewer.sock"),
		empty: empty.management,
		frozen: frozen.management,
		refusing: join(folder, "refusing.sock"),
		babbling: join(folder, "babbling.sock"),
	};
	const host: Record<string, string> = {};
	for (const name of hostNames) {
		const added = await ask("/desk/hosts", { address: `unix:${sockets[name]}`, name: named[name] });
		host[name] = String(added.id);
	}
	await act((path, body) => ask(`/hosts/${host.full}${path}`, body));
	await first.context().close();
	return {
		host: host as Record<HostName, string>,
		freeze: (yes) => void process.kill(frozen.pid, yes ? "SIGSTOP" : "SIGCONT"),
		async open(by, options = {}) {
			const context = await by.newContext({ baseURL: origin, viewport: { width: 1280, height: 800 }, ...options });
			await context.addInitScript((given) => sessionStorage.setItem("greydesk-session", given), key);
			const page = await context.newPage();
			await page.goto(origin);
			return page;
		},
		async close() {
			await desk.close();
			for (const server of broken) server.closeAllConnections();
			for (const server of broken) server.close();
			process.kill(frozen.pid, "SIGCONT");
			await Promise.all([full.stop(), empty.stop(), frozen.stop()]);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** Names of hosts are written by people: long, and with a tag in one. */
const named: Readonly<Record<HostName, string>> = {
	full: "mx1.a-department-with-a-long-name.university.example",
	viewer: `${trap}`,
	empty: "mx2",
	frozen: "mx3",
	refusing: "mx4",
	babbling: "mx5",
};

/** Acts of operators, with reasons as hostile as the mail: approvals, purges, undos, whitelist entries. */
async function act(ask: (path: string, body: object) => Promise<Record<string, unknown>>): Promise<void> {
	const reasons = ["", "ticket 4711", `\u202Eturned ${trap} \u001B[31m`, "so ".repeat(160).trim(), "🦄 ﷽ W".repeat(20)];
	const reason = (n: number) => reasons[n % reasons.length] ?? "";
	for (let n = 0; n < ENTRIES; n++) {
		const pattern =
			n === ENTRIES - 1 ? `${"p".repeat(63)}.${"q".repeat(63)}.${"r".repeat(63)}.example` : `user${n}@example.net`;
		await ask("/v1/whitelists", {
			kind: "recipient",
			pattern,
			reason: reason(n),
			owner: n % 7 === 0 ? "o".repeat(64) : "anna",
		});
	}
	for (let n = 0; n < 8; n++) {
		const done = await ask("/v1/triplets/approve", {
			mail: { sender: `s${n}@a.example`, recipient: "b@example.org" },
			reason: reason(n),
		});
		if (n % 4 === 0) await ask(`/v1/actions/${String(done.actionId)}/undo`, { reason: reason(n + 2) });
	}
}

/** As the page asks, with its own token. */
async function post(page: Page, path: string, body: object): Promise<Record<string, unknown>> {
	const answer = await page.evaluate(
		async ([where, text]) => {
			const authorization = `Bearer ${sessionStorage.getItem("greydesk-session")}`;
			const headers = { authorization, "content-type": "application/json" };
			const told = await fetch(where ?? "", { method: "POST", headers, body: text ?? "" });
			return { status: told.status, text: await told.text() };
		},
		[path, JSON.stringify(body)],
	);
	if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
	return JSON.parse(answer.text) as Record<string, unknown>;
}
