/** Every place of the app, and how a person gets there: what the matrix looks at. A new view or dialog is one line here. */
import { expect, type Page } from "@playwright/test";
import type { HostName } from "./stage.ts";

export interface Place {
	readonly name: string;
	readonly view: string;
	/** Else the host with everything. */
	readonly host?: HostName | "local";
	/** From the view on; resolves when it can be looked at. */
	readonly onward?: (page: Page) => Promise<void>;
}

const rows = (page: Page, grid: string) => page.getByRole("grid", { name: grid }).locator("[role=row][aria-selected]");
const dialog = (page: Page) => expect(page.getByRole("dialog")).toBeVisible();
/** The state of a view that has read its rows. */
const listed = (grid: string) => (page: Page) => expect(rows(page, grid).first()).toBeVisible();
const keys = async (page: Page, ...pressed: readonly string[]) => {
	for (const key of pressed) await page.keyboard.press(key);
};

async function openTriplet(page: Page): Promise<void> {
	await listed("Triplets")(page);
	await keys(page, "j", "j", "Enter");
	await expect(page.getByRole("complementary", { name: "Triplet" })).toContainText("Known of it");
}

async function openAction(page: Page): Promise<void> {
	await listed("Activity")(page);
	await keys(page, "j", "Enter");
	await expect(page.getByRole("complementary", { name: "Action" })).toBeVisible();
}

const delay = (page: Page) =>
	page
		.getByRole("region", { name: /^Settings of/ })
		.getByRole("textbox")
		.first();
const settings = (page: Page) => expect(delay(page)).toBeVisible();
const chart = (page: Page) =>
	expect(
		page
			.getByRole("region", { name: /Attempts|Flow/i })
			.or(page.locator(".recharts-surface"))
			.first(),
	).toBeVisible();

export const places: readonly Place[] = [
	{ name: "the first screen", view: "watch", host: "local" },
	{ name: "Watch", view: "watch", onward: chart },
	{
		name: "Watch as a table",
		view: "watch",
		onward: async (page) => {
			await chart(page);
			await page.getByRole("button", { name: "Show as a table" }).click();
		},
	},
	{ name: "Watch of a host without mail", view: "watch", host: "empty", onward: chart },
	{ name: "Triplets", view: "triplets", onward: listed("Triplets") },
	{ name: "a triplet", view: "triplets", onward: openTriplet },
	{ name: "a triplet, for a viewer", view: "triplets", host: "viewer", onward: openTriplet },
	{
		name: "triplets marked",
		view: "triplets",
		onward: async (page) => {
			await listed("Triplets")(page);
			await keys(page, "j", "Shift+ArrowDown", "Shift+ArrowDown", "Control+a");
		},
	},
	{
		name: "a purge that asks back",
		view: "triplets",
		onward: async (page) => {
			await listed("Triplets")(page);
			await keys(page, "Control+a", "x");
			await dialog(page);
		},
	},
	{
		name: "a mail to be expected",
		view: "triplets",
		onward: async (page) => {
			await listed("Triplets")(page);
			await keys(page, "n");
			await dialog(page);
		},
	},
	{
		name: "the examples of queries",
		view: "triplets",
		onward: async (page) => {
			await listed("Triplets")(page);
			await keys(page, "/");
		},
	},
	{
		name: "a query that is wrong",
		view: "triplets?q=state%3Awaiting+colour%3Ared",
		onward: (page) => expect(page.getByRole("alert").first()).toBeVisible(),
	},
	{
		name: "no triplets",
		view: "triplets",
		host: "empty",
		onward: (page) => expect(page.getByText("No triplets yet")).toBeVisible(),
	},
	{ name: "Activity", view: "activity", onward: listed("Activity") },
	{ name: "an action", view: "activity", onward: openAction },
	{ name: "an action, for a viewer", view: "activity", host: "viewer", onward: openAction },
	{ name: "Whitelists", view: "whitelists", onward: listed("Whitelists") },
	{
		name: "no whitelists",
		view: "whitelists",
		host: "empty",
		onward: (page) => expect(page.getByText("Nothing is whitelisted")).toBeVisible(),
	},
	{
		name: "an entry to be added",
		view: "whitelists",
		onward: async (page) => {
			await listed("Whitelists")(page);
			await keys(page, "n");
			await dialog(page);
			await page.getByRole("dialog").getByText("Network", { exact: true }).click();
			await page.getByRole("dialog").getByRole("textbox").first().fill("192.0.0.0/7");
			await expect(page.getByRole("dialog")).toContainText("very wide");
		},
	},
	{ name: "Settings", view: "settings", onward: settings },
	{ name: "Settings, for a viewer", view: "settings", host: "viewer", onward: settings },
	{
		name: "Settings with a change",
		view: "settings",
		onward: async (page) => {
			await delay(page).fill("2h");
			await expect(page.getByRole("region", { name: "What changes" })).toContainText("becomes");
		},
	},
	{ name: "no alert", view: "alerts", onward: (page) => expect(page.getByText("No alert is raised")).toBeVisible() },
	{ name: "the hosts", view: "hosts", onward: (page) => expect(page.getByRole("main")).toContainText("mx5") },
	{
		name: "a host that nobody knows",
		view: "watch?host=nobody",
		host: "local",
		onward: (page) => expect(page.getByRole("heading", { name: /nobody/ })).toBeVisible(),
	},
	{
		name: "the preferences",
		view: "whitelists",
		onward: async (page) => {
			await listed("Whitelists")(page);
			await keys(page, ",");
			await dialog(page);
		},
	},
	{
		name: "the menu of hosts",
		view: "watch",
		onward: async (page) => {
			await page.getByRole("button", { name: /^Host / }).click();
			await expect(page.getByRole("menu")).toBeVisible();
		},
	},
	{
		name: "a host to connect to",
		view: "watch",
		onward: async (page) => {
			await chart(page);
			await keys(page, "c");
			await dialog(page);
		},
	},
	{
		name: "the palette",
		view: "settings",
		onward: async (page) => {
			await settings(page);
			await keys(page, "Control+k");
			await dialog(page);
		},
	},
	{
		name: "the sheet of keys",
		view: "activity",
		onward: async (page) => {
			await listed("Activity")(page);
			await keys(page, "?");
			await dialog(page);
		},
	},
];
