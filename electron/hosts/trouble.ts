/**
 * Why a host cannot be used, as a value: its kind, what is wrong, the next step. Here are the words for what a socket
 * answers, with `where` naming it as the person does; what ssh says is read in ssh-trouble.ts.
 */
import type { Trouble, TroubleKind } from "../../shared/protocol/shapes.ts";

/** Thrown where a host does not answer. */
export class HostTrouble extends Error {
	override readonly name = "HostTrouble";
	readonly trouble: Trouble;

	constructor(trouble: Trouble) {
		super(inOneBreath(trouble));
		this.trouble = trouble;
	}
}

export interface Mend {
	readonly words: string;
	readonly mend: string;
	/** Null as missing: there is none that could be pasted safely. */
	readonly command?: string | null;
}

export function trouble(kind: TroubleKind, { words, mend, command }: Mend): Trouble {
	return { kind, words: printable(words), mend: printable(mend), command: command ?? null, keys: [] };
}

export function inOneBreath({ words, mend, command, keys }: Trouble): string {
	const shows = keys.map(({ type, fingerprint }) => `${type} ${fingerprint}`).join(", ");
	return `${words} ${shows === "" ? "" : `It shows ${shows}. `}${mend}${command === null ? "" : ` Run: ${command}`}`;
}

/** Foreign text fit for one line. */
export function printable(text: string): string {
	return text
		.replace(/[\p{C}\s]+/gu, " ")
		.trim()
		.slice(0, 600);
}

/** What a socket's error means; `where` is its path, or the address of the host behind it. */
export function troubleOf(error: Error, where: string): Trouble {
	if (error instanceof HostTrouble) return error.trouble;
	const kind = kindOf(error);
	return kind === "failed" ? failed(`${where} does not answer: ${error.message}.`) : socketTrouble(kind, where);
}

export function failed(words: string): Trouble {
	return trouble("failed", { words, mend: "Look at the log of its daemon if it stays so." });
}

type SocketKind = keyof typeof socketWords;

/** The same trouble of another name for the host, where it is one that a socket tells. */
export function renamed(told: Trouble, where: string): Trouble {
	return told.kind in socketWords ? socketTrouble(told.kind as SocketKind, where) : told;
}

export function socketTrouble(kind: SocketKind, where: string): Trouble {
	const { words, mend } = socketWords[kind];
	return trouble(kind, { words: words.replace("%", () => where), mend: mend.replace("%", () => where) });
}

const socketWords = {
	"no-socket": {
		words: "There is no socket %.",
		mend: "Is the daemon running there, and is its management socket this one?",
	},
	"no-permission": {
		words: "You have no permission for %.",
		mend: "Ask to join the group that owns it (ls -l shows it), or use its viewer.sock.",
	},
	"no-daemon": {
		words: "Nobody answers on %: its daemon has stopped.",
		mend: "Start it again, on its machine: systemctl start greydesk.",
	},
	"not-greydesk": {
		words: "% answers, but not in HTTP: it is not a greydesk daemon.",
		mend: "Name the management socket of a greydesk daemon.",
	},
	closed: { words: "The daemon on % hung up.", mend: "It may be restarting: try again in a moment." },
	"timed-out": { words: "% did not answer in time.", mend: "Its daemon may be stopped or very busy: look at its log." },
	silent: {
		words: "Nothing is heard from % any more: it has gone silent.",
		mend: "Its daemon may be stopped or very busy, or the way to it is cut.",
	},
} as const satisfies Partial<Record<TroubleKind, Mend>>;

function kindOf(error: Error): SocketKind | "failed" {
	switch ((error as NodeJS.ErrnoException).code) {
		case "ENOENT":
			return "no-socket";
		case "EACCES":
		case "EPERM":
			return "no-permission";
		case "ECONNREFUSED":
			return "no-daemon";
		case "ENOTSOCK":
		case "EPROTOTYPE":
			return "not-greydesk";
		case "ECONNRESET":
		case "EPIPE":
			return "closed";
	}
	if (/parse error/i.test(error.message)) return "not-greydesk";
	return error.name === "AbortError" || error.name === "TimeoutError" ? "timed-out" : "failed";
}
