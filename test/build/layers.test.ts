/** Who may import whom, read in the tree itself; and, with planted breaches, that the reader would see one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { printed, readTree } from "../../build/check-layers.ts";

const root = join(import.meta.dirname, "..", "..");

test("every import of the tree points down, and there is no circle and no barrel", () => {
	const { files, imports, breaches } = readTree(root);
	expect(breaches.map(printed)).toEqual([]);
	expect(files).toBeGreaterThan(80);
	expect(imports).toBeGreaterThan(files);
});

describe("a planted breach is found, with file and line", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "greydesk-layers-"));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	function plant(files: Readonly<Record<string, string>>): readonly string[] {
		for (const [path, text] of Object.entries(files)) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), text);
		}
		return readTree(folder).breaches.map(printed);
	}

	const cases: readonly (readonly [string, string, string, string])[] = [
		[
			"an import that points up",
			"shared/base/a.ts",
			'\nimport { b } from "../policy/b.ts";',
			"2: shared/base must not import shared/policy/b.ts",
		],
		[
			"a type import that points up",
			"shared/policy/a.ts",
			'import type { B } from "../protocol/b.ts";',
			"1: shared/policy must not import shared/protocol/b.ts",
		],
		[
			"an import type in a signature",
			"shared/policy/a.ts",
			'export type B = import("../protocol/b.ts").B;',
			"1: shared/policy must not import shared/protocol/b.ts",
		],
		[
			"a dynamic import",
			"shared/policy/a.ts",
			'\n\nexport const b = () => import("../protocol/b.ts");',
			"3: shared/policy must not import shared/protocol/b.ts",
		],
		[
			"a computed import",
			"shared/policy/a.ts",
			"export const b = (name: string) => import(name);",
			"1: an import whose target is computed cannot be judged",
		],
		[
			"Node in shared",
			"shared/policy/a.ts",
			'import { join } from "node:path";',
			"1: shared/policy runs without Node and must not import node:path",
		],
		[
			"Node in shared, by its old name",
			"shared/policy/a.ts",
			'import fs from "fs";',
			"1: shared/policy runs without Node and must not import fs",
		],
		[
			"Node in the page",
			"renderer/views/a.tsx",
			'import { join } from "node:path";',
			"1: renderer/views runs without Node and must not import node:path",
		],
		[
			"the daemon in the desk",
			"electron/desk/a.ts",
			'import { openDaemon } from "../daemon/daemon.ts";',
			"1: electron/desk must not import electron/daemon/daemon.ts",
		],
		[
			"the inside of another room",
			"electron/daemon/decider/a.ts",
			'import { openLedger } from "../ledger/ledger.ts";',
			"1: electron/daemon/decider must not import electron/daemon/ledger/ledger.ts",
		],
		[
			"the insides of the daemon in the command",
			"electron/cli/a.ts",
			'import { openLedger } from "../daemon/ledger/ledger.ts";',
			"1: electron/cli must not import electron/daemon/ledger/ledger.ts",
		],
		[
			"a view that fetches",
			"renderer/views/a.tsx",
			'import { send } from "../link/send.ts";',
			"1: renderer/views must not import renderer/link/send.ts",
		],
		[
			"the page in the daemon",
			"electron/daemon/history/a.ts",
			'import { a } from "../../../renderer/state/a.ts";',
			"1: electron/daemon/history must not import renderer/state/a.ts",
		],
		[
			"tests in the product",
			"electron/daemon/history/a.ts",
			'import { a } from "../../../test/a.ts";',
			"1: electron/daemon/history must not import test/a.ts",
		],
		[
			"sql.js outside the history worker",
			"electron/daemon/ledger/a.ts",
			'import initSqlJs from "sql.js";',
			"1: only electron/daemon/history/worker* may import sql.js",
		],
		[
			"sql.js beside the history worker",
			"electron/daemon/history/history.ts",
			'import initSqlJs from "sql.js";',
			"1: only electron/daemon/history/worker* may import sql.js",
		],
		[
			"Electron outside its room",
			"electron/desk/a.ts",
			'import { app } from "electron";',
			"1: only electron/main/* may import electron",
		],
		[
			"React in the daemon",
			"electron/daemon/ledger/a.ts",
			'import { useState } from "react";',
			"1: electron/daemon/ledger must not import the package react",
		],
		[
			"a package nobody listed",
			"shared/base/a.ts",
			'import chunk from "lodash/chunk";',
			"1: shared/base must not import the package lodash",
		],
		[
			"a barrel of everything",
			"shared/base/a.ts",
			'export * from "./b.ts";',
			"1: a barrel: ./b.ts is exported on; import it from where it is",
		],
		[
			"a barrel of names",
			"shared/base/a.ts",
			'export { b } from "./b.ts";',
			"1: a barrel: ./b.ts is exported on; import it from where it is",
		],
		[
			"a folder nobody listed",
			"shared/lib/a.ts",
			'import { b } from "../base/b.ts";',
			"1: the file lies in no folder that layers.ts knows",
		],
	];
	for (const [title, file, text, expected] of cases) {
		test(title, () => expect(plant({ [file]: text })).toEqual([`${file}:${expected}`]));
	}

	test("a circle of three, type imports included", () => {
		const found = plant({
			"shared/base/a.ts": 'import type { B } from "./b.ts";\nexport type A = B;',
			"shared/base/b.ts": 'import type { C } from "./c.ts";\nexport type B = C;',
			"shared/base/c.ts":
				'import type { A } from "./a.ts";\nimport { d } from "./d.ts";\nexport type C = A | typeof d;',
			"shared/base/d.ts": "export const d = 1;",
		});
		expect(found).toEqual([
			"shared/base/a.ts:1: a circle: shared/base/a.ts -> shared/base/b.ts -> shared/base/c.ts -> shared/base/a.ts",
		]);
	});

	test("and what is allowed is not found", () => {
		const found = plant({
			"shared/policy/a.ts": 'import { b } from "../base/b.ts";\nimport { z } from "zod";\nexport const a = [b, z];',
			"shared/base/b.ts": "export const b = 1;",
			"electron/daemon/decider/a.ts":
				'import type { Ledger } from "../ledger/contract.ts";\nimport { join } from "node:path";',
			"electron/daemon/daemon.ts": 'import { openLedger } from "./ledger/ledger.ts";',
			"electron/daemon/history/worker-main.ts": 'import initSqlJs from "sql.js";',
			"electron/cli/main.ts": 'import { openDaemon } from "../daemon/daemon.ts";',
			"renderer/views/a.tsx": 'import { Button } from "@mantine/core";\nexport const A = () => <Button />;',
		});
		expect(found).toEqual([]);
	});
});
