/** The second journey with real parts: two Postfix, our daemon, our page; a waiting mail is let pass by a click. */
import { expect, type Page, test } from "@playwright/test";
import { eventually } from "../system/peers/eventually.ts";
import { type Greylister, startGreylister } from "../system/peers/greylister.ts";
import { noPostfix } from "../system/peers/postfix-instance.ts";
import { type Receiver, startReceiver } from "../system/peers/receiver.ts";
import { type Sender, startSender } from "../system/peers/sender.ts";
import { type Desk, openDesk } from "./desk.ts";

/** Far longer than a test: what passes here passes because it was released. */
const DELAY = 600;
const HOME = "127.0.0.9";
const OTHER_NETWORK = "127.0.9.9";

test.skip(noPostfix() !== null, noPostfix() ?? "");

let daemon: Greylister;
let receiver: Receiver;
let sender: Sender;
let desk: Desk;

test.beforeAll(async () => {
	daemon = await startGreylister(DELAY);
	receiver = await startReceiver({ policyPort: daemon.policyPort });
	sender = await startSender(receiver.port, HOME);
});
test.afterAll(async () => {
	await sender?.stop();
	await receiver?.stop();
	await daemon?.stop();
});
test.beforeEach(async () => {
	await sender.moveTo(HOME);
	desk = await openDesk(daemon.folder);
});
test.afterEach(() => desk.close());

/** Sends a mail, sees it deferred, keeps it in the sender's queue, and opens its triplet in the page. */
async function waitingMail(page: Page, from: string) {
	await sender.send({ from, to: ["bob@dest.test"] });
	await eventually("the mail is deferred", 10, async () => (await reasonOf(from))?.includes("450 4.2.0"));
	await sender.hold();
	await page.goto(desk.url);
	await page.getByRole("link", { name: "Triplets" }).click();
	const query = page.getByRole("textbox", { name: "Query" });
	await query.fill(`sender:${from}`);
	await query.press("Enter");
	await page.getByRole("row").filter({ hasText: from }).click();
	const panel = page.getByRole("complementary", { name: "Triplet" });
	await expect(panel).toContainText("May pass in");
	return panel;
}

async function reasonOf(from: string) {
	return (await sender.queue()).find((queued) => queued.sender === from)?.reason;
}

function delivered(from: string) {
	return receiver.delivered("bob@dest.test").find((mail) => mail.includes(`From: <${from}>`));
}

test("approved by a click, the sender's next attempt passes before the delay is over, from another network", async ({
	page,
}) => {
	const from = "approved@example.net";
	const panel = await waitingMail(page, from);

	await panel.getByRole("button", { name: "Approve" }).click();
	await expect(page.getByText("Approved 1 mail")).toBeVisible();
	await expect(panel).toContainText("Passes at the next attempt");

	await sender.moveTo(OTHER_NETWORK);
	await sender.letGo();
	const mail = await eventually("the mail is delivered", 10, () => delivered(from));
	expect(mail).toContain(`[${OTHER_NETWORK}]`);
	expect((await daemon.counters()).passedApproved).toBe(1);
	expect(await reasonOf(from)).toBeUndefined();
});

test("an approval that was not used yet can be undone: the next attempt waits again", async ({ page }) => {
	const from = "undone@example.net";
	const panel = await waitingMail(page, from);

	await panel.getByRole("button", { name: "Approve" }).click();
	await expect(panel).toContainText("Passes at the next attempt");
	await page.getByRole("alert").getByRole("button", { name: "Undo" }).click();
	await expect(page.getByText("Undone for 1 mail")).toBeVisible();
	await expect(panel).toContainText("May pass in");

	await sender.letGo();
	await eventually(
		"the next attempt is deferred",
		10,
		async () => (await daemon.triplet(`sender:${from}`)).attempts >= 2,
	);
	expect(await daemon.triplet(`sender:${from}`)).toMatchObject({ state: "waiting" });
	expect(delivered(from)).toBeUndefined();
	await sender.hold();
});

test("an approval that was used cannot be undone, and the page says why", async ({ page }) => {
	const from = "spent@example.net";
	const panel = await waitingMail(page, from);

	await panel.getByRole("button", { name: "Approve" }).click();
	await expect(panel).toContainText("Passes at the next attempt");
	await sender.letGo();
	await eventually("the mail is delivered", 10, () => delivered(from));
	await expect(panel).toContainText("Passed");

	await page.keyboard.press("Control+z");
	await expect(page.getByText("Not undone")).toBeVisible();
	await expect(page.getByText(/already delivered at \d/)).toBeVisible();
});
