/**
 * One run of `ssh`, tied to the life of this process: a small shell between the two holds the other end of a pipe, and
 * ends ssh and removes its socket when that pipe closes, whichever way we end, SIGKILL too. Ssh gets no terminal, so
 * neither it nor a jump host's ssh can ask anything.
 */
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";

/** Arguments: the socket to remove (or nothing), then the command. Descriptor 3 is the pipe; 4 the command's input. */
const KEEPER = `
socket=$1; shift
exec 4<&0 </dev/null
"$@" <&4 3<&- 4<&- &
ssh=$!
exec 4<&-
( read -r _ <&3; kill "$ssh" ) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$ssh"; code=$?
kill "$watch" 2>/dev/null
if test -n "$socket"; then rm -f -- "$socket"; rmdir -- "\${socket%/*}" 2>/dev/null; fi
exit "$code"
`;
const MOST_CHARACTERS = 16_384;
const STUBBORN_MS = 3000;

export interface SshRun {
	/** What it said on standard error, the last of it. */
	errors(): string;
	/** What it said so far has been read. */
	forgetErrors(): void;
	output(): string;
	gone(): boolean;
	/** Resolves to its exit status when it is gone. */
	readonly ended: Promise<number>;
	/** Ends it; resolves when it is gone. */
	end(): Promise<void>;
}

export function runSsh(words: readonly string[], input = "", socket = ""): SshRun {
	const child = spawn("/bin/sh", ["-c", KEEPER, "greydesk-ssh", socket, ...words], {
		stdio: ["pipe", "pipe", "pipe", "pipe"],
		detached: true,
		// English words to read, and no window that asks for a passphrase behind somebody's back.
		env: { ...process.env, LC_ALL: "C", SSH_ASKPASS_REQUIRE: "never" },
	});
	const output = lastOf(child.stdout);
	const errors = lastOf(child.stderr);
	const lifeline = child.stdio[3] as Writable;
	lifeline.on("error", () => undefined);
	child.stdin?.on("error", () => undefined).end(input);
	let gone = false;
	const ended = new Promise<number>((resolve) => {
		const over = (code: number) => {
			gone = true;
			resolve(code);
		};
		child.once("error", () => over(127));
		child.once("close", (code) => over(code ?? 255));
	});
	return {
		errors: errors.text,
		forgetErrors: errors.forget,
		output: output.text,
		gone: () => gone,
		ended,
		async end() {
			lifeline.destroy();
			const stubborn = setTimeout(() => killAll(child), STUBBORN_MS);
			await ended;
			clearTimeout(stubborn);
		},
	};
}

/** Ssh and its keeper are a process group of their own. */
function killAll(child: ChildProcess): void {
	try {
		if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
	} catch {
		// It ended in this moment.
	}
}

function lastOf(stream: NodeJS.ReadableStream | null): { text(): string; forget(): void } {
	let text = "";
	stream?.setEncoding("utf8").on("data", (chunk: string) => {
		text = (text + chunk).slice(-MOST_CHARACTERS);
	});
	return {
		text: () => text,
		forget() {
			text = "";
		},
	};
}
