/**
 * Where a socket listens, as people write it: `127.0.0.1:10023`, `[::1]:10023`, `unix:/run/greydesk/policy`
 * (and Postfix's `inet:` in front of the first two). Port 0 asks the system for a free one.
 */
import { isIPv4, isIPv6 } from "node:net";
import { isAbsolute } from "node:path";
import { bad, good, type Outcome } from "../../../shared/base/outcome.ts";
import { socketPath } from "../../system/unix-path.ts";

export type Address =
	| { readonly kind: "unix"; readonly path: string }
	| { readonly kind: "tcp"; readonly host: string; readonly port: number };

export function parseAddress(text: string): Outcome<Address> {
	if (text.startsWith("unix:")) return unixAddress(text.slice("unix:".length));
	const match = /^(?:inet:)?(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
	const host = match?.[1] ?? (match?.[2] === "localhost" ? "127.0.0.1" : match?.[2]);
	if (match === null || host === undefined || !(match[1] === undefined ? isIPv4(host) : isIPv6(host))) {
		return bad(`"${text}" is no address; write 127.0.0.1:10023, [::1]:10023 or unix:/path/to/socket.`);
	}
	const port = Number(match[3]);
	return port <= 65_535 ? good({ kind: "tcp", host, port }) : bad(`"${text}": a port is at most 65535.`);
}

function unixAddress(path: string): Outcome<Address> {
	if (!isAbsolute(path)) return bad(`"unix:${path}": the path of a socket must be absolute.`);
	if (path.includes("\0")) return bad(`"unix:${path}": the path of a socket has no NUL in it.`);
	const fits = socketPath(path);
	return fits.ok ? good({ kind: "unix", path }) : fits;
}

export function writeAddress(address: Address): string {
	if (address.kind === "unix") return `unix:${address.path}`;
	return isIPv6(address.host) ? `[${address.host}]:${address.port}` : `${address.host}:${address.port}`;
}

export function isLoopback(host: string): boolean {
	return host === "::1" || host.startsWith("127.") || host.startsWith("::ffff:127.");
}
