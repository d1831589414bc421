/**
 * The first word with a host that is added. A host key that is not known is told to be compared, and trusted when the
 * person comes back with its fingerprint; a key that has changed is never trusted by that.
 */
import type { Answered } from "../../shared/protocol/client.ts";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import type { HostAddress } from "../hosts/address.ts";
import type { SshTiming } from "../hosts/ssh-command.ts";
import { trustKey } from "../hosts/ssh-keys.ts";
import { HostTrouble } from "../hosts/trouble.ts";
import type { Hello, Reach } from "./reach.ts";
import { troubleProblem } from "./responses.ts";

export interface Stranger {
	readonly reach: Reach;
	readonly address: HostAddress;
	readonly timing: SshTiming;
}

/** Refusals: 409 where the key must be compared (first, or once more), 400 where the host cannot be used. */
export async function meet(
	{ reach, address, timing }: Stranger,
	fingerprint: string | undefined,
): Promise<Answered<Hello>> {
	const first = await hello(reach);
	if (first.ok) return first;
	const { trouble } = first;
	if (trouble.kind !== "unknown-key") return refusal(400, trouble);
	if (fingerprint === undefined || address.kind !== "ssh") return refusal(409, trouble);
	const trusted = await trustKey(address, timing, fingerprint);
	if (!trusted.ok) return { ok: false, problem: { ...refusal(409, trouble).problem, detail: trusted.problem } };
	const second = await hello(reach);
	return second.ok ? second : refusal(400, second.trouble);
}

async function hello(reach: Reach): Promise<{ ok: true; value: Hello } | { ok: false; trouble: Trouble }> {
	try {
		return { ok: true, value: await reach.greet() };
	} catch (error) {
		if (error instanceof HostTrouble) return { ok: false, trouble: error.trouble };
		throw error;
	}
}

function refusal(status: number, trouble: Trouble) {
	return { ok: false, problem: troubleProblem(status, trouble) } as const;
}
