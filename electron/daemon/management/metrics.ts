/**
 * `GET /metrics`: the daemon's figures in Prometheus' text format (0.0.4), by its conventions: `greydesk_` before,
 * base units, `_total` behind what only grows. Labels hold words of ours and the operator's own addresses, never text
 * from mail. What the journal counts goes on over restarts.
 * One registry a daemon: the library's own is global to the process.
 */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { counterNames } from "../../../shared/policy/counters.ts";
import { passAllUntil } from "../../../shared/policy/policy.ts";
import type { ManagementParts, Metrics } from "./contract.ts";
import { tripletCounts } from "./triplet-counts.ts";

/** Seconds; a decision takes some ten microseconds, a slow disk shows in the last ones. */
const BUCKETS = [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.01, 0.1, 1, 10];

export function createMetrics(): Metrics {
	const registry = new Registry();
	const kinds = { gauge: gaugesOf(registry), counter: countersOf(registry) };
	const duration = new Histogram({
		name: "greydesk_decision_duration_seconds",
		help: "From a policy request to its answer, of one request in 64",
		buckets: BUCKETS,
		registers: [registry],
	});
	return {
		contentType: registry.contentType,
		observe: (seconds) => duration.observe(seconds),
		text(parts) {
			setMail(parts, kinds);
			setPorts(parts, kinds);
			setState(parts, kinds);
			setHealth(parts, kinds);
			setDns(parts, kinds);
			return registry.metrics();
		},
	};
}

type Figures = Omit<ManagementParts, "metrics">;

interface Kinds {
	readonly gauge: ReturnType<typeof gaugesOf>;
	readonly counter: ReturnType<typeof countersOf>;
}

function gaugesOf(registry: Registry) {
	const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
		new Gauge<L>({ name, help, labelNames, registers: [registry] });
	return {
		triplets: gauge("greydesk_triplets", "Triplets in memory", "state"),
		enforcing: gauge("greydesk_enforcing", "1: what is new is deferred; 0: shadow mode"),
		passAll: gauge("greydesk_pass_all", "1 while an operator lets everything pass"),
		journalBytes: gauge("greydesk_journal_bytes", "Size of the journal on the disk"),
		open: gauge("greydesk_open", "1 while the journal cannot be written, and all mail passes unrecorded"),
		syncedAt: gauge("greydesk_journal_last_sync_timestamp_seconds", "When the disk last confirmed the journal"),
		historyUp: gauge("greydesk_history_up", "1: lists and charts can be answered"),
		lagEvents: gauge("greydesk_history_lag_events", "Events the history has not read yet"),
		lagSeconds: gauge("greydesk_history_lag_seconds", "Age of the oldest event the history has not read yet"),
		alert: gauge("greydesk_alert", "1 for each alert that is raised", "id"),
		alerts: gauge("greydesk_alerts", "How many alerts are raised"),
		connections: gauge("greydesk_policy_connections", "Open connections of mail servers", "listener"),
		askedAt: gauge("greydesk_policy_last_request_timestamp_seconds", "When a mail server last asked", "listener"),
		readers: gauge("greydesk_stream_readers", "Open event streams"),
		build: gauge("greydesk_build_info", "1, with the version that runs", "version", "node"),
		startedAt: gauge("greydesk_start_time_seconds", "When the daemon was started"),
		uptime: gauge("greydesk_uptime_seconds", "For how long the daemon has run"),
		clock: gauge("greydesk_clock_timestamp_seconds", "The clock by which the daemon decides"),
		dnsUp: gauge("greydesk_dns_up", "1: our DNS resolver answers; no value: nothing was asked of it"),
		badLists: gauge("greydesk_dns_unbelieved_lists", "DNS lists that cannot be believed"),
		memory: gauge("process_resident_memory_bytes", "Resident memory of the daemon"),
	};
}

function countersOf(registry: Registry) {
	const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
		new Counter<L>({ name, help, labelNames, registers: [registry] });
	return {
		decisions: counter("greydesk_decisions_total", "Mail asked for, since the journal began", "outcome", "reason"),
		expired: counter("greydesk_expired_triplets_total", "Triplets whose retry window ended unused", "reason"),
		ignored: counter("greydesk_ignored_deferrals_total", "Deferrals after which the client went on all the same"),
		evicted: counter("greydesk_evicted_triplets_total", "Waiting mails forgotten to make room, since the start"),
		incomplete: counter("greydesk_incomplete_requests_total", "Policy requests that were no whole question"),
		requests: counter("greydesk_policy_requests_total", "Policy requests, since the start", "listener"),
		dns: counter("greydesk_dns_questions_total", "Questions to the DNS, since the start", "outcome"),
		refused: counter("greydesk_policy_refused_connections_total", "Connections from who may not ask", "listener"),
	};
}

function setMail({ ledger, decider, evicted }: Figures, { counter }: Kinds): void {
	const counts = ledger.counters();
	for (const one of [counter.decisions, counter.expired, counter.ignored, counter.incomplete, counter.evicted])
		one.reset();
	for (const name of counterNames) {
		const [, outcome = "", reason = ""] = /^(deferred|passed|expired)([A-Z]\w*)$/.exec(name) ?? [];
		if (outcome === "expired") counter.expired.inc({ reason: kebab(reason) }, counts[name]);
		else if (outcome !== "") counter.decisions.inc({ outcome, reason: kebab(reason) }, counts[name]);
	}
	counter.ignored.inc(counts.ignoredDeferral);
	counter.incomplete.inc(decider.incompleteCount());
	counter.evicted.inc(evicted());
}

/** `AfterDelay` → `after-delay`, as events name their reason. */
function kebab(name: string): string {
	return name.replace(/[A-Z]/g, (letter, at) => `${at === 0 ? "" : "-"}${letter.toLowerCase()}`);
}

function setPorts({ listeners }: Figures, { gauge, counter }: Kinds): void {
	for (const one of [gauge.connections, gauge.askedAt, counter.requests, counter.refused]) one.reset();
	for (const { address: listener, connections, requests, refused, lastAskedAt } of listeners()) {
		gauge.connections.set({ listener }, connections);
		counter.requests.inc({ listener }, requests);
		counter.refused.inc({ listener }, refused);
		// Never since the start: no value, rather than 1970.
		if (lastAskedAt !== null) gauge.askedAt.set({ listener }, lastAskedAt / 1000);
	}
}

function setState({ ledger, clock, identity, events }: Figures, { gauge }: Kinds): void {
	const { policy } = ledger.state;
	for (const [state, count] of Object.entries(tripletCounts(ledger.state))) gauge.triplets.set({ state }, count);
	gauge.enforcing.set(policy.settings.mode === "enforce" ? 1 : 0);
	gauge.passAll.set(passAllUntil(policy, clock.now()) === null ? 0 : 1);
	gauge.build.set({ version: identity.version, node: process.versions.node }, 1);
	gauge.startedAt.set(identity.startedAt / 1000);
	gauge.uptime.set((clock.now() - identity.startedAt) / 1000);
	gauge.clock.set(clock.now() / 1000);
	gauge.memory.set(process.memoryUsage.rss());
	gauge.readers.set(events.readers());
}

function setDns({ resolver }: Figures, { gauge, counter }: Kinds): void {
	const { state, questions, cached, lists } = resolver();
	counter.dns.reset();
	for (const [outcome, count] of Object.entries({ ...questions, cached })) counter.dns.inc({ outcome }, count);
	gauge.dnsUp.remove();
	if (state !== "unused") gauge.dnsUp.set(state === "up" ? 1 : 0);
	gauge.badLists.set(lists.length);
}

function setHealth({ ledger, history, alerts }: Figures, { gauge }: Kinds): void {
	const health = ledger.health();
	gauge.open.set(health.open ? 1 : 0);
	gauge.journalBytes.set(health.journalBytes);
	gauge.syncedAt.set(health.lastSyncAt / 1000);
	const position = history?.position() ?? null;
	gauge.historyUp.set(position !== null && position.problem === null ? 1 : 0);
	// Unknown is no value, not 0.
	gauge.lagEvents.remove();
	gauge.lagSeconds.remove();
	if (position !== null) {
		gauge.lagEvents.set(Math.max(0, ledger.head().seq - position.seq));
		gauge.lagSeconds.set(position.behindSeconds);
	}
	const raised = alerts();
	gauge.alert.reset();
	for (const { id } of raised) gauge.alert.set({ id }, 1);
	gauge.alerts.set(raised.length);
}
