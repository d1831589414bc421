/**
 * Reads a tree against the table of layers.ts and returns every breach with file and line: imports that point up or
 * sideways, packages where they do not belong, Node where there is none, barrels, and circles.
 */
import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, posix } from "node:path";
import { circlesIn } from "./circles.ts";
import { keptApart, type Layer, layers, wiring } from "./layers.ts";
import { type Import, importsOf, sourcesBelow } from "./read-imports.ts";

export interface Breach {
	readonly file: string;
	readonly line: number;
	readonly words: string;
}

export interface Reading {
	readonly files: number;
	readonly imports: number;
	readonly breaches: readonly Breach[];
}

const folders = ["shared", "electron", "renderer"];

/** `root` is the project's folder; missing top folders are simply empty. Throws where a source does not parse. */
export function readTree(root: string): Reading {
	const files = folders
		.filter((folder) => existsSync(join(root, folder)))
		.flatMap((folder) => sourcesBelow(root, folder));
	const arrows = new Map<string, readonly string[]>();
	const breaches: Breach[] = [];
	let count = 0;
	for (const file of files) {
		const imports = importsOf(root, file);
		count += imports.length;
		arrows.set(
			file,
			imports.flatMap((one) => targetOf(file, one) ?? []),
		);
		for (const one of imports) {
			const words = breachOf(file, one);
			if (words !== null) breaches.push({ file, line: one.line, words });
		}
	}
	for (const circle of circlesIn(arrows)) {
		const [file = ""] = circle;
		breaches.push({ file, line: 1, words: `a circle: ${[...circle, file].join(" -> ")}` });
	}
	return { files: files.length, imports: count, breaches };
}

/** As a compiler would print it. */
export function printed({ file, line, words }: Breach): string {
	return `${file}:${line}: ${words}`;
}

function breachOf(file: string, { specifier, kind }: Import): string | null {
	const from = layerOf(file);
	if (from === null) return "the file lies in no folder that layers.ts knows";
	if (kind === "re-export") return `a barrel: ${specifier} is exported on; import it from where it is`;
	if (specifier === null) return "an import whose target is computed cannot be judged";
	if (specifier.startsWith(".")) return pathBreach(file, from, posix.join(posix.dirname(file), specifier));
	if (specifier.startsWith("node:") || builtinModules.includes(specifier)) {
		return from.node ? null : `${from.folder} runs without Node and must not import ${specifier}`;
	}
	return packageBreach(file, from, packageOf(specifier));
}

function pathBreach(file: string, from: Layer, target: string): string | null {
	const to = layerOf(target);
	if (to === from) return null;
	const doors = [...from.mayImport, ...wiring.filter((one) => one.file === file).flatMap((one) => one.mayImport)];
	if (doors.some((door) => target === door || target.startsWith(`${door}/`))) return null;
	return `${from.folder} must not import ${target}`;
}

function packageBreach(file: string, from: Layer, name: string): string | null {
	const apart = keptApart.find((one) => one.package === name);
	if (apart !== undefined) return file.startsWith(apart.onlyIn) ? null : `only ${apart.onlyIn}* may import ${name}`;
	return from.packages.includes(name) ? null : `${from.folder} must not import the package ${name}`;
}

function layerOf(path: string): Layer | null {
	const holding = layers.filter(({ folder }) => path.startsWith(`${folder}/`));
	return holding.sort((one, other) => other.folder.length - one.folder.length)[0] ?? null;
}

function packageOf(specifier: string): string {
	return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function targetOf(file: string, { specifier }: Import): string | null {
	return specifier?.startsWith(".") ? posix.join(posix.dirname(file), specifier) : null;
}
