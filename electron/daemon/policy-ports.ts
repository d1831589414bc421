/** The policy listeners of one daemon together: opened, changed by a new configuration, closed. */
import type { Alerts } from "./alerts.ts";
import { type Address, isLoopback, writeAddress } from "./listeners/address.ts";
import type { Limits } from "./listeners/limits.ts";
import type { ListenerParts } from "./listeners/listener-parts.ts";
import { type ListenerStatistics, listenForPolicy, type PolicyListener } from "./listeners/policy-listener.ts";

export interface PolicyWish {
	readonly policy: readonly Address[];
	readonly allow: readonly string[];
}

export interface PolicyPorts {
	addresses(): readonly string[];
	statistics(): readonly ListenerStatistics[];
	settleAll(): void;
	/** Opens what is new, closes what is gone; what cannot be opened is logged and the rest goes on. */
	change(wish: PolicyWish): Promise<void>;
	/** Raises or clears the alert of the connection limit. */
	look(alerts: Alerts): void;
	close(): Promise<void>;
}

interface Port {
	readonly wanted: string;
	readonly listener: PolicyListener;
}

/** An alert of the limit stands until no connection was dropped for so many looks. */
const CALM_LOOKS = 60;

/** Opens all; throws, in words, where one cannot be opened, and closes the others again. */
export async function openPolicyPorts(wish: PolicyWish, parts: ListenerParts): Promise<PolicyPorts> {
	let ports: readonly Port[] = [];
	let droppedBefore = 0;
	let calm = 0;

	async function open(address: Address, allow: readonly string[]): Promise<Port> {
		checkAllowed(address, allow);
		return { wanted: writeAddress(address), listener: await listenForPolicy(address, allow, parts) };
	}

	try {
		for (const address of wish.policy) ports = [...ports, await open(address, wish.allow)];
	} catch (error) {
		await Promise.all(ports.map((port) => port.listener.close()));
		throw error;
	}

	async function change(next: PolicyWish): Promise<void> {
		const wanted = new Set(next.policy.map(writeAddress));
		const kept = ports.filter((port) => wanted.has(port.wanted));
		const gone = ports.filter((port) => !wanted.has(port.wanted));
		for (const port of kept) port.listener.allow(next.allow);
		ports = kept;
		await Promise.all(gone.map((port) => port.listener.close()));
		const there = new Set(kept.map((port) => port.wanted));
		for (const address of next.policy.filter((candidate) => !there.has(writeAddress(candidate)))) {
			try {
				ports = [...ports, await open(address, next.allow)];
			} catch (error) {
				parts.log.error("a policy listener could not be opened", { why: wordsOf(error) });
			}
		}
	}

	return {
		addresses: () => ports.map((port) => port.listener.address),
		statistics: () => ports.map((port) => port.listener.statistics()),
		settleAll() {
			for (const port of ports) port.listener.settleAll();
		},
		change,
		look(alerts) {
			const dropped = parts.pool.dropped();
			calm = dropped > droppedBefore ? 0 : calm + 1;
			droppedBefore = dropped;
			if (calm === 0) alerts.raise("connections-at-limit", limitWords(parts.limits));
			else if (calm >= CALM_LOOKS) alerts.clear("connections-at-limit");
		},
		async close() {
			await Promise.all(ports.map((port) => port.listener.close()));
			parts.pool.close();
		},
	};
}

/** A laptop must not decide for a mail server by accident: who may ask from elsewhere has to be written down. */
function checkAllowed(address: Address, allow: readonly string[]): void {
	if (address.kind === "unix" || isLoopback(address.host) || allow.length > 0) return;
	throw new Error(
		`${writeAddress(address)} can be reached from other machines; name the networks that may ask ` +
			'in the config file ([policy] allow = ["192.0.2.0/24"]), or listen on 127.0.0.1.',
	);
}

function limitWords({ connections }: Limits): string {
	return (
		`All ${connections} connections of the policy port are in use; the longest idle are closed for new ones. ` +
		"Raise ulimit -n and [policy] connections, or lower the number of Postfix's smtpd processes."
	);
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
