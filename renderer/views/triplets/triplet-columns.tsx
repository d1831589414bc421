/** The columns of Triplets: those that are seen at once, and all else that a triplet tells. */
import type { Triplet } from "../../../shared/protocol/shapes.ts";
import { durationText } from "../../ui/durations.ts";
import { Foreign, MailAddress } from "../../ui/foreign-text.tsx";
import { Verdict } from "../../ui/verdict.tsx";
import { reasonText, stateWords } from "../../ui/verdict-words.ts";
import type { Column } from "../list/column.ts";
import { countColumn, Instant, instantColumn, textColumn } from "../list/column-makers.tsx";
import { DelayCell } from "./delay-cell.tsx";
import styles from "./triplets.module.css";

type TripletColumn = Column<Triplet>;
type Instants = "firstSeenAt" | "lastSeenAt" | "mayPassAt" | "expiresAt" | "passedAt";
type Texts = "clientKey" | "senderKey" | "helo" | "clientName" | "outcome" | "stage" | "id";
type Words = Omit<TripletColumn, "id" | "cell" | "fields" | "width">;

function instant(key: Instants, words: Words): TripletColumn {
	return instantColumn((row) => row[key], { id: key, ...words });
}

function text(key: Texts, words: Words): TripletColumn {
	return textColumn((row) => row[key], { id: key, hidden: true, ...words });
}

function seconds(key: "ourDelaySeconds" | "theirDelaySeconds", words: Words): TripletColumn {
	return {
		id: key,
		right: true,
		width: 80,
		hidden: true,
		cell: (row) => <span className="figures">{durationText(row[key])}</span>,
		fields: [{ id: key, type: "number", value: (row) => row[key] }],
		...words,
	};
}

export const tripletColumns: readonly TripletColumn[] = [
	{
		id: "state",
		label: "State",
		about: "Waiting, watched, passed, approved, or never retried",
		sort: { key: "state", first: "up" },
		width: 108,
		cell: (row) => <Verdict words={stateWords(row.watched ? "watched" : row.state, row.reason)} brief />,
		fields: [{ id: "state", type: "text", value: (row) => (row.watched ? "watched" : row.state) }],
	},
	{
		id: "sender",
		label: "Sender",
		about: "Envelope sender",
		sort: { key: "sender", first: "up" },
		width: 130,
		grow: 1.3,
		cell: (row) => <MailAddress address={row.sender} />,
		fields: [{ id: "sender", type: "text", value: (row) => row.sender }],
	},
	{
		id: "recipient",
		label: "Recipient",
		about: "Envelope recipient",
		sort: { key: "recipient", first: "up" },
		width: 110,
		grow: 1.05,
		cell: (row) => <MailAddress address={row.recipients[0] ?? ""} />,
		fields: [{ id: "recipient", type: "text", value: (row) => row.recipients.join(" ") }],
	},
	{
		id: "client",
		label: "Client",
		about: "Address that tried last, and its verified name",
		sort: { key: "client", first: "up" },
		width: 130,
		grow: 1.35,
		cell: (row) => (
			<span className={`${styles.client} mono`}>
				<Foreign text={row.client} />
				{row.clientName !== null && (
					<span className="soft cut">
						<Foreign text={row.clientName} />
					</span>
				)}
			</span>
		),
		fields: [
			{ id: "client", type: "text", value: (row) => row.client },
			{ id: "clientName", type: "text", value: (row) => row.clientName },
		],
	},
	countColumn((row) => row.attempts, {
		id: "attempts",
		label: "Tries",
		about: "How often it was tried",
		sort: { key: "attempts", first: "down" },
		width: 58,
	}),
	instant("firstSeenAt", {
		label: "First seen",
		about: "When it was tried first",
		sort: { key: "firstSeenAt", first: "down" },
		yields: 2,
	}),
	instant("lastSeenAt", {
		label: "Last seen",
		about: "When it was tried last",
		sort: { key: "lastSeenAt", first: "down" },
	}),
	{
		id: "delay",
		label: "Ours + theirs",
		about: "Delay: what we asked for, and what the sender added",
		sort: { key: "mayPassAt", first: "down" },
		right: true,
		width: 156,
		cell: (row, now) => (
			<span className="figures">
				<DelayCell row={row} now={now} />
			</span>
		),
		fields: [
			{ id: "ourDelaySeconds", type: "number", value: (row) => row.ourDelaySeconds },
			{ id: "theirDelaySeconds", type: "number", value: (row) => row.theirDelaySeconds },
		],
	},
	{
		id: "reason",
		label: "Last answer",
		about: "Why the last attempt was answered so",
		width: 150,
		grow: 0.5,
		yields: 3,
		cell: (row) => (
			<span className="soft cut" title={reasonText(row.reason)}>
				{reasonText(row.reason)}
			</span>
		),
		fields: [{ id: "reason", type: "text", value: (row) => row.reason }],
	},
	instant("mayPassAt", { label: "May pass", about: "From when on an attempt passes", hidden: true }),
	{
		id: "nextTry",
		label: "Next try",
		about: "When the sender is expected again, as its kind retries",
		right: true,
		width: 100,
		hidden: true,
		cell: (row, now) => <Instant at={row.nextTry?.from ?? null} now={now} />,
		fields: [
			{ id: "nextTryFromAt", type: "instant", value: (row) => row.nextTry?.from ?? null },
			{ id: "nextTryToAt", type: "instant", value: (row) => row.nextTry?.to ?? null },
			{ id: "nextTryBasis", type: "text", value: (row) => row.nextTry?.basis ?? null },
		],
	},
	instant("passedAt", { label: "Passed", about: "When it passed", hidden: true }),
	instant("expiresAt", { label: "Expires", about: "When it is forgotten, unless it is tried again", hidden: true }),
	seconds("ourDelaySeconds", { label: "Ours", about: "Delay that we asked for" }),
	seconds("theirDelaySeconds", { label: "Theirs", about: "Delay that the sender added" }),
	text("helo", { label: "HELO", about: "What the client called itself" }),
	text("clientName", { label: "Client name", about: "Verified name of the client" }),
	text("clientKey", { label: "Client key", about: "What counts as the same client: its domain or network" }),
	text("senderKey", { label: "Sender key", about: "What counts as the same sender" }),
	text("outcome", {
		label: "Outcome",
		about: "Whether the client was told what we answered, as far as a mail log tells",
	}),
	text("stage", { label: "Stage", about: "RCPT or DATA: where the attempt was decided" }),
	{
		id: "approval",
		label: "Approved until",
		about: "Until when an operator lets it pass",
		right: true,
		width: 110,
		hidden: true,
		cell: (row, now) => <Instant at={row.approval?.untilAt ?? null} now={now} />,
		fields: [
			{ id: "approvedBy", type: "text", value: (row) => row.approval?.actionId ?? null },
			{ id: "approvedUntilAt", type: "instant", value: (row) => row.approval?.untilAt ?? null },
		],
	},
	text("id", { label: "Id", about: "Of the triplet, as the command and links name it" }),
];
