/** Before the app ends: whether a Postfix relies on its engine, and what will happen to the mail. */
import { durationWords } from "../../shared/base/duration.ts";
import { call } from "../../shared/protocol/client.ts";
import { status } from "../../shared/protocol/system-routes.ts";
import { sendTo } from "./check-host.ts";

/** A Postfix that asked within this time will ask again. */
const RELIES_SECONDS = 3600;

export interface LeavingQuestion {
	readonly title: string;
	readonly detail: string;
}

/** Null: nobody relies on the daemon of this socket, or it does not answer. */
export async function askedBeforeLeaving(socket: string): Promise<LeavingQuestion | null> {
	try {
		const answer = await call(sendTo(socket), status);
		if (!answer.ok) return null;
		const { listeners, now } = answer.value;
		const last = Math.max(...listeners.map(({ lastAskedAt }) => lastAskedAt ?? 0), 0);
		const seconds = Math.max(0, Math.round((now - last) / 1000));
		return last === 0 || seconds > RELIES_SECONDS ? null : leavingQuestion(seconds);
	} catch {
		return null;
	}
}

export function leavingQuestion(secondsAgo: number): LeavingQuestion {
	return {
		title: `A Postfix asked this engine ${secondsAgo < 2 ? "just now" : `${durationWords(secondsAgo)} ago`}`,
		detail:
			"It ends with the app. Mail is then not greylisted: it passes undelayed, where the check in Postfix says " +
			"default_action=DUNNO, as the recipe here does; without it Postfix answers 451 until the engine is back. " +
			"Installed as a service, the engine goes on without this window.",
	};
}
