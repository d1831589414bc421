/**
 * Opens the app in Electron, where its binary is there and can run: not without a screen, and not as root, whom
 * Chromium refuses its sandbox. It is waited for; one that ends with trouble right away did not open.
 */
import { spawn } from "node:child_process";
import { type ElectronBinary, findElectron } from "./electron-binary.ts";
import { hasScreen } from "./launch-browser.ts";

export type ElectronWay =
	| { readonly binary: ElectronBinary; readonly why: null }
	| { readonly binary: null; readonly why: string };

/** `why`: the reason why not, to be put in brackets. */
export function electronWay(out: string, env: NodeJS.ProcessEnv): ElectronWay {
	const not = (why: string): ElectronWay => ({ binary: null, why });
	if (process.platform === "linux" && !hasScreen(env)) return not("Electron needs a screen");
	const binary = findElectron(out, env);
	if (binary === null) return not("Electron's binary is not here");
	// Whoever names a binary knows what it is.
	if (process.getuid?.() === 0 && env.ELECTRON_OVERRIDE_DIST_PATH === undefined)
		return not("Electron does not run as root");
	return { binary, why: null };
}

const SOON_MS = 5000;

export interface Ended {
	/** Words where it did not open: something else is to be tried. */
	readonly failed: string | null;
	/** Exit code; 0 where a signal ended it. */
	readonly code: number;
}

/** Resolves when the app has ended. SIGTERM and SIGHUP are passed on; an interrupt at the terminal reaches it anyway. */
export function runElectron({ path, main }: ElectronBinary, dataDir: string): Promise<Ended> {
	const startedAt = performance.now();
	const child = spawn(path, [...(main === null ? [] : [main]), `--data=${dataDir}`], { stdio: "inherit" });
	const pass = (signal: NodeJS.Signals) => void child.kill(signal);
	const hold = () => undefined;
	process.on("SIGTERM", pass);
	process.on("SIGHUP", pass);
	process.on("SIGINT", hold);
	return new Promise((resolve) => {
		const end = (ended: Ended) => {
			process.off("SIGTERM", pass);
			process.off("SIGHUP", pass);
			process.off("SIGINT", hold);
			resolve(ended);
		};
		child.once("error", (error) => end({ failed: `Electron cannot be run (${error.message})`, code: 1 }));
		child.once("exit", (code, signal) => {
			const soon = performance.now() - startedAt < SOON_MS && code !== 0 && signal === null;
			end({ failed: soon ? `Electron ended at once, with status ${code}` : null, code: code ?? 0 });
		});
	});
}
