/** The tray is drawn when it looks different, and not else: a menu that is open must stay open. */
import { expect, test } from "vitest";
import type { HostFigures } from "../../../electron/desk/attention.ts";
import { createTrayDrawing } from "../../../electron/desk/tray-drawing.ts";
import type { TrayPlan } from "../../../electron/desk/tray-plan.ts";
import type { Host } from "../../../shared/protocol/desk.ts";

const host: Host = {
	id: "mx1",
	name: "mx1",
	address: "unix:/run/mx1.sock",
	kind: "socket",
	colour: null,
	readOnly: false,
	link: "live",
	sinceAt: 0,
	problem: null,
	removable: true,
};

function tray(passes: boolean) {
	let figures: HostFigures[] = [];
	const drawn: TrayPlan[] = [];
	const nothing = () => undefined;
	const hands = { go: nothing, show: nothing, quit: nothing, pass: async () => passes };
	const drawing = createTrayDrawing({ figures: () => figures, hands, draw: (plan) => void drawn.push(plan) });
	const see = (waiting: number, passAllUntilAt: number | null = null) => {
		figures = [{ host, waiting, passAllUntilAt, whyNot: null }];
		drawing.update();
	};
	const click = (checked: boolean) =>
		drawn
			.at(-1)
			?.items.find(({ id }) => id === "pass-all-mx1")
			?.click?.({ checked });
	return { drawn, see, click };
}

test("figures that stay the same draw nothing anew", () => {
	const { drawn, see } = tray(true);
	for (const waiting of [3, 3, 3, 4, 4]) see(waiting);
	expect(drawn.map(({ tip }) => tip)).toEqual(["Greydesk: 3 waiting", "Greydesk: 4 waiting"]);
});

test("the same number with everything passing looks different", () => {
	const { drawn, see } = tray(true);
	see(3);
	see(3, 1_800_000_000_000);
	expect(drawn.map(({ items }) => items.find(({ type }) => type === "checkbox")?.checked)).toEqual([false, true]);
});

test("a switch that was turned by a click of which nothing came is drawn as it is", async () => {
	const { drawn, see, click } = tray(false);
	see(3);
	click(true);
	await expect.poll(() => drawn).toHaveLength(2);
	expect(drawn[1]?.items.find(({ type }) => type === "checkbox")?.checked).toBe(false);
});

test("one of which something came waits for the figures that tell it", async () => {
	const { drawn, see, click } = tray(true);
	see(3);
	click(true);
	await new Promise((resolve) => setTimeout(resolve, 0));
	expect(drawn).toHaveLength(1);
});
