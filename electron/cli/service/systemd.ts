/** systemctl, where systemd runs; elsewhere its commands are only told. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import type { Scope } from "./place.ts";

const PATIENCE_MS = 60_000;

export interface Systemd {
	/** Runs `systemctl WORDS` for this scope. Its exit code and words; 127 where it cannot be run. */
	run(...words: readonly string[]): Promise<{ readonly code: number; readonly text: string }>;
	/** The same as a person types it. */
	written(...words: readonly string[]): string;
}

/** Whether a systemd runs here that can be asked. */
export function systemdRuns(scope: Scope, env: NodeJS.ProcessEnv): boolean {
	if (!existsSync("/run/systemd/system")) return false;
	return scope === "system" || existsSync(`${env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? ""}`}/systemd`);
}

export function systemdOf(scope: Scope): Systemd {
	const flags = scope === "user" ? ["--user"] : [];
	return {
		written: (...words) => ["systemctl", ...flags, ...words].join(" "),
		run: (...words) =>
			new Promise((resolve) => {
				const options = { timeout: PATIENCE_MS, maxBuffer: 65_536 };
				execFile("systemctl", [...flags, ...words], options, (error, out, err) => {
					const code = error === null ? 0 : typeof error.code === "number" ? error.code : 127;
					resolve({ code, text: `${out}${err}`.trim() });
				});
			}),
	};
}
