/** The tray's switch: asked before it is turned on, and out of reach where the person may not. Over real sockets. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveManagement } from "../../../electron/daemon/management/serve.ts";
import type { Box } from "../../../electron/desk/boxes.ts";
import { turnPass, whyNotPass } from "../../../electron/desk/pass-all.ts";
import { trayPlan } from "../../../electron/desk/tray-plan.ts";
import { silentLog } from "../../../shared/base/log.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import { type Greylist, openGreylist } from "../../fixtures/greylist.ts";

let folder: string;
let greylist: Greylist;
let closing: (() => unknown)[];
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-pass-"));
	greylist = await openGreylist({ history: false });
	closing = [() => rmSync(folder, { recursive: true, force: true }), () => greylist.close()];
});
afterEach(async () => {
	for (const close of closing.reverse()) await close();
});

async function host(role: "operator" | "viewer") {
	const socket = join(folder, `${role}.sock`);
	const served = await serveManagement({ path: socket, fetch: greylist.api(role), log: silentLog });
	closing.push(() => served.close());
	return { name: "mx1", socket, readOnly: false };
}

type Known = Awaited<ReturnType<typeof host>>;

function turn(known: Known, on: boolean, show: (box: Box) => Promise<number>) {
	return turnPass({ hosts: { find: () => known }, id: "mx1", on }, show);
}

async function until(): Promise<number | null> {
	const answer = await greylist.api()(new Request("http://greydesk/v1/status"));
	return ((await answer.json()) as { passAllUntilAt: number | null }).passAllUntilAt;
}

test("everything passes for an hour once the person has said so, and no longer when they end it, unasked", async () => {
	const mx1 = await host("operator");
	const asked: Box[] = [];
	const answer = (button: number) => async (box: Box) => {
		asked.push(box);
		return button;
	};
	await turn(mx1, true, answer(0));
	expect(await until()).toBe(null);
	await turn(mx1, true, answer(1));
	expect(await until()).not.toBe(null);
	expect(asked.map(({ title, buttons }) => [title, ...buttons])).toEqual(
		Array(2).fill(["Let everything pass on mx1 for 60 minutes?", "Cancel", "Let Everything Pass"]),
	);
	await turn(mx1, false, answer(0));
	expect(await until()).toBe(null);
	expect(asked).toHaveLength(2);
});

test("a host that was made read-only while the question stood is left as it is", async () => {
	const mx1 = await host("operator");
	const asked: Box[] = [];
	const answer = async (box: Box) => {
		asked.push(box);
		mx1.readOnly = true;
		return 1;
	};
	expect(await turn(mx1, true, answer)).toBe(false);
	expect(await until()).toBe(null);
	expect(asked.at(-1)?.detail).toMatch(/read-only/);
});

test("a switch that cannot be turned says why, in words", async () => {
	const asked: Box[] = [];
	const show = async (box: Box) => {
		asked.push(box);
		return 1;
	};
	await turn(await host("viewer"), true, show);
	await turn({ name: "mx2", socket: join(folder, "none.sock"), readOnly: false }, true, show);
	expect(await until()).toBe(null);
	expect(asked.filter(({ kind }) => kind === "error").map(({ title }) => title)).toEqual([
		"Not switched on mx1",
		"Not switched on mx2",
	]);
});

test("who may not is told in the tray, where the switch is grey", async () => {
	const { socket } = await host("operator");
	const viewer = await host("viewer");
	expect(await whyNotPass({ readOnly: false }, socket)).toBe(null);
	expect(await whyNotPass({ readOnly: true }, socket)).toBe("read-only here");
	expect(await whyNotPass({ readOnly: false }, viewer.socket)).toBe("you are viewer there");
	expect(await whyNotPass({ readOnly: false }, "/nowhere")).toBe("it does not say what you may do");
	const figures = (whyNot: string | null) => ({
		host: { id: "mx1", name: "mx1" } as Host,
		waiting: 3,
		passAllUntilAt: null,
		whyNot,
	});
	const hands = { go: nothing, show: nothing, quit: nothing, pass: async () => true, again: nothing };
	const plan = (whyNot: string | null) => trayPlan([figures(whyNot)], hands);
	const passes = (whyNot: string | null) => plan(whyNot).items.find(({ id }) => id === "pass-all-mx1");
	expect(plan(null).tip).toBe("Greydesk: 3 waiting");
	expect(passes(null)).toMatchObject({ label: "Pass everything for 60 minutes on mx1", enabled: true });
	expect(passes("read-only here")).toMatchObject({
		label: expect.stringMatching(/\(read-only here\)$/),
		enabled: false,
	});
	expect(trayPlan([], hands).tip).toBe("Greydesk: no host answers");
});

test("a click that came to nothing is turned back on the screen", async () => {
	const figures = { host: { id: "mx1", name: "mx1" } as Host, waiting: 0, passAllUntilAt: null, whyNot: null };
	const turned: boolean[] = [];
	let again = 0;
	const hands = {
		...{ go: nothing, show: nothing, quit: nothing },
		pass: async (_: string, on: boolean) => turned.push(on) > 1,
		again: () => {
			again++;
		},
	};
	const item = trayPlan([figures], hands).items.find(({ type }) => type === "checkbox");
	item?.click?.({ checked: true });
	await expect.poll(() => again).toBe(1);
	item?.click?.({ checked: true });
	await expect.poll(() => turned).toEqual([true, true]);
	expect(again).toBe(1);
});

function nothing(): void {
	// Nobody listens.
}
