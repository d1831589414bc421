/**
 * Whitelists of sqlgrey 1.8 (clients_ip_whitelist, clients_fqdn_whitelist), of greylistd (whitelist-hosts: an Exim host
 * list, Exim's specification 10.8) and plain lists of networks, line by line.
 */
import { bad } from "../../base/outcome.ts";
import { hostRegex } from "./host-regex.ts";
import { addressEntry, entries, type LineReader } from "./read-line.ts";

/** Addresses, three octets, `*.domain` (what lies below it), names and expressions; both of its files. */
export const sqlgreyClient: LineReader = (text) => {
	const regex = /^\/(\S+)\/$/.exec(text)?.[1];
	if (regex !== undefined) return hostRegex(regex);
	if (/^\d{1,3}(?:\.\d{1,3})?$/.test(text)) return bad("sqlgrey does not know one or two octets: write it as a CIDR");
	return addressEntry(text) ?? hostName(text);
};

export const eximHost: LineReader = (text) => {
	if (text.startsWith("!")) return bad("An exception: the whitelists here have none");
	if (text.startsWith("^")) return hostRegex(`${text}${text.endsWith("$") ? "" : "$"}`);
	if (text === "*" || /[;@+]/.test(text)) return bad("Only addresses, networks and names of hosts can be taken over");
	return addressEntry(text) ?? (text.startsWith("*") && !text.startsWith("*.") ? partOfName(text) : hostName(text));
};

/** One network a line; what an access table of Postfix says behind it must let pass. */
export const cidrLine: LineReader = (text) => {
	const [network = "", action, ...more] = text.split(/\s+/);
	if (action !== undefined && !/^(?:ok|permit|accept|dunno|pass|whitelist)[;,]?$/i.test(action))
		return bad(`"${action.slice(0, 40)}" stands behind it: only networks that are let through are taken over`);
	if (more.length > 0) return bad("It is more than a network");
	return addressEntry(network.replace(/[;,]$/, "")) ?? bad("It is no network, such as 192.0.2.0/24");
};

const hostName: LineReader = (text) =>
	/^\S+$/.test(text) ? entries([["name", text]]) : bad("It is neither a host nor an address");

const partOfName: LineReader = (text) =>
	bad(`A * stands only for whole parts of a name: *.${text.slice(1).replace(/^[^.]*\./, "")} would cover more`);
