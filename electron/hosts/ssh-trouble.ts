/** What ssh said when it ended, as trouble with its exact mend. Its words are those of OpenSSH 8 to 10, in English. */
import { shellLine } from "../../shared/base/shell-words.ts";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import { type SshAddress, writeHostAddress } from "./address.ts";
import { destination, typed } from "./ssh-command.ts";
import { printable, trouble } from "./trouble.ts";

type Reading = readonly [pattern: RegExp, tell: (address: SshAddress, found: RegExpExecArray, said: string) => Trouble];

/** The first that matches tells; what is more certain stands before what is less so. */
const readings: readonly Reading[] = [
	[/REMOTE HOST IDENTIFICATION HAS CHANGED/, (address, _, said) => changedKey(address, said)],
	[/REVOKED HOST KEY/, (address) => revokedKey(address)],
	[/No \S+ host key is known for|Host key verification failed/, (address) => unknownKey(address)],
	[/Bad owner or permissions on (.+)/, (_, found) => badOwner(found[1] ?? "")],
	[/Too many authentication failures/, (address) => tooManyKeys(address)],
	[/Permission denied \(/, (address, _, said) => keyRefused(address, said)],
	[/Could not resolve hostname ([^:]+):/, (address, found) => noName(address, found[1] ?? "")],
	[/Connection refused/, (address) => refused(address)],
	[/No route to host|Network is unreachable/, (address) => noRoute(address)],
	[/timed out|Timeout, server|Operation timed out/, (address) => timedOut(address)],
	[
		/Bad configuration option|bad configuration options|Unsupported option/,
		(_, _found, said) => badConfiguration(said),
	],
	[/cannot bind|Could not request local forwarding|Address already in use/, (_, _found, said) => noForward(said)],
	[/Connection (?:closed|reset)|closed by remote host|Broken pipe/, (address) => hungUp(address)],
];

/** `said`: standard error; `status`: of the program, 127 where there is none. */
export function sshTrouble(address: SshAddress, said: string, status: number): Trouble {
	if (status === 127 && /not found|No such file/.test(said)) return noSsh();
	for (const [pattern, tell] of readings) {
		const found = pattern.exec(said);
		if (found !== null) return tell(address, found, said);
	}
	const last = printable(said.trim().split("\n").at(-1) ?? "");
	return trouble("failed", {
		words: `ssh to ${destination(address)} ended with status ${status}${last === "" ? "" : ` (${last})`}.`,
		mend: "Try it by hand, and look at what it says.",
		command: `${typed(address)} true`,
	});
}

function noSsh(): Trouble {
	return trouble("no-ssh", {
		words: "There is no ssh program on this computer.",
		mend: "Install the client of OpenSSH, then connect again.",
		command: "sudo apt-get install openssh-client",
	});
}

function unknownKey(address: SshAddress): Trouble {
	return trouble("unknown-key", {
		words: `The host key of ${address.host} is not known on this computer yet.`,
		mend: "Compare its fingerprint with what the owner of the host tells you, before you trust it.",
		command: typed(address),
	});
}

function changedKey(address: SshAddress, said: string): Trouble {
	const [, name = address.host] = /^Host key for (\S+) has changed/m.exec(said) ?? [];
	const [, file] = /^Offending \S+ key in (.+):\d+\s*$/m.exec(said) ?? [];
	const [now] = /SHA256:[A-Za-z0-9+/]+/.exec(said) ?? [];
	return trouble("changed-key", {
		words:
			`WARNING: the host key of ${address.host} has CHANGED: another machine may be answering in its name. ` +
			`${now === undefined ? "" : `It now shows ${now}. `}Nothing is sent to it.`,
		mend: "Only if its owner confirms the new fingerprint: remove the old key, then connect again and compare.",
		command: shellLine(["ssh-keygen", ...(file === undefined ? [] : ["-f", file]), "-R", name]),
	});
}

function revokedKey(address: SshAddress): Trouble {
	return trouble("changed-key", {
		words: `WARNING: the host key that ${address.host} shows is marked as revoked in your known_hosts.`,
		mend: "Do not connect: ask its owner for the new key.",
	});
}

function keyRefused(address: SshAddress, said: string): Trouble {
	const open = /Permissions \S+ for '(.+)' are too open/.exec(said)?.[1];
	if (open !== undefined)
		return trouble("key-refused", {
			words: `ssh does not use the key ${open}: others may read it.`,
			mend: "Keep it for yourself, then connect again.",
			command: shellLine(["chmod", "600", open]),
		});
	return trouble("key-refused", {
		words: `${destination(address)} accepts none of your keys (permission denied).`,
		mend: "Load the right key into your agent (ssh-add), name it in ~/.ssh/config, or put it there.",
		command: typed(address, "ssh-copy-id"),
	});
}

function tooManyKeys(address: SshAddress): Trouble {
	return trouble("key-refused", {
		words: `Your agent offered more keys than ${destination(address)} tries (too many authentication failures).`,
		mend: "Name the right one for this host in ~/.ssh/config: IdentityFile, and IdentitiesOnly yes.",
	});
}

function noName(address: SshAddress, name: string): Trouble {
	return trouble("no-name", {
		words: `The name ${name === "" ? address.host : name} has no address (it cannot be resolved).`,
		mend: "Look at its spelling; a short name needs a Host in ~/.ssh/config or a search domain.",
		command: `getent hosts ${address.host}`,
	});
}

function refused(address: SshAddress): Trouble {
	return trouble("refused", {
		words: `${address.host} refuses connections on port ${address.port ?? "22 (or the one of your configuration)"}.`,
		mend: "Is its sshd running, and is this its port?",
		command: `${typed(address)} true`,
	});
}

function noRoute(address: SshAddress): Trouble {
	return trouble("no-route", {
		words: `There is no way to ${address.host} from here (no route).`,
		mend: "Is this computer on the network or VPN that leads there?",
	});
}

function timedOut(address: SshAddress): Trouble {
	return trouble("timed-out", {
		words: `${address.host} did not answer ssh in time.`,
		mend: "Is it switched on, and does a firewall let you through?",
		command: `${typed(address)} true`,
	});
}

function hungUp(address: SshAddress): Trouble {
	return trouble("closed", {
		words: `The sshd of ${address.host} closed the connection.`,
		mend: "It may be restarting, or blocks this address (MaxStartups, fail2ban): try again in a moment.",
	});
}

function noForward(said: string): Trouble {
	const line = said.split("\n").find((each) => /cannot bind|already in use/.test(each)) ?? "";
	return trouble("failed", {
		words: `ssh could not open all forwardings (${printable(line)}).`,
		mend: "Your ~/.ssh/config may open one for this host that is taken: give Greydesk a Host of its own there.",
	});
}

function badConfiguration(said: string): Trouble {
	return trouble("failed", {
		words: `ssh does not take its configuration (${printable(said.split("\n")[0] ?? "")}).`,
		mend: "Mend the line it names.",
	});
}

function badOwner(file: string): Trouble {
	return trouble("failed", {
		words: `ssh does not read ${file}: its owner or its permissions are wrong.`,
		mend: "It must be yours, and nobody else may write it.",
		command: shellLine(["chmod", "600", file.trim()]),
	});
}

/** What the socket over there is like, as it was looked at from inside. */
export type Seen = "listening" | "there" | "nobody" | "denied" | "missing" | "other" | "unknown";

/** Why ssh could connect, and the socket behind it could not be reached. */
export function socketThereTrouble(address: SshAddress, seen: Seen): Trouble {
	const { host, path } = address;
	const look = `${typed(address)} ls -l ${path}`;
	switch (seen) {
		case "missing":
			return trouble("no-socket", {
				words: `There is no socket ${path} on ${host}.`,
				mend: "Is the daemon running there, and is its management socket this one?",
				command: look,
			});
		case "denied":
			return trouble("no-permission", {
				words: `On ${host} you have no permission for ${path}.`,
				mend: "Let your user join the group that owns it, or name its viewer.sock.",
				command: look,
			});
		case "other":
			return trouble("not-greydesk", {
				words: `${path} on ${host} is not a socket.`,
				mend: "Name the management socket of a greydesk daemon.",
				command: look,
			});
		case "nobody":
			return trouble("no-daemon", {
				words: `Nobody answers on ${path} of ${host}: its daemon has stopped.`,
				mend: "Start it again there.",
				command: `${typed(address)} systemctl start greydesk`,
			});
		case "there":
			return trouble("forwarding-forbidden", {
				words: `${path} on ${host} is there and may be used, but ssh does not reach it.`,
				mend: "Its daemon has stopped, or sshd forbids forwarding of sockets (AllowStreamLocalForwarding).",
				command: look,
			});
		case "listening":
			return trouble("forwarding-forbidden", {
				words: `The sshd of ${host} forbids forwarding of sockets; ${path} itself is there and may be used.`,
				mend: "Its owner must allow it in sshd_config (AllowStreamLocalForwarding yes), or for your key.",
				command: `${typed(address)} grep -ri AllowStreamLocalForwarding /etc/ssh/sshd_config /etc/ssh/sshd_config.d`,
			});
		case "unknown":
			return trouble("no-socket", {
				words: `${writeHostAddress(address)} cannot be reached over ssh: there is no socket, you may not use it, or sshd forbids forwarding; without a shell there, ssh does not tell which.`,
				mend: "Ask the owner of the host to look at the three.",
			});
	}
}
