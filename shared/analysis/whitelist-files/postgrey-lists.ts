/** Whitelists of postgrey 1.37 (its read_clients_whitelists and read_recipients_whitelists), line by line. */
import { bad, type Outcome } from "../../base/outcome.ts";
import { hostRegex } from "./host-regex.ts";
import { addressEntry, domainAndBelow, entries, type LineReader, type Understood } from "./read-line.ts";

/** A host's name covers all below it there; two octets mean the /24 that postgrey makes of them. */
export const postgreyClient: LineReader = (text) => {
	const regex = /^\/(\S+)\/$/.exec(text)?.[1];
	if (regex !== undefined) return hostRegex(regex);
	const two = /^\d{1,3}\.\d{1,3}$/.exec(text)?.[0];
	if (two !== undefined)
		return entries(
			[["network", `${two}.0.0/24`]],
			"Two octets: postgrey whitelists their first /24 alone, and so do we",
		);
	if (/^\d{1,3}(?:\.\d{1,3}){2,3}(?:\/\d{1,2})?$/.test(text) || text.includes(":"))
		return addressEntry(text) ?? bad("It is no address");
	return /^\S+$/.test(text) ? domainAndBelow("name", text) : bad("It is neither a host nor an address");
};

export const postgreyRecipient: LineReader = (text) => {
	if (/^\/\S+\/$/.test(text)) return recipientRegex(text.slice(1, -1));
	if (!/^\S+$/.test(text)) return bad("It is no mail address");
	const at = text.indexOf("@");
	if (at < 0) return domainAndBelow("recipient", text);
	const user = text.slice(0, at);
	if (user === "" || user.includes("+")) return entries([["recipient", text]]);
	return entries([["recipient", text]], extensions(text));
};

function extensions(text: string): string {
	return `postgrey covers ${text.replace("@", "+extension@")} too: here only the address as it stands`;
}

const address = /^\^((?:[a-z0-9_-]|\\[.-])+@(?:[a-z0-9-]|\\[.-])*)(\$?)$/i;
const domain = /^(?:\\?@|\\\.)((?:[a-z0-9-]|\\[.-])+)\$$/i;

function recipientRegex(expression: string): Outcome<Understood> {
	const [, whole, end] = address.exec(expression.replace("\\@", "@")) ?? [];
	if (whole !== undefined && (whole.endsWith("@") ? end === "" : end === "$"))
		return entries([["recipient", whole.replaceAll("\\", "")]]);
	const [, name] = domain.exec(expression) ?? [];
	const typed = name?.replaceAll("\\", "");
	if (typed !== undefined) return entries([["recipient", expression.startsWith("\\.") ? `*.${typed}` : typed]]);
	return bad("Regular expressions are not known here: add user@example.net, user@, example.net or *.example.net");
}
