/** A second window of the same desk: a code from the desk, and the address that carries it. */
import type { Answered, Send } from "../../shared/protocol/client.ts";
import { anotherCode } from "../../shared/protocol/desk.ts";
import { ask } from "./ask.ts";

/** Null where the desk gives none: its door needs none, or it does not answer. */
export async function codeForWindow(desk: Send): Promise<string | null> {
	const answer = await ask(desk, anotherCode);
	return answer.ok ? answer.value.code : null;
}

export interface WindowAddress {
	readonly url: string;
	/** How long it may be used. */
	readonly seconds: number;
}

/** An address of this desk that works once. */
export async function addressForWindow(desk: Send, place: Location): Promise<Answered<WindowAddress>> {
	const answer = await ask(desk, anotherCode);
	if (!answer.ok) return answer;
	const { code, seconds } = answer.value;
	return { ok: true, value: { url: `${place.origin}${place.pathname}#code=${code}`, seconds } };
}
