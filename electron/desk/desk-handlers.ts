/** The desk's own routes: the exchange of the code, the hosts, the sample. */
import type { deskRoutes, PageCommand } from "../../shared/protocol/desk.ts";
import { refuse } from "../../shared/protocol/refusal.ts";
import type { HandlerOf } from "../../shared/protocol/serving.ts";
import type { Hosts } from "./hosts.ts";
import type { OpenedFile } from "./mail-file.ts";
import type { Postfix } from "./postfix.ts";
import type { PreferenceFile } from "./preferences.ts";
import type { Sample } from "./sample.ts";
import { CODE_SECONDS, type Session } from "./session.ts";

export interface HandlerParts {
	readonly hosts: Hosts;
	/** `null` where the door itself knows who comes in (Electron). */
	readonly session: Session | null;
	readonly sample: Sample;
	/** Where the embedded daemon listens for policy requests; null while unknown. */
	readonly policyAddress: () => string | null;
	readonly postfix: () => Promise<Postfix | null>;
	readonly opened: OpenedFile;
	/** For a menu: what the page can do now. */
	readonly onAbilities: (can: ReadonlySet<PageCommand>) => void;
	readonly preferences: PreferenceFile;
}

/** Where the door itself knows who comes in, the page's token opens nothing and is asked of nobody. */
const NO_TOKEN = "not-asked";

export type DeskHandlers = { readonly [N in keyof typeof deskRoutes]: HandlerOf<(typeof deskRoutes)[N], null> };

export function deskHandlers(parts: HandlerParts): DeskHandlers {
	const { hosts, sample, session } = parts;
	return {
		exchange: ({ body }) => session?.exchange(body.code) ?? { ok: true, value: { token: NO_TOKEN } },
		anotherCode: () =>
			session === null
				? refuse(409, "The app has one window: for more of them run `greydesk open --browser`")
				: { ok: true, value: { code: session.another(), seconds: CODE_SECONDS } },
		listHosts: async () => {
			// First what takes its time: the list must not be older than what the stream has told meanwhile.
			const postfix = await parts.postfix();
			return { ok: true, value: { hosts: [...hosts.list()], policyAddress: parts.policyAddress(), postfix } };
		},
		addHost: ({ body }) => hosts.add(body),
		changeHost: async ({ params, body }) => {
			const changed = await hosts.change(params.id, body);
			return changed === null ? refuse(404, "This desk knows no such host") : { ok: true, value: changed };
		},
		removeHost: async ({ params }) => {
			const removed = await hosts.remove(params.id);
			if (removed) return { ok: true, value: { removed } };
			return refuse(404, "Only hosts that were added can be removed, and this one is not among them");
		},
		retryHost: ({ params }) => {
			hosts.retry(params.id);
			return { ok: true, value: { tried: hosts.find(params.id) !== null } };
		},
		playSample: async ({ body }) => {
			if (body.run) await sample.start();
			else await sample.stop();
			const host = hosts.list().find((each) => each.kind === "sample") ?? null;
			return { ok: true, value: { host } };
		},
		getPreferences: () => ({ ok: true, value: parts.preferences.get() }),
		putPreferences: async ({ body }) => {
			const changed = await parts.preferences.change(body);
			return changed.ok ? { ok: true, value: changed.value } : refuse(500, changed.problem);
		},
		openedFile: () => ({ ok: true, value: { file: parts.opened.get() } }),
		tellAbilities: ({ body }) => {
			parts.onAbilities(new Set(body.commands));
			return { ok: true, value: { heard: true } };
		},
		closeFile: () => ({ ok: true, value: { closed: parts.opened.close() } }),
	};
}
