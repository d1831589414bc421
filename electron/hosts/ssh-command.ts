/**
 * The words `ssh` is started with. It reads the user's own configuration and agent; what is set here goes before it, for
 * a link nobody watches: it asks nothing, trusts no unknown key, shares no connection, opens nothing but our socket, and
 * notices when the other end is gone. ARCHITECTURE.md, "Hosts over ssh", says why for each.
 */
import type { SshAddress } from "./address.ts";

export interface SshTiming {
	/** Seconds until a connection counts as timed out. */
	readonly connect: number;
	/** Seconds between two signs of life; three in a row without an answer end the connection. */
	readonly alive: number;
}
export const usualTiming: SshTiming = { connect: 10, alive: 15 };

const settings: readonly string[] = [
	"BatchMode=yes",
	"StrictHostKeyChecking=yes",
	"ServerAliveCountMax=3",
	"ControlMaster=no",
	"ControlPath=none",
	"ForwardAgent=no",
	"ForwardX11=no",
	"PermitLocalCommand=no",
	"RemoteCommand=none",
	"RequestTTY=no",
	"Tunnel=no",
	"VisualHostKey=no",
	// What went wrong is read from what ssh says.
	"LogLevel=INFO",
];

export type Settings = readonly string[];

/** `more`: settings that go before all others. */
export function sshWords(address: SshAddress, timing: SshTiming, more: Settings = []): readonly string[] {
	const { user, port } = address;
	const all = [...more, ...settings, `ConnectTimeout=${timing.connect}`, `ServerAliveInterval=${timing.alive}`];
	return [
		"ssh",
		"-T",
		...all.flatMap((setting) => ["-o", setting]),
		...(user === null ? [] : ["-l", user]),
		...(port === null ? [] : ["-p", String(port)]),
	];
}

/** No command over there, and one forwarding: the local socket to the management socket. */
export function tunnelWords(address: SshAddress, timing: SshTiming, socket: string): readonly string[] {
	const forwarding = ["ExitOnForwardFailure=yes", "StreamLocalBindUnlink=yes", "StreamLocalBindMask=0177"];
	const words = sshWords(address, timing, forwarding);
	return [...words, "-N", "-L", `${socket}:${address.path}`, "--", address.host];
}

/** A host's name as a person types it after ssh; the grammar of addresses leaves nothing to quote. */
export function destination({ user, host }: SshAddress): string {
	return `${user === null ? "" : `${user}@`}${host}`;
}

/** The command a person would type to get there. */
export function typed(address: SshAddress, program = "ssh"): string {
	return `${program}${address.port === null ? "" : ` -p ${address.port}`} ${destination(address)}`;
}
