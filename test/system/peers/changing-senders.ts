/** The mail of somebody who changes over from another greylister: who had passed there, and who still waits there. */
import type { Asked } from "../../fixtures/policy-client.ts";

/** Senders whose keys differ from one greylister to the other. */
export const changingSenders = [
	"alice@example.net",
	"Alice@Example.NET",
	"list-owner+bob=dest.test@lists.example.net",
	"bounce-1234-x@lists.example.net",
	"12345@numbers.example",
	"prvs=0123456789=carol@example.net",
	"prvs=carol=0123456789@example.net",
	"0100018f5d3c2b1a-4e3f-000000@mailer.example",
	"SRS0=HHH=TT=origin.example=user@relay.example",
	"user/with=slash@example.net",
	"m\u00fcller@b\u00fccher.example",
	"a_1_b@example.net",
];

const recipients = ["bob@dest.test", "Bob.Upper@Dest.Test"];
const names = ["mail.example.net", "unknown"];

/** From each sender by each client, with names and without. */
export function passedBy(clients: readonly string[]): readonly Asked[] {
	return changingSenders.flatMap((sender, at) =>
		clients.map((client) => ({
			client,
			clientName: names[at % 2] ?? "unknown",
			sender,
			recipient: recipients[at % 2] ?? "",
		})),
	);
}

export const stillWaiting: readonly Asked[] = changingSenders.map((sender) => ({
	client: "203.0.113.5",
	clientName: "mx.example.org",
	sender,
	recipient: "carl@dest.test",
}));
