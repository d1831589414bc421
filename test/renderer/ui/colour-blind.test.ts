/**
 * Bands that touch in the flow chart are told apart by readers who see no red, no green or no blue: the fills are
 * turned into what such an eye sees (Viénot 1999, Brettel 1997, as linear RGB) and compared as CIE76 distance in Lab.
 * Bands of the same tone lie beside each other too; each is hatched in its own way then, or not at all.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowGroups } from "../../../renderer/charts/flow-groups.ts";

const css = readFileSync(new URL("../../../renderer/ui/tokens.css", import.meta.url), "utf8");
const blocks = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map((match) => match[1] ?? "");

type Three = readonly [number, number, number];
const eyes: Readonly<Record<string, readonly [Three, Three, Three]>> = {
	"all colours": [
		[1, 0, 0],
		[0, 1, 0],
		[0, 0, 1],
	],
	"no red": [
		[0.11238, 0.88762, 0],
		[0.11238, 0.88762, 0],
		[0.00401, -0.00401, 1],
	],
	"no green": [
		[0.29275, 0.70725, 0],
		[0.29275, 0.70725, 0],
		[-0.02234, 0.02234, 1],
	],
	"no blue": [
		[1, 0.1446, -0.1446],
		[0, 0.85924, 0.14076],
		[0, 0.85924, 0.14076],
	],
};

/** A difference that is seen at a glance; 2.3 is just noticeable. */
const APART = 13;

function linear(hex: string): Three {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return [red, green, blue];
}

const times = (row: Three, by: Three) => row[0] * by[0] + row[1] * by[1] + row[2] * by[2];

/** CIE Lab of linear sRGB, under D65. */
function lab(colour: Three): Three {
	const curve = (part: number) => (part > 0.008856 ? Math.cbrt(part) : 7.787 * part + 16 / 116);
	const x = curve(times([0.4124, 0.3576, 0.1805], colour) / 0.95047);
	const y = curve(times([0.2126, 0.7152, 0.0722], colour));
	const z = curve(times([0.0193, 0.1192, 0.9505], colour) / 1.08883);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function seenBy(eye: readonly [Three, Three, Three], hex: string): Three {
	const colour = linear(hex);
	const seen = eye.map((row) => Math.min(Math.max(times(row, colour), 0), 1));
	return lab([seen[0] ?? 0, seen[1] ?? 0, seen[2] ?? 0]);
}

const schemes = ["light", "dark"] as const;
const cases = schemes.flatMap((scheme, at) => Object.keys(eyes).map((eye) => [scheme, eye, blocks[at] ?? ""] as const));

test.each(cases)("in %s an eye that sees %s tells every two bands of the chart apart", (_, eye, block) => {
	const matrix = eyes[eye];
	if (matrix === undefined) throw new Error(`no such eye: ${eye}`);
	const fill = (tone: string) => new RegExp(`--${tone}-fill:\\s*(#[0-9a-f]{6})`).exec(block)?.[1] ?? "";
	for (const [at, one] of flowGroups.entries())
		for (const other of flowGroups.slice(at + 1)) {
			if (one.tone === other.tone) {
				expect(one.hatching, `${one.label} and ${other.label} have one colour`).not.toBe(other.hatching);
				continue;
			}
			const [a, b] = [seenBy(matrix, fill(one.tone)), seenBy(matrix, fill(other.tone))];
			const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
			expect(apart, `${one.label} and ${other.label}`).toBeGreaterThan(APART);
		}
});
