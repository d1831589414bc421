/**
 * What an operator's approval or purge would change, as drafts for the ledger: pure, nothing is done here. Row by row:
 * what cannot be done is said with its reason, the rest is done. Drafts hold at most 500 rows each and share one
 * action id. A plan that would change nothing is a problem.
 */

import { utcWords } from "../base/instant.ts";
import { lowerName, registeredDomain, withLowerDomain } from "../base/names.ts";
import { parseNetwork } from "../base/networks.ts";
import { bad, good, type Outcome } from "../base/outcome.ts";
import { approvalOver, approvalsOfPurged, grantsOf, standingFor } from "./approvals.ts";
import { type StillTrusted, stillTrusted } from "./auto-whitelist.ts";
import { approvableNetworks } from "./client-key.ts";
import type { ActionEvent, Approved, Purged, Who } from "./event.ts";
import { type Approval, approvalKey, type TripletRow } from "./rows.ts";
import { senderKeyOf } from "./sender-key.ts";
import type { Settings } from "./settings.ts";
import type { GreylistState } from "./state.ts";

export const ROWS_PER_DRAFT = 500;
const DAY_MS = 86_400_000;
/** An approval that never ends is a whitelist entry, and belongs there. */
const LONGEST_APPROVAL_MS = 60 * DAY_MS;

export interface Failed {
	readonly id: string;
	readonly why: string;
}

export interface Plan {
	readonly drafts: readonly ActionEvent[];
	/** Rows, or mails without a row, that change. */
	readonly count: number;
	readonly failed: readonly Failed[];
}

/** Who acts, and under which id. */
export interface Acting {
	readonly actionId: string;
	readonly who: Who;
	readonly why: string;
}

export interface ApproveOrder extends Acting {
	readonly ids: readonly string[];
	/** A mail that may never have been seen; `client` is an address, a network or a domain as the table shows it. */
	readonly mail: { readonly sender: string; readonly recipient: string; readonly client: string | null } | null;
	/** `null`: the end of the retry window; 24 hours where that is over, or the mail was never seen. */
	readonly untilAt: number | null;
}

type State = Readonly<GreylistState>;
interface Item {
	readonly row: TripletRow | null;
	readonly approval: Approval | null;
}

/** Errors: one sentence for the operator; nothing has changed then. */
export function planApprove(state: State, order: ApproveOrder, now: number): Outcome<Plan> {
	const plan = partApprove(state, order, now);
	return plan.ok ? planned(plan.value) : plan;
}

/** One part of an approval of many: there may be nothing in it that can be done. */
export function partApprove(state: State, order: ApproveOrder, now: number): Outcome<Plan> {
	if (order.untilAt !== null && order.untilAt <= now) return bad("That time is over already: give one that is to come");
	if (order.untilAt !== null && order.untilAt - now > LONGEST_APPROVAL_MS)
		return bad("An approval lasts 60 days at most: for longer, add a whitelist entry");
	const items: Item[] = [];
	const failed: Failed[] = [];
	const seen = new Set<string>();
	for (const id of new Set(order.ids)) {
		const row = state.triplets.get(id);
		const why = row === undefined ? "Not known (any more): it was forgotten or purged" : obstacle(state, row, now);
		if (row === undefined || why !== null) {
			failed.push({ id, why: why ?? "" });
			continue;
		}
		const untilAt = order.untilAt ?? (row.windowEndsAt > now ? row.windowEndsAt : now + DAY_MS);
		const approval = approvalFor(state, order, { mail: { ...row, clientKey: null }, now, untilAt });
		items.push({
			row: {
				...row,
				state: "approved",
				approvedBy: order.actionId,
				expiresAt: Math.max(row.expiresAt, approval.untilAt),
			},
			approval: seen.has(approval.key) ? null : approval,
		});
		seen.add(approval.key);
	}
	if (order.mail !== null) {
		const mail = mailOf(order.mail, state.policy.settings);
		if (!mail.ok) return mail;
		items.push({
			row: null,
			approval: approvalFor(state, order, { mail: mail.value, now, untilAt: order.untilAt ?? now + DAY_MS }),
		});
	}
	const drafts = chunks(items).map(
		(part): Approved => ({
			kind: "approved",
			...actionBase(order, now),
			rows: part.flatMap(({ row }) => row ?? []),
			approvals: part.flatMap(({ approval }) => approval ?? []),
		}),
	);
	return good({ drafts, count: items.length, failed });
}

/** Why a row cannot be approved; `null`: it can. */
function obstacle(state: State, row: TripletRow, now: number): string | null {
	if (row.state === "passed") {
		const when = row.passedAt === null ? "" : ` at ${utcWords(row.passedAt, now)}`;
		return `It has passed already${when}: nothing is in its way`;
	}
	if (row.state !== "approved") return null;
	const approval = standingFor(state, row, now);
	return approval === null ? null : `It is approved already, until ${utcWords(approval.untilAt, now)}`;
}

interface Wanted {
	readonly mail: Pick<Approval, "senderKey" | "recipient" | "clientKey">;
	readonly now: number;
	readonly untilAt: number;
}

/** As it stands after the order: over what others have approved of the same mail. */
function approvalFor({ approvals }: State, { actionId }: Acting, { mail, now, untilAt }: Wanted): Approval {
	const { senderKey, recipient, clientKey } = mail;
	const key = approvalKey(senderKey, recipient, clientKey);
	const standing = approvals.get(key);
	// An earlier part of this order has approved the mail, and mail may have used that.
	if (standing !== undefined && grantsOf(standing).some((grant) => grant.actionId === actionId)) return standing;
	const fresh = { key, actionId, senderKey, recipient, clientKey, at: now, untilAt, spentAt: null, spentBy: null };
	return approvalOver(standing, fresh, now);
}

/** A mail that somebody typed, as keys. */
function mailOf(
	{ sender, recipient, client }: NonNullable<ApproveOrder["mail"]>,
	settings: Settings,
): Outcome<Pick<Approval, "senderKey" | "recipient" | "clientKey">> {
	const from = bare(sender);
	const to = bare(recipient);
	if (from !== "" && !from.includes("@")) return bad("The sender must be a mail address, or <> for the null sender");
	if (!to.includes("@")) return bad("The recipient must be a mail address");
	const clientKey = client === null || client.trim() === "" ? good(null) : clientKeyFrom(client.trim(), settings);
	if (!clientKey.ok) return clientKey;
	const senderKey = senderKeyOf(from, settings.senderRules);
	return good({ senderKey, recipient: withLowerDomain(to), clientKey: clientKey.value });
}

function bare(address: string): string {
	return address.trim().replace(/^<(.*)>$/, "$1");
}

/** Refuses a network that no client is looked up by: such an approval would never let anything pass. */
function clientKeyFrom(client: string, settings: Settings): Outcome<string> {
	const network = parseNetwork(client);
	if (!network.ok) {
		const domain = registeredDomain(lowerName(client));
		return domain === null ? bad("The client must be an address, a network or a domain") : good(domain);
	}
	const { base, text } = network.value;
	if (text === base.text || approvableNetworks(base.text, settings).includes(text)) return good(text);
	const widths = base.groups === null ? "a /24" : "a /64 or /48";
	return bad(`An approval covers an address or ${widths} network: for another one, add a whitelist entry that ends`);
}

export interface PurgeOrder extends Acting {
	readonly ids: readonly string[];
	/** Forget, too, the auto-whitelists that would let their mail through. */
	readonly alsoAutoWhitelist?: boolean;
	/** Keys of auto-whitelists that earlier parts of this purge came upon; they are forgotten with its last part. */
	readonly trustedBefore?: readonly string[];
}

export interface PurgePlan extends Plan {
	/** What lets mail of these rows through unless it is forgotten with them. */
	readonly trusted: StillTrusted;
}

/** Forgets rows, so that their next attempt is new. Errors: none of them is known. */
export function planPurge(state: State, order: PurgeOrder, now: number): Outcome<PurgePlan> {
	const { trusted, ...part } = partPurge(state, order, now);
	const plan = planned(part);
	return plan.ok ? good({ ...plan.value, trusted }) : plan;
}

/** One part of a purge of many: there may be nothing in it that can be done. */
export function partPurge(state: State, order: PurgeOrder, now: number): PurgePlan {
	const rows: TripletRow[] = [];
	const failed: Failed[] = [];
	for (const id of new Set(order.ids)) {
		const row = state.triplets.get(id);
		if (row === undefined) failed.push({ id, why: "Not known (any more): it was forgotten or purged" });
		else rows.push(row);
	}
	const trusted = stillTrusted(state, rows, now);
	const keys = new Set([...(order.trustedBefore ?? []), ...trusted.rows.map(({ key }) => key)]);
	const gone = chunks(order.alsoAutoWhitelist ? [...keys].flatMap((key) => state.autoWhitelists.get(key) ?? []) : []);
	const parts = chunks(rows);
	const withdrawn = chunks(approvalsOfPurged(state, rows));
	const length = Math.max(parts.length, withdrawn.length, gone.length);
	const drafts = Array.from({ length }, (_, part) => {
		const autoWhitelists = gone[part];
		const base = { kind: "purged", ...actionBase(order, now) } as const;
		const draft: Purged = { ...base, rows: parts[part] ?? [], approvals: withdrawn[part] ?? [] };
		return autoWhitelists === undefined ? draft : { ...draft, autoWhitelists };
	});
	return { drafts, count: rows.length, failed, trusted };
}

export function actionBase({ actionId, who, why }: Acting, now: number) {
	return { at: now, actionId, who, why } as const;
}

export function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
	const parts: (readonly T[])[] = [];
	for (let at = 0; at < items.length; at += ROWS_PER_DRAFT) parts.push(items.slice(at, at + ROWS_PER_DRAFT));
	return parts;
}

/** A plan that would change nothing is a problem. */
export function planned({ drafts, count, failed }: Plan): Outcome<Plan> {
	if (drafts.length > 0) return good({ drafts, count, failed });
	const more = failed.length > 1 ? ` (and ${failed.length - 1} more)` : "";
	return bad(`${failed[0]?.why ?? "There is nothing to do: name at least one triplet or a mail"}${more}`);
}
