/**
 * Who may use the desk in browser mode. The address carries a single-use code (192 bits, in the fragment, which no
 * browser sends and no log keeps); the page trades it for a token that it sends as a bearer header. Other users of this
 * machine can reach the loopback port; without the token they get nothing. A page that is in may ask for another code,
 * for another window.
 *
 * The desk keeps the token in memory only: it ends with the desk. The page may keep it in the `sessionStorage` of its
 * tab, so that a reload works: that storage belongs to one tab and to this origin (port included), ends with the tab, and
 * only our own scripts run there (strict CSP). A cookie would be sent by other pages too; a code that works twice would
 * be worth stealing from the history of the browser.
 */

import { randomBytes, timingSafeEqual } from "node:crypto";
import type { Answered } from "../../shared/protocol/client.ts";
import { refuse } from "../../shared/protocol/refusal.ts";
import { starts } from "../../shared/protocol/start-again.ts";

export const CODE_SECONDS = 30;
const BYTES = 24;
/** Codes that wait to be used, and used ones that are still told from wrong ones: the oldest go first. */
const MOST_CODES = 64;

export interface Session {
	/** To be put into the address, after `#code=`. */
	readonly code: string;
	/** Nothing opened the address: its code is good until somebody uses it. */
	untilUsed(): void;
	/** One more code, good for CODE_SECONDS. Only for who is in already: the guard sees to that. */
	another(): string;
	exchange(code: string): Answered<{ readonly token: string }>;
	/** Whether this `Authorization` header opens the desk. */
	opens(header: string | null): boolean;
}

interface Code {
	readonly text: string;
	readonly madeAt: number;
	/** Seconds it may be used; null: until it is. */
	lives: number | null;
	used: boolean;
}

/** `monotonic` counts milliseconds; `lives` is how many seconds the first code may be used, null: until it is. */
export function createSession(monotonic: () => number, lives: number | null): Session {
	const token = randomBytes(BYTES).toString("base64url");
	const codes: Code[] = [];
	const make = (seconds: number | null): Code => {
		const made = { text: randomBytes(BYTES).toString("base64url"), madeAt: monotonic(), lives: seconds, used: false };
		codes.push(made);
		if (codes.length > MOST_CODES) codes.shift();
		return made;
	};
	const first = make(lives);
	return {
		code: first.text,
		untilUsed() {
			first.lives = null;
		},
		another: () => make(CODE_SECONDS).text,
		exchange(given) {
			const code = codes.find((one) => same(given, one.text));
			if (code === undefined) return refuse(401, `This code is not right: start ${starts} again for a new address`);
			if (code.used) return refuse(401, `This address was used already: start ${starts} again for a new one`);
			if (code.lives !== null && monotonic() - code.madeAt > code.lives * 1000) {
				const late = `This address was good for ${code.lives} seconds`;
				return refuse(401, `${late}: start ${starts} again for a new one`);
			}
			code.used = true;
			return { ok: true, value: { token } };
		},
		opens(header) {
			const given = /^Bearer ([\w-]{1,128})$/.exec(header ?? "")?.[1];
			return given !== undefined && same(given, token);
		},
	};
}

function same(given: string, right: string): boolean {
	const a = Buffer.from(given);
	const b = Buffer.from(right);
	return a.length === b.length && timingSafeEqual(a, b);
}
