/** How findings are told: one line each, the mend below it; with --json the same as values. Exit code 1 where one is wrong. */
import { type Finding, isFine } from "../../shared/base/finding.ts";
import { failed } from "./exit.ts";
import { harmless } from "./harmless.ts";
import type { Paint, Terminal } from "./terminal.ts";
import { wrapped } from "./wrapped.ts";

const signs: Readonly<Record<Finding["level"], { readonly sign: string; readonly paint: Paint }>> = {
	good: { sign: "ok   ", paint: "green" },
	note: { sign: "note ", paint: "amber" },
	wrong: { sign: "WRONG", paint: "red" },
};
const LONGEST = 4000;
const INDENT = "       ";

export function tellFindings(findings: readonly Finding[], terminal: Terminal): void {
	for (const { level, about, words, mend } of findings) {
		const { sign, paint } = signs[level];
		const cells = terminal.width === null ? null : terminal.width - INDENT.length;
		const said = wrapped(`${harmless(about)}: ${harmless(words, LONGEST)}`, cells);
		for (const [index, line] of said.entries())
			terminal.line(`${index === 0 ? `${terminal.paint(paint, sign)}  ` : INDENT}${line}`);
		if (mend === null) continue;
		const mends = wrapped(harmless(mend, LONGEST), cells === null ? null : cells - 2);
		for (const [index, line] of mends.entries()) terminal.line(`${INDENT}${index === 0 ? "→ " : "  "}${line}`);
	}
}

/** Errors: `Stop` 1 where one is wrong, after everything was told. */
export function endByFindings(findings: readonly Finding[]): void {
	if (isFine(findings)) return;
	const count = findings.filter(({ level }) => level === "wrong").length;
	throw failed(count === 1 ? "One thing is wrong" : `${count} things are wrong`);
}
