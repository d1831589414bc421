/**
 * What the daemon does on signals and on its own bugs. SIGTERM and SIGINT: finish what was asked, sync, exit 0.
 * SIGHUP: read the config again and say what changed. A bug: every open question is answered DUNNO, exit 70.
 */
import type { Outcome } from "../../shared/base/outcome.ts";
import { type Config, changesBetween } from "../daemon/config.ts";
import type { Daemon, Reloadable } from "../daemon/daemon.ts";
import type { DaemonLog } from "../daemon/log.ts";

const EXIT_BUG = 70;
/** Closing takes a sync and a snapshot; a supervisor kills after 90 s anyway. */
const CLOSE_MS = 60_000;
/** Time for the last answers to leave after a bug. */
const LAST_WORDS_MS = 50;

export interface Signals {
	panic(error: unknown): void;
	/** From now on there is a daemon to close. */
	running(daemon: Daemon): void;
}

export function obeySignals(parts: {
	readonly log: DaemonLog;
	reread(): Promise<Outcome<{ readonly config: Config; readonly options: Reloadable }>>;
	readonly before: Config;
}): Signals {
	const { log } = parts;
	let daemon: Daemon | null = null;
	let ending = false;
	let config = parts.before;

	function panic(error: unknown): void {
		log.panic(error instanceof Error ? error.message : String(error), {
			stack: error instanceof Error ? error.stack : undefined,
		});
		daemon?.answerAll();
		setTimeout(() => exit(EXIT_BUG), LAST_WORDS_MS);
	}

	function exit(code: number): void {
		void log.drained().then(() => process.exit(code));
	}

	async function end(signal: string): Promise<void> {
		if (ending) return;
		ending = true;
		log.info("ending", { signal });
		const timer = setTimeout(() => {
			log.error("closing took too long; what was answered is in the journal");
			exit(1);
		}, CLOSE_MS);
		try {
			await daemon?.close();
			clearTimeout(timer);
			log.info("ended");
			exit(0);
		} catch (error) {
			log.error("closing failed", { error: String(error) });
			exit(1);
		}
	}

	async function reread(): Promise<void> {
		const read = await parts.reread();
		if (!read.ok) return log.warn(`configuration unchanged: ${read.problem}`);
		const changed = changesBetween(config, read.value.config);
		config = read.value.config;
		if (changed.length === 0) return log.info("configuration read again: nothing changed");
		log.info("configuration read again", { changed });
		await daemon?.reconfigure(read.value.options);
	}

	process.on("uncaughtException", panic);
	process.on("unhandledRejection", panic);
	process.on("SIGTERM", () => void end("SIGTERM"));
	process.on("SIGINT", () => void end("SIGINT"));
	process.on("SIGHUP", () => {
		reread().catch((error: unknown) => log.error("configuration could not be read again", { error: String(error) }));
	});
	return {
		panic,
		running(opened) {
			daemon = opened;
		},
	};
}
