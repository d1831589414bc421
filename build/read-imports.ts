/**
 * Reads what a source imports: static, type, dynamic and re-exported, with the line. Uses the parser that comes with
 * Vite; TypeScript 7 offers none. A specifier that is not a plain string cannot be judged and is reported as such.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

export interface Import {
	readonly specifier: string | null;
	readonly line: number;
	readonly kind: "import" | "re-export";
}

/** Sources below `folder`, as paths from `root` with `/`, sorted. */
export function sourcesBelow(root: string, folder: string): readonly string[] {
	return readdirSync(join(root, folder), { withFileTypes: true })
		.flatMap((entry) => {
			const path = `${folder}/${entry.name}`;
			if (entry.isDirectory()) return sourcesBelow(root, path);
			return /\.(ts|tsx|mjs)$/.test(entry.name) ? [path] : [];
		})
		.sort();
}

/** Throws, naming the file, where the source does not parse. */
export function importsOf(root: string, file: string): readonly Import[] {
	const text = readFileSync(join(root, file), "utf8");
	const { program, errors } = parseSync(file, text);
	const [trouble] = errors;
	if (trouble !== undefined) throw new Error(`${file}: ${trouble.message}`);
	const found: Import[] = [];
	walk(program, (node) => {
		const read = importIn(node);
		if (read !== null) found.push({ ...read, line: text.slice(0, read.start).split("\n").length });
	});
	return found;
}

interface Node {
	readonly type: string;
	readonly start: number;
	readonly [part: string]: unknown;
}

function importIn(node: Node): (Omit<Import, "line"> & { readonly start: number }) | null {
	const { type, start } = node;
	switch (type) {
		case "ImportDeclaration":
		case "ImportExpression":
		case "TSImportType":
			return { specifier: literal(node.source ?? node.argument), start, kind: "import" };
		case "TSExternalModuleReference":
			return { specifier: literal(node.expression), start, kind: "import" };
		case "ExportAllDeclaration":
			return { specifier: literal(node.source), start, kind: "re-export" };
		case "ExportNamedDeclaration":
			return isNode(node.source) ? { specifier: literal(node.source), start, kind: "re-export" } : null;
		case "CallExpression":
			return isNode(node.callee) && node.callee.name === "require"
				? { specifier: literal((node.arguments as readonly unknown[])[0]), start, kind: "import" }
				: null;
		default:
			return null;
	}
}

function literal(node: unknown): string | null {
	if (!isNode(node)) return null;
	if (node.type === "TSLiteralType") return literal(node.literal);
	return typeof node.value === "string" ? node.value : null;
}

function isNode(value: unknown): value is Node {
	return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function walk(node: unknown, visit: (node: Node) => void): void {
	if (!isNode(node)) return;
	visit(node);
	for (const part of Object.values(node)) {
		for (const inner of Array.isArray(part) ? part : [part]) walk(inner, visit);
	}
}
