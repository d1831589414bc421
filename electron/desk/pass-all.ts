/** The switch of a tray that lets everything pass at a host for an hour: who may turn it, and what is asked before. */
import { call } from "../../shared/protocol/client.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import { passAll } from "../../shared/protocol/policy-routes.ts";
import { roleAllows } from "../../shared/protocol/route.ts";
import { hello } from "../../shared/protocol/system-routes.ts";
import { type Box, type ShowBox, told } from "./boxes.ts";
import { sendTo } from "./check-host.ts";
import type { KnownHost } from "./contract.ts";

const PASS_SECONDS = 3600;

/** Lets everything pass at a host for so long, or ends that (0). Resolves to the trouble in words, or null. */
async function letPass(socket: string, seconds: number): Promise<string | null> {
	try {
		const answer = await call(sendTo(socket), passAll, { body: { seconds, reason: "from the tray" } });
		return answer.ok ? null : answer.problem.detail;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** Why it cannot be turned here, in a word or two for a menu; null where it can. */
export async function whyNotPass(host: Pick<Host, "readOnly">, socket: string): Promise<string | null> {
	if (host.readOnly) return "read-only here";
	try {
		const answer = await call(sendTo(socket), hello);
		if (!answer.ok) return "it does not say what you may do";
		const { capabilities, engine, role } = answer.value;
		if (passAll.capability !== null && !capabilities.includes(passAll.capability)) return `${engine.name} cannot`;
		return roleAllows(role, passAll.role) ? null : `you are ${role} there`;
	} catch {
		return "it does not say what you may do";
	}
}

/** Asked before everything passes; ending it needs no question. */
function passQuestion(name: string): Box {
	const detail =
		"Nothing is deferred there for an hour, spam neither. It ends by itself, can be ended here before, and stands in " +
		"Activity.";
	const buttons = ["Cancel", "Let Everything Pass"] as const;
	return { kind: "question", title: `Let everything pass on ${name} for 60 minutes?`, detail, buttons: [...buttons] };
}

/** Of `hosts`, the one of this id. */
export interface PassSwitch {
	readonly hosts: { find(id: string): Pick<KnownHost, "name" | "socket" | "readOnly"> | null };
	readonly id: string;
	readonly on: boolean;
}

/** Turns the switch once the person has said so; trouble is told to them. False where nothing came of it. */
export async function turnPass({ hosts, id, on }: PassSwitch, show: ShowBox): Promise<boolean> {
	const asked = hosts.find(id);
	if (asked === null || (on && (await show(passQuestion(asked.name))) !== 1)) return false;
	// While the question stood, the host may have been removed or made read-only.
	const host = hosts.find(id);
	if (host === null) return false;
	const trouble = host.readOnly
		? "It is read-only on this desk: nothing was done."
		: await letPass(host.socket, on ? PASS_SECONDS : 0);
	if (trouble !== null) await show(told("error", `Not switched on ${host.name}`, trouble));
	return trouble === null;
}
