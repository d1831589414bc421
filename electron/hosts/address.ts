/**
 * How a host is named, on the page and after `--host`. One grammar for both:
 *
 *   address = [ "unix:" ] path | "ssh://" [ user "@" ] host [ ":" port ] [ plain-path ]
 *   path    = 1*107 bytes without control characters; relative only where a current folder is given
 *   user    = ( letter | digit | "_" ) *63( letter | digit | "." | "_" | "+" | "-" )
 *   host    = "[" IPv6 "]" | ( letter | digit | "_" ) *252( letter | digit | "." | "_" | "-" )   -- or a Host of ~/.ssh/config
 *   port    = 1 to 65535
 *   plain-path = "/" *106( letter | digit | any of / . _ + @ , = ~ - )      -- ssh itself gives : % $ \ a meaning
 *
 * Nothing that begins with "-" can reach ssh as a name. Anything else is a problem with words.
 */
import { isIPv6 } from "node:net";
import { posix } from "node:path";
import { bad, good, type Outcome } from "../../shared/base/outcome.ts";
import { socketPath } from "../system/unix-path.ts";

/** Where the service keeps it (`greydesk service install --system`). */
const SERVICE_SOCKET = "/run/greydesk/management.sock";

export interface SshAddress {
	readonly kind: "ssh";
	readonly user: string | null;
	/** Without brackets. */
	readonly host: string;
	readonly port: number | null;
	/** Of the management socket over there. */
	readonly path: string;
}
export type HostAddress = { readonly kind: "unix"; readonly path: string } | SshAddress;

const PLAIN_PATH = /^\/[A-Za-z0-9/._+@,=~-]+$/;
const REST = /^(?:([^@/[\]]*)@)?(\[[^\]]*\]|[^@:/[\]]*)(?::([^/]*))?(\/.*)?$/s;

/** `from`: the folder that a relative path starts in, null where there is none. */
export function parseHostAddress(text: string, from: string | null = null): Outcome<HostAddress> {
	const trimmed = text.trim();
	if (trimmed.startsWith("ssh://")) return sshAddress(trimmed.slice("ssh://".length));
	const named = trimmed.startsWith("unix:");
	const path = named ? trimmed.slice("unix:".length).replace(/^\/\/(?=\/)/, "") : trimmed;
	if (!path.startsWith("/") && (from === null || !named || path === ""))
		return bad(`"${path.slice(0, 100)}" names no host: write unix:/path/to/management.sock or ssh://[user@]host`);
	if (/\p{Cc}/u.test(path)) return bad("The path of a socket has no control characters: copy it again");
	const fits = socketPath(posix.resolve(from ?? "/", path));
	return fits.ok ? good({ kind: "unix", path: fits.value }) : fits;
}

function sshAddress(rest: string): Outcome<SshAddress> {
	const [, user, name = "", port, path = SERVICE_SOCKET] = REST.exec(rest) ?? [];
	const host = name.startsWith("[") ? name.slice(1, -1) : name;
	const isName = name.startsWith("[") ? isIPv6(host) && !host.includes("%") : /^\w[\w.-]{0,252}$/.test(host);
	if (!isName)
		return bad(
			"Write the host as a name, an IPv4 address or an IPv6 address in brackets: ssh://[user@]host[:port][/path/to/management.sock]",
		);
	if (user !== undefined && !/^\w[\w.+-]{0,63}$/.test(user))
		return bad("The user before @ is made of letters, digits and . _ + -, and begins with a letter or digit");
	if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
		return bad("The port after the host is a number from 1 to 65535");
	if (!PLAIN_PATH.test(path) || path.endsWith("/"))
		return bad(
			"The path over there is made of letters, digits and / . _ + @ , = ~ -, and names a socket: a link to it may have such a name",
		);
	const fits = socketPath(posix.normalize(path));
	if (!fits.ok) return fits;
	return good({
		kind: "ssh",
		user: user ?? null,
		host,
		port: port === undefined ? null : Number(port),
		path: fits.value,
	});
}

/** As it is shown, kept and compared. */
export function writeHostAddress(address: HostAddress): string {
	if (address.kind === "unix") return `unix:${address.path}`;
	const { user, host, port, path } = address;
	const name = host.includes(":") ? `[${host}]` : host;
	return `ssh://${user === null ? "" : `${user}@`}${name}${port === null ? "" : `:${port}`}${path}`;
}
