/** Who is there, how it is, and what it counts. Live figures come from memory, older ones from the history. */
import { passAllUntil } from "../../../shared/policy/policy.ts";
import { packOnHost } from "../../../shared/policy/provider-pack.ts";
import { pack } from "../../../shared/policy/providers/pack.ts";
import { problem } from "../../../shared/protocol/refusal.ts";
import { capabilities } from "../../../shared/protocol/route.ts";
import type { ManagementParts } from "./contract.ts";
import { asOf } from "./from-history.ts";
import type { HandlersOf } from "./handlers.ts";
import { recent } from "./recent-events.ts";
import { delays, statistics } from "./statistics.ts";
import { tripletCounts } from "./triplet-counts.ts";

const needHistory: readonly string[] = ["list", "history", "delays"];

export function systemHandlers(
	parts: ManagementParts,
): HandlersOf<"hello" | "status" | "alerts" | "acknowledgeAlert" | "healthz" | "statistics" | "delays" | "recent"> {
	const { ledger, clock, identity } = parts;
	return {
		hello: ({ caller }) => ({
			ok: true,
			value: {
				product: "greydesk",
				version: identity.version,
				contract: 1,
				engine: {
					kind: "decider",
					name: "greydesk",
					version: identity.version,
					mode: ledger.state.policy.settings.mode,
					sample: identity.sample,
				},
				capabilities: capabilities.filter((name) => parts.history !== null || !needHistory.includes(name)),
				role: caller.role,
				epoch: ledger.head().epoch,
				now: clock.now(),
				speed: clock.speed,
				host: identity.host,
			},
		}),
		status: () => ({ ok: true, value: statusOf(parts) }),
		alerts: () => ({ ok: true, value: { alerts: alertsOf(parts) } }),
		acknowledgeAlert: ({ params, caller }) => {
			const seen = parts.acknowledgeAlert(params.id, caller.who);
			if (seen !== null) return { ok: true, value: seen };
			return { ok: false, problem: problem(404, "No such alert is raised: it is over, or its name is another one") };
		},
		healthz: () => ({ ok: true, value: { status: ledger.health().open ? "open" : "ok" } }),
		statistics: ({ query }) => statistics(parts, query),
		delays: ({ query }) => delays(parts, query),
		recent: ({ query }) => recent(parts, query),
	};
}

function alertsOf(parts: ManagementParts) {
	return parts.alerts().map((alert) => ({ ...alert }));
}

function statusOf(parts: ManagementParts) {
	const { ledger, clock, identity } = parts;
	const health = ledger.health();
	const { policy } = ledger.state;
	return {
		now: clock.now(),
		startedAt: identity.startedAt,
		lastId: asOf(parts),
		mode: policy.settings.mode,
		passAllUntilAt: passAllUntil(policy, clock.now()),
		listeners: parts.listeners().map((listener) => ({ ...listener })),
		counters: { ...ledger.counters() },
		incomplete: parts.decider.incompleteCount(),
		triplets: tripletCounts(ledger.state),
		evicted: parts.evicted(),
		journal: {
			open: health.open,
			why: health.why,
			bytes: health.journalBytes,
			lastSyncAt: health.lastSyncAt,
			folder: identity.folder,
		},
		history: historyOf(parts),
		dns: resolverOf(parts),
		pack: packOf(parts),
		alerts: alertsOf(parts),
		memoryBytes: process.memoryUsage.rss(),
		readers: parts.events.readers(),
	};
}

function resolverOf({ resolver }: ManagementParts) {
	const { state, servers, questions, cached, lists } = resolver();
	return {
		state,
		servers: [...servers],
		questions: { ...questions },
		cached,
		lists: lists.map((list) => ({ ...list })),
	};
}

function packOf({ ledger, clock }: ManagementParts) {
	const { enabled, added, removed } = packOnHost(ledger.state.policy, pack, clock.now());
	return { date: pack.date, enabled, added: added.length, removed: removed.length };
}

function historyOf(parts: ManagementParts) {
	if (parts.history === null) return { behindEvents: 0, behindSeconds: 0, problem: "The history could not be opened" };
	const position = parts.history.position();
	return {
		behindEvents: Math.max(0, parts.ledger.head().seq - position.seq),
		behindSeconds: position.behindSeconds,
		problem: position.problem,
	};
}
