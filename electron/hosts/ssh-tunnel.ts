/**
 * A host's management socket brought here by ssh: a local socket in a private folder, there while ssh runs. It is started
 * when it is needed, and again after it ended; whoever asks through it decides when to try again. Trouble of the way is
 * told as what it is: `explain` knows more than the socket that was asked. Ends with this process, whichever way it ends.
 */
import { randomBytes } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import { LONGEST_SOCKET_PATH } from "../system/unix-path.ts";
import { type SshAddress, writeHostAddress } from "./address.ts";
import { runSsh, type SshRun } from "./ssh-child.ts";
import { type SshTiming, tunnelWords } from "./ssh-command.ts";
import { shownKeys } from "./ssh-keys.ts";
import { lookThere } from "./ssh-probe.ts";
import { type Seen, socketThereTrouble, sshTrouble } from "./ssh-trouble.ts";
import { HostTrouble, renamed, socketTrouble, trouble } from "./trouble.ts";

/** An agent may wait for a touch or a yes; then it is given up. */
const LOGIN_MS = 60_000;
const LOOK_MS = 40;
/** How long what ssh says of a failure may come after the failure. */
const WORDS_MS = 400;
/** What was seen over there holds so long: each look is a login. */
const SEEN_MS = 30_000;

export interface Tunnel {
	/** The local socket. */
	readonly socket: string;
	/** Resolves when the socket is there. Throws HostTrouble. */
	ready(): Promise<void>;
	/** What a failed question through the socket really means. */
	explain(told: Trouble): Promise<Trouble>;
	/** Whatever runs is ended: the next `ready` begins anew. */
	reset(): void;
	close(): Promise<void>;
}

export function openTunnel(address: SshAddress, timing: SshTiming): Tunnel {
	const socket = join(privateFolder(), "s");
	const named = writeHostAddress(address);
	let run: SshRun | null = null;
	let starting: Promise<void> | null = null;
	let ending: Promise<void> = Promise.resolve();
	let last: Trouble | null = null;
	let seen: { readonly what: Seen; readonly at: number } | null = null;
	let closed = false;

	const reset = () => {
		const old = run;
		run = null;
		if (old !== null) ending = Promise.all([ending, old.end()]).then(() => undefined);
	};
	const start = async () => {
		await ending;
		if (closed) throw new HostTrouble(socketTrouble("closed", named));
		makePrivate(dirname(socket));
		const begun = runSsh(tunnelWords(address, timing, socket), "", socket);
		run = begun;
		for (const endsAt = performance.now() + LOGIN_MS; !existsSync(socket); await pause(LOOK_MS)) {
			if (begun.gone()) throw new HostTrouble(await endOf(begun));
			if (performance.now() < endsAt) continue;
			reset();
			throw new HostTrouble(loginTooLong(address));
		}
	};
	const endOf = async (ended: SshRun): Promise<Trouble> => {
		const told = sshTrouble(address, ended.errors(), await ended.ended);
		if (told.kind !== "unknown-key") return told;
		const keys = await shownKeys(address, timing);
		return { ...told, keys: keys.map(({ type, fingerprint }) => ({ type, fingerprint })) };
	};
	const lookedAt = async (): Promise<Seen> => {
		if (seen === null || performance.now() - seen.at > SEEN_MS)
			seen = { what: await lookThere(address, timing), at: performance.now() };
		return seen.what;
	};

	return {
		socket,
		ready() {
			if (starting !== null) return starting;
			if (run !== null && !run.gone() && existsSync(socket)) return Promise.resolve();
			starting = start()
				.then(
					() => {
						last = null;
					},
					(error: unknown) => {
						if (error instanceof HostTrouble) last = error.trouble;
						throw error;
					},
				)
				.finally(() => {
					starting = null;
				});
			return starting;
		},
		async explain(told) {
			const asked = run;
			if (starting !== null || asked === null) return last ?? beingMade(address);
			const failures = () => /^channel \d+: open failed/m.test(asked.errors());
			for (const endsAt = performance.now() + WORDS_MS; performance.now() < endsAt; await pause(LOOK_MS)) {
				if (asked.gone() || failures()) break;
			}
			if (asked.gone()) {
				last ??= await endOf(asked);
				return last;
			}
			if (!failures()) return renamed(told, named);
			asked.forgetErrors();
			return socketThereTrouble(address, await lookedAt());
		},
		reset,
		async close() {
			closed = true;
			reset();
			await ending;
			rmSync(dirname(socket), { recursive: true, force: true });
		},
	};
}

function beingMade({ host }: SshAddress): Trouble {
	return trouble("closed", { words: `The connection to ${host} is being made.`, mend: "Ask again in a moment." });
}

function loginTooLong(address: SshAddress): Trouble {
	return trouble("timed-out", {
		words: `Logging in to ${address.host} took over a minute.`,
		mend: "Your agent or key may wait for a touch or a yes: look at it, then try again.",
	});
}

/** A name for a folder open to this user alone, and short: a socket's path has a limit. */
function privateFolder(): string {
	const runtime = process.env.XDG_RUNTIME_DIR;
	const usable = runtime !== undefined && isAbsolute(runtime) && runtime.length < LONGEST_SOCKET_PATH - 40;
	return join(usable && existsSync(runtime) ? runtime : tmpdir(), `greydesk-${randomBytes(6).toString("hex")}`);
}

/** Made right before ssh, whose keeper removes it; what stands in its place meanwhile must be ours. Throws HostTrouble. */
function makePrivate(folder: string): void {
	try {
		mkdirSync(folder, { mode: 0o700 });
	} catch {
		const there = lstatSync(folder, { throwIfNoEntry: false });
		if (there?.isDirectory() && there.uid === process.getuid?.() && (there.mode & 0o077) === 0) return;
		throw new HostTrouble(
			trouble("failed", {
				words: `The private folder ${folder} for the local end of the connection cannot be made.`,
				mend: "Look at who may write there, then start Greydesk again.",
			}),
		);
	}
}
