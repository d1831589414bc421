/** What a desktop adds around the page: its menu acts, the tray tells and switches, a notification leads to its view. */
import { expect, test } from "@playwright/test";
import { startDaemon } from "../fixtures/daemon.ts";
import { askOnce } from "../fixtures/policy-client.ts";
import { askDaemon, chooseMenu, engineIsLive, isReal, type Opened, openApp } from "./app.ts";

let opened: Opened;
test.beforeAll(async () => {
	opened = await openApp();
	await engineIsLive(opened);
});
test.afterAll(() => opened.close());

const hash = () => new URL(opened.page.url()).hash;

test.describe("the menu", () => {
	for (const to of ["#/triplets", "#/watch?range=24h", "#/triplets?q=state%3Awaiting", "#/watch"]) {
		test(`leads to ${to}`, async () => {
			await chooseMenu(opened, to);
			await expect.poll(hash).toBe(to);
		});
	}

	test("searches", async () => {
		await chooseMenu(opened, "#/triplets");
		await expect(opened.page.getByRole("textbox", { name: "Query" })).toBeVisible();
		await chooseMenu(opened, "search");
		await expect(opened.page.getByRole("textbox", { name: "Query" })).toBeFocused();
		await opened.page.keyboard.press("Escape");
		await opened.page.locator("body").click({ position: { x: 2, y: 2 } });
	});

	const enabled = (id: string) =>
		opened.app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id);

	test("offers what the view on screen can do, and no more", async () => {
		await chooseMenu(opened, "#/watch");
		await expect.poll(() => enabled("approve")).toBe(false);
		expect([await enabled("pause"), await enabled("mark"), await enabled("palette")]).toEqual([true, false, true]);
		await chooseMenu(opened, "#/triplets");
		await expect.poll(() => enabled("approve")).toBe(true);
		expect([await enabled("pause"), await enabled("mark"), await enabled("purge")]).toEqual([false, true, true]);
		await chooseMenu(opened, "#/settings");
		await expect.poll(() => enabled("search")).toBe(false);
	});

	test("undoes, once something was done", async () => {
		expect(await enabled("undo")).toBe(false);
		await chooseMenu(opened, "#/triplets");
		await opened.page.locator("body").click({ position: { x: 2, y: 2 } });
		await chooseMenu(opened, "palette");
		await opened.page.getByRole("combobox", { name: "Command" }).fill("let everything pass");
		await opened.page.keyboard.press("Enter");
		const passes = async () => (await askDaemon(opened, "/v1/status")).passAllUntilAt !== null;
		await expect.poll(passes).toBe(true);
		await expect.poll(() => enabled("undo")).toBe(true);
		await chooseMenu(opened, "undo");
		await expect.poll(passes).toBe(false);
		await expect.poll(() => enabled("undo")).toBe(false);
	});

	test("shows the keys", async () => {
		await chooseMenu(opened, "help");
		await expect(opened.page.getByRole("dialog")).toBeVisible();
		await opened.page.keyboard.press("Escape");
	});

	test("marks the quiet hours that the preferences name, and they name those that it marks", async () => {
		const { page } = opened;
		const marked = () =>
			opened.app.evaluate(({ Menu }) =>
				["notify", "never", "nights", "off-work"].filter(
					(id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.checked,
				),
			);
		await page.getByRole("button", { name: "Preferences" }).click();
		const dialog = page.getByRole("dialog", { name: "Preferences" });
		const when = dialog.getByRole("combobox", { name: "When notifications are shown" });
		await when.click();
		await page.getByRole("option", { name: "Not from 22:00 to 7:00" }).click();
		await expect.poll(marked).toEqual(["notify", "nights"]);
		await chooseMenu(opened, "off-work");
		await expect(when).toHaveValue("Not from 18:00 to 8:00, nor at weekends");
		await expect.poll(marked).toEqual(["notify", "off-work"]);
		await dialog.getByRole("switch", { name: "Show notifications" }).click({ force: true });
		await expect(when).toBeDisabled();
		await expect.poll(marked).toEqual(["off-work"]);
		await chooseMenu(opened, "notify");
		await expect(when).toBeEnabled();
		await chooseMenu(opened, "never");
		await expect(when).toHaveValue("At any time");
		await page.keyboard.press("Escape");
		await expect(dialog).toBeHidden();
	});

	test("copies a link to the view, which leads there again", async () => {
		await chooseMenu(opened, "#/triplets?q=state%3Awaiting");
		await expect.poll(hash).toBe("#/triplets?q=state%3Awaiting");
		await chooseMenu(opened, "copy-link");
		const link = await opened.app.evaluate(({ clipboard }) => clipboard.readText());
		expect(link).toBe("greydesk:triplets?q=state%3Awaiting");
		await chooseMenu(opened, "#/watch");
		await expect.poll(hash).toBe("#/watch");
		await opened.again(link);
		await expect.poll(hash).toBe("#/triplets?q=state%3Awaiting");
	});
});

test.describe("the tray", () => {
	test.skip(isReal, "a real tray cannot be looked at");

	const tip = () => opened.app.evaluate(() => standIn.trays[0]?.toolTip);

	test("tells how many mails wait, and leads to them", async () => {
		await expect.poll(tip).toBe("Greydesk: 0 waiting");
		const { listeners } = (await askDaemon(opened, "/v1/status")) as { listeners: { address: string }[] };
		await askOnce(listeners[0]?.address ?? "");
		await expect.poll(tip).toBe("Greydesk: 1 waiting");
		await chooseMenu(opened, "#/watch");
		await opened.app.evaluate(() => standIn.trays[0]?.menu?.getMenuItemById("waiting")?.click());
		await expect.poll(hash).toBe("#/triplets?q=state%3Awaiting");
	});

	test("lets everything pass for an hour, and ends that", async () => {
		const passAll = () =>
			opened.app.evaluate(() => {
				const item = standIn.trays[0]?.menu?.getMenuItemById("pass-all-local");
				return { label: item?.label, checked: item?.checked };
			});
		const click = () => opened.app.evaluate(() => standIn.trays[0]?.menu?.getMenuItemById("pass-all-local")?.click());
		const minutesLeft = async () => {
			const { passAllUntilAt, now } = (await askDaemon(opened, "/v1/status")) as Record<string, number | null>;
			return passAllUntilAt === null ? null : Math.round(((passAllUntilAt ?? 0) - (now ?? 0)) / 60_000);
		};
		const asked = await answerBoxes(1);
		await expect.poll(passAll).toEqual({ label: "Pass everything for 60 minutes on This computer", checked: false });
		await click();
		await expect.poll(minutesLeft).toBe(60);
		expect(await asked()).toEqual(["Let everything pass on This computer for 60 minutes?"]);
		await expect.poll(async () => (await passAll()).checked).toBe(true);
		await click();
		await expect.poll(minutesLeft).toBe(null);
		await expect.poll(async () => (await passAll()).checked).toBe(false);
	});
});

/** How the link to a host is. */
function linkOf(id: string): Promise<string | undefined> {
	return opened.page.evaluate(async (wanted) => {
		const { hosts } = (await (await fetch("/desk/hosts")).json()) as { hosts: { id: string; link: string }[] };
		return hosts.find((host) => host.id === wanted)?.link;
	}, id);
}

/** Answers each box of the system by this button from now on; resolves to what was asked. */
async function answerBoxes(response: number): Promise<() => Promise<readonly string[]>> {
	await opened.app.evaluate(({ dialog }, button) => {
		const boxes: string[] = [];
		Object.assign(globalThis, { boxes });
		dialog.showMessageBox = async (...given: unknown[]) => {
			boxes.push((given.at(-1) as { message: string }).message);
			return { response: button, checkboxChecked: false };
		};
	}, response);
	return () => opened.app.evaluate(() => (globalThis as unknown as { boxes: string[] }).boxes);
}

test.describe("a notification", () => {
	test.skip(isReal, "a real notification cannot be clicked by a test");

	test("tells that a host is gone, and leads to it; none comes where they are switched off", async () => {
		test.setTimeout(120_000);
		for (const switchedOff of [false, true]) {
			const daemon = await startDaemon();
			const id = await opened.page.evaluate(async (address) => {
				const headers = { "content-type": "application/json" };
				const answer = await fetch("/desk/hosts", {
					method: "POST",
					headers,
					body: JSON.stringify({ address, name: "mx1" }),
				});
				return ((await answer.json()) as { id: string }).id;
			}, `unix:${daemon.management}`);
			await expect.poll(() => linkOf(id)).toBe("live");
			const notices = () => opened.app.evaluate(() => standIn.notifications.map(({ title }) => title));
			if (switchedOff) await chooseMenu(opened, "notify");
			await daemon.stop();
			if (switchedOff) {
				await opened.page.waitForTimeout(17_000);
				expect(await notices()).toEqual(["mx1 does not answer"]);
			} else {
				await expect.poll(notices, { timeout: 30_000 }).toEqual(["mx1 does not answer"]);
				await opened.app.evaluate(() => standIn.notifications[0]?.emit("click"));
				await expect.poll(hash).toBe(`#/watch?host=${id}`);
			}
		}
	});
});
