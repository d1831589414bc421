/** The policy listeners of one daemon together: opened, changed by a new configuration, closed. */
import { type Address, isLoopback, writeAddress } from "./listeners/address.ts";
import type { ListenerParts } from "./listeners/listener-parts.ts";
import {
	type ListenerStatistics,
	listenForPolicy,
	type PolicyListener,
	tryAddress,
} from "./listeners/policy-listener.ts";

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
	close(): Promise<void>;
}

interface Port {
	readonly wanted: string;
	readonly listener: PolicyListener;
}

/** Throws, in words, where a port is taken or may not be listened on; nothing stays open. */
export async function checkPolicyPorts(policy: readonly Address[]): Promise<void> {
	for (const address of policy) if (address.kind === "tcp" && address.port !== 0) await tryAddress(address);
}

/** Opens all; throws, in words, where one cannot be opened, and closes the others again. */
export async function openPolicyPorts(wish: PolicyWish, parts: ListenerParts): Promise<PolicyPorts> {
	let ports: readonly Port[] = [];

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
		async close() {
			await Promise.all(ports.map((port) => port.listener.close()));
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

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
