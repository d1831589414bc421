/**
 * The text of a row as one string, its values parted by NUL. What says nothing new is left out: a sender key that is
 * the sender, a greeting that is the verified name, a client that is its own key.
 */
import type { TripletRow } from "../../../../shared/policy/rows.ts";
import { flag } from "./flags.ts";

/** What of a row is text; `id` is empty where the id needs none. */
export type RowText = Pick<
	TripletRow,
	| "client"
	| "clientKey"
	| "clientName"
	| "helo"
	| "sender"
	| "senderKey"
	| "recipient"
	| "lastInstance"
	| "approvedBy"
	| "id"
>;

const PART = "\0";
const SAME = "\u0001";

/** Whether a value of the row reads like one of our marks: such text must be written as JSON. */
export function needsJson(row: TripletRow): boolean {
	return (
		row.sender.includes(PART) ||
		row.recipient.includes(PART) ||
		row.lastInstance.includes(PART) ||
		row.helo?.includes(PART) === true ||
		row.clientName?.includes(PART) === true ||
		row.senderKey.includes(PART) ||
		row.clientKey.includes(PART) ||
		row.client.includes(PART) ||
		row.approvedBy?.includes(PART) === true ||
		row.id.includes(PART) ||
		row.clientKey === SAME ||
		row.senderKey === SAME ||
		row.helo === SAME
	);
}

export function textOf(row: TripletRow, flags: number): string {
	const { client, clientKey, sender, senderKey, recipient, lastInstance } = row;
	const name = row.clientName ?? "";
	const helo = row.helo ?? "";
	const approvedBy = row.approvedBy ?? "";
	const id = (flags & flag.named) === 0 ? "" : row.id;
	if ((flags & flag.json) !== 0)
		return JSON.stringify([client, clientKey, name, helo, sender, senderKey, recipient, lastInstance, approvedBy, id]);
	const shortKey = clientKey === client ? SAME : clientKey;
	const shortHelo = helo === name ? SAME : helo;
	const shortSender = senderKey === sender ? SAME : senderKey;
	return `${client}\0${shortKey}\0${name}\0${shortHelo}\0${sender}\0${shortSender}\0${recipient}\0${lastInstance}\0${approvedBy}\0${id}`;
}

export function readText(text: string, flags: number): RowText {
	const isJson = (flags & flag.json) !== 0;
	const parts: readonly string[] = isJson ? JSON.parse(text) : text.split(PART);
	const [client = "", clientKey = "", name = "", helo = "", sender = "", senderKey = "", recipient = ""] = parts;
	return {
		client,
		clientKey: clientKey === SAME && !isJson ? client : clientKey,
		clientName: (flags & flag.noName) === 0 ? name : null,
		helo: (flags & flag.noHelo) !== 0 ? null : helo === SAME && !isJson ? name : helo,
		sender,
		senderKey: senderKey === SAME && !isJson ? sender : senderKey,
		recipient,
		lastInstance: parts[7] ?? "",
		approvedBy: (flags & flag.noApproval) === 0 ? (parts[8] ?? "") : null,
		id: parts[9] ?? "",
	};
}
