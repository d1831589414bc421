/** WCAG 2.2 AA by arithmetic: text 4.5:1 on every ground it lies on, signs and fills 3:1, in light and dark. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tones } from "../../../renderer/ui/tone.ts";
import { hostColours } from "../../../shared/protocol/desk.ts";

const css = readFileSync(new URL("../../../renderer/ui/tokens.css", import.meta.url), "utf8");
const [light = "", dark = ""] = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map((match) => match[1] ?? "");
const valuesOf = (block: string) =>
	new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]));

function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string | undefined, two: string | undefined): number {
	if (one === undefined || two === undefined) throw new Error("a token is missing in tokens.css");
	const [low = 0, high = 0] = [luminance(one), luminance(two)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

test.each([
	["light", valuesOf(light)],
	["dark", valuesOf(dark)],
] as const)("every word and sign can be read in %s", (_, values) => {
	const grounds = ["page", "surface", "raised", "hover", "marked"];
	for (const ground of grounds) {
		for (const text of ["ink", "ink-soft"])
			expect(contrast(values.get(text), values.get(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
		for (const tone of tones)
			expect(contrast(values.get(`${tone}-ink`), values.get(ground)), `${tone} on ${ground}`).toBeGreaterThanOrEqual(
				4.5,
			);
	}
	for (const tone of tones) {
		expect(
			contrast(values.get(`${tone}-ink`), values.get(`${tone}-soft`)),
			`${tone} on its tint`,
		).toBeGreaterThanOrEqual(4.5);
		expect(contrast(values.get(`${tone}-fill`), values.get("surface")), `${tone} as a fill`).toBeGreaterThanOrEqual(3);
	}
	for (const colour of hostColours)
		for (const ground of ["page", "surface"])
			expect(
				contrast(values.get(`host-${colour}`), values.get(ground)),
				`the edge of a ${colour} host on ${ground}`,
			).toBeGreaterThanOrEqual(3);
});
