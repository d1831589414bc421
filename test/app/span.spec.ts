/** A part of the chart: chosen with mouse and keys, told by the address, filtering tail and triplets; links to it all. */
import { once } from "node:events";
import { connect } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import { askHost, type Desk, openDesk, playSample } from "./desk.ts";

let desk: Desk;
test.beforeEach(async ({ page }) => {
	desk = await openDesk();
	await playSample(page, desk);
	// Some minutes of the sample's mail, a few seconds of ours.
	await expect.poll(() => page.getByRole("log").getByRole("button").count(), { timeout: 20_000 }).toBeGreaterThan(8);
});
test.afterEach(async () => {
	await desk.close();
});

const chart = (page: Page) => page.getByRole("img", { name: /Attempts per/ });
const ofSpan = (page: Page) => page.getByRole("region", { name: "Events of the span" });

async function drag(page: Page, from: number, to: number): Promise<void> {
	const box = await chart(page).boundingBox();
	if (box === null) throw new Error("there is no chart");
	await page.mouse.move(box.x + box.width * from, box.y + box.height / 2);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 5 });
	await page.mouse.up();
}

/** As Postfix asks, and waits for the answer. */
async function askForMail(port: number, sender: string): Promise<void> {
	const socket = connect({ port, host: "127.0.0.1" });
	const mail = { client_address: "192.0.2.7", client_name: "mail.example.com", sender, recipient: "bob@example.org" };
	const lines = Object.entries({ request: "smtpd_access_policy", protocol_state: "RCPT", instance: "1.2.0", ...mail });
	socket.write(`${lines.map(([name, value]) => `${name}=${value}\n`).join("")}\n`);
	await once(socket, "data");
	socket.end();
}

function spanIn(url: string): { from: number; to: number } {
	const [from, to] = ["from", "to"].map((name) => Number(new RegExp(`[?&]${name}=(\\d+)`).exec(url)?.[1]));
	return { from: from ?? Number.NaN, to: to ?? Number.NaN };
}

test("a span dragged on the chart stands in the address, and the tail shows what happened in it", async ({ page }) => {
	await drag(page, 0.9, 0.99);
	await expect(page).toHaveURL(/from=\d+&to=\d+/);
	const { from, to } = spanIn(page.url());
	const times = ofSpan(page).locator("time");
	await expect(times.first()).toBeVisible();
	for (const time of await times.all()) {
		const at = Date.parse((await time.getAttribute("datetime")) ?? "");
		expect(at).toBeGreaterThanOrEqual(from);
		expect(at).toBeLessThan(to);
	}
	await page.reload();
	await expect(times.first()).toBeVisible();
	await expect(page.getByRole("slider", { name: "Beginning of the span" })).toHaveAttribute(
		"aria-valuenow",
		String(from),
	);
	await page.keyboard.press("Escape");
	await expect(page).not.toHaveURL(/from=/);
	await expect(page.getByRole("region", { name: "Live tail" })).toBeVisible();
});

test("by keys alone: choose a span, widen it, zoom in, look at its triplets, and come back", async ({ page }) => {
	await page.keyboard.press("Shift+ArrowLeft");
	await expect(page).toHaveURL(/from=\d+&to=\d+/);
	const first = spanIn(page.url());
	await page.getByRole("slider", { name: "Beginning of the span" }).press("ArrowLeft");
	await expect.poll(() => spanIn(page.url()).from).toBeLessThan(first.from);
	const wide = spanIn(page.url());
	await page.keyboard.press("+");
	await expect(page).toHaveURL(new RegExp(`range=${wide.from}-${wide.to}$`));
	await page.keyboard.press("Shift+ArrowRight");
	await page.keyboard.press("t");
	await expect(page).toHaveURL(/#\/triplets\?.*q=at%3A/);
	await expect(page.getByRole("textbox", { name: /query|search/i }).or(page.getByRole("combobox"))).toHaveValue(/^at:/);
	await page.goBack();
	await expect(page).toHaveURL(/#\/watch\?.*from=/);
	await page.keyboard.press("Escape");
	await page.keyboard.press("-");
	await expect.poll(() => /range=(\d+)-(\d+)/.exec(page.url())?.[1]).not.toBe(String(wide.from));
});

test("a zoomed range is left by Escape, and does not go along to a host whose clock tells another time", async ({
	page,
}) => {
	await page.keyboard.press("3");
	await expect(page).toHaveURL(/range=24h/);
	const zoom = async () => {
		await page.keyboard.press("Shift+ArrowLeft");
		await expect(page).toHaveURL(/from=\d+&to=\d+/);
		await page.keyboard.press("+");
		await expect(page).toHaveURL(/range=\d+-\d+$/);
	};
	await zoom();
	await page.keyboard.press("Escape");
	await expect(page).toHaveURL(/host=sample&range=24h$/);
	await zoom();
	await page.getByRole("button", { name: /^Host / }).click();
	await page.getByRole("menuitem", { name: /This computer/ }).click();
	await expect(page).toHaveURL(/host=local&range=24h$/);
});

test("the tail of a page that was just opened shows the mail that came before it", async ({ page }) => {
	const { policyAddress } = (await askHost(page, "/desk/hosts")) as { policyAddress: string };
	await askForMail(Number(policyAddress.split(":").at(-1)), "early.bird@example.com");
	// No more mail comes to this host: whatever its tail shows was before.
	await page.goto(`${new URL(page.url()).origin}/#/watch?host=local`);
	await page.reload();
	await expect(page.getByRole("log").getByText("early.bird@example.com")).toBeVisible();
});

test("a link to what is shown is on the clipboard after one key", async ({ page, context }) => {
	await context.grantPermissions(["clipboard-read", "clipboard-write"]);
	await page.keyboard.press("3");
	await page.keyboard.press("l");
	await expect(page.getByText("Link copied")).toBeVisible();
	const link = await page.evaluate(() => navigator.clipboard.readText());
	expect(link).toBe(`greydesk:watch?host=sample&range=24h`);
});
