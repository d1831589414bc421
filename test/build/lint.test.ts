/** The linter's rules really bite: each planted file breaks one, and is named by it. */
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const execute = promisify(execFile);
const root = join(import.meta.dirname, "..", "..");

const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
	["suspicious/noExplicitAny", "shared/base/any.ts", "export const a = (b: any) => b;\n"],
	["style/noNonNullAssertion", "shared/base/bang.ts", "export const a = (b: string | null) => b!.length;\n"],
	["style/noDefaultExport", "shared/base/default.ts", "export default 1;\n"],
	["style/useImportType", "shared/base/type.ts", 'import { B } from "./b.ts";\n\nexport type A = B;\n'],
	["performance/noBarrelFile", "shared/base/barrel.ts", 'export { b } from "./b.ts";\n'],
	["performance/noReExportAll", "shared/base/all.ts", 'export * from "./b.ts";\n'],
	[
		"suspicious/noImportCycles",
		"shared/base/circle.ts",
		'import { e } from "./circle-end.ts";\n\nexport const c = () => e;\n',
	],
	[
		"suspicious/noImportCycles",
		"shared/base/circle-end.ts",
		'import { c } from "./circle.ts";\n\nexport const e = () => c;\n',
	],
	["style/noRestrictedGlobals", "shared/base/now.ts", "export const a = () => Date.now();\n"],
	["style/noRestrictedGlobals", "shared/base/timer.ts", "setTimeout(() => undefined, 1);\n"],
	[
		"nursery/noFloatingPromises",
		"electron/desk/floating.ts",
		"const f = async () => 1;\nexport const a = () => {\n\tf();\n};\n",
	],
	[
		"nursery/noMisusedPromises",
		"electron/desk/misused.ts",
		"const f = async () => true;\nexport const a = () => (f() ? 1 : 2);\n",
	],
	[
		"nursery/useExhaustiveSwitchCases",
		"electron/desk/switch.ts",
		'export function a(b: "x" | "y") {\n\tswitch (b) {\n\t\tcase "x":\n\t\t\treturn 1;\n\t}\n}\n',
	],
	[
		"style/noExcessiveLinesPerFile",
		"electron/desk/long.ts",
		Array.from({ length: 301 }, (_, line) => `export const a${line} = 1;\n`).join(""),
	],
	[
		"complexity/useMaxParams",
		"electron/desk/params.ts",
		"export const a = (b: 1, c: 1, d: 1, e: 1) => [b, c, d, e];\n",
	],
	["style/useFilenamingConvention", "electron/desk/camelCase.ts", "export const a = 1;\n"],
	["style/noEnum", "electron/desk/enum.ts", "export enum A {\n\tB = 1,\n}\n"],
	[
		"correctness/noUnusedImports",
		"renderer/ui/unused.tsx",
		'import { a } from "./a.tsx";\n\nexport const B = () => <p>b</p>;\n',
	],
	[
		"suspicious/noFocusedTests",
		"test/shared/only.test.ts",
		'import { test } from "vitest";\n\ntest.only("a", () => undefined);\n',
	],
	["format", "shared/base/format.ts", "export const a = { b : 1 }\n"],
];

let folder: string;
let found: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "greydesk-lint-"));
	const files = [
		...planted.map(([, file, text]) => [file, text] as const),
		["shared/base/b.ts", "export type B = 1;\nexport const b = 1;\n"] as const,
	];
	for (const [file, text] of files) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	}
	mkdirSync(join(folder, "build"));
	copyFileSync(join(root, "build", "lint.json"), join(folder, "build", "lint.json"));
	const biome = join(root, "node_modules", ".bin", "biome");
	const args = ["check", "--config-path=build/lint.json", "--reporter=github", "--max-diagnostics=none", "."];
	found = await execute(biome, args, { cwd: folder, maxBuffer: 1e7 }).then(
		() => "nothing was found",
		(failed: { readonly stdout: string }) => failed.stdout,
	);
});
afterAll(() => rmSync(folder, { recursive: true }));

for (const [rule, file] of planted) {
	test(`${rule} in ${file}`, () => {
		const titles = found.split("\n").filter((line) => line.includes(`/${file},`));
		expect(titles.join("\n")).toContain(rule);
	});
}

test("and a file that breaks nothing is not named", () => expect(found).not.toContain("shared/base/b.ts,"));
