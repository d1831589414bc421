/**
 * Names that tell hosts apart. Two daemons of one machine call themselves alike until somebody names them: then the folder
 * or the socket that each is reached by stands behind the name, and where even that is alike, the whole address.
 */
import type { Host } from "../../shared/protocol/desk.ts";

type Named = Pick<Host, "id" | "name" | "address">;

/** By id. A name that no other host has stays as it is. */
export function namesApart(hosts: readonly Named[]): ReadonlyMap<string, string> {
	return new Map(
		hosts.map((host) => {
			const alike = hosts.filter((other) => other.id !== host.id && other.name === host.name);
			if (alike.length === 0) return [host.id, host.name];
			const brief = briefAddress(host.address);
			const told = alike.some(({ address }) => briefAddress(address) === brief) ? host.address : brief;
			return [host.id, `${host.name} (${told})`];
		}),
	);
}

/** `mx1` of `unix:/var/lib/mx1/management.sock`, `mx1/viewer.sock` of another socket there; else the address. */
function briefAddress(address: string): string {
	const [, folder, socket] = /^unix:.*?([^/]+)\/([^/]+)$/.exec(address) ?? [];
	if (folder === undefined) return address;
	return socket === "management.sock" ? folder : `${folder}/${socket}`;
}
