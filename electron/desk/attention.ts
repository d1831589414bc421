/**
 * What a postmaster wants to know without looking at the window: how many mails wait, and, as notices, that an engine
 * lets everything pass for its own trouble, that a host is gone, that mail is stuck. Sample traffic raises no notice.
 * Each is told once, and again only after it was over (stuck mail: when there is more of it).
 */
import { call } from "../../shared/protocol/client.ts";
import type { Host } from "../../shared/protocol/desk.ts";
import type { Tick } from "../../shared/protocol/stream.ts";
import { listTriplets } from "../../shared/protocol/triplet-routes.ts";
import { sendTo } from "./check-host.ts";
import type { Hosts } from "./hosts.ts";
import { asTick } from "./merge-ticks.ts";
import { whyNotPass } from "./pass-all.ts";

/** A daemon that is started again is back within this time. */
const GONE_MS = 15_000;
const STUCK_EVERY_MS = 5 * 60_000;
/** Tried again and again for an hour, and still not passed: the sender does not keep to the rules, or we do not. */
export const STUCK_QUERY = "state:waiting age:>1h attempts:>=3";

export interface Notice {
	/** What it is about: told again it takes the place of the one before. */
	readonly key: string;
	readonly title: string;
	readonly body: string;
	/** The view that shows it. */
	readonly hash: string;
}

export interface HostFigures {
	readonly host: Host;
	readonly waiting: number;
	readonly passAllUntilAt: number | null;
	/** Why the person may not let everything pass there; null where they may. */
	readonly whyNot: string | null;
}

/** In one breath, for a tray. */
export function waitingWords(figures: readonly HostFigures[]): string {
	if (figures.length === 0) return "no host answers";
	return `${figures.reduce((sum, { waiting }) => sum + waiting, 0)} waiting`;
}

export interface Attention {
	/** Of each host that is live. */
	figures(): readonly HostFigures[];
	close(): void;
}

export interface AttentionParts {
	readonly hosts: Pick<Hosts, "list" | "find" | "listen">;
	readonly notify: (notice: Notice) => void;
	/** The trouble of this key is over. True where nobody was told of it yet. */
	readonly mended: (key: string) => boolean;
	/** The figures may have changed. */
	readonly onFigures: () => void;
	/** Milliseconds; handed in by tests that will not wait. */
	readonly patience?: { readonly gone: number; readonly stuckEvery: number };
}

export function watchAttention(parts: AttentionParts): Attention {
	const { hosts, notify, mended } = parts;
	const patience = parts.patience ?? { gone: GONE_MS, stuckEvery: STUCK_EVERY_MS };
	const ticks = new Map<string, Tick>();
	const open = new Set<string>();
	const goneTimers = new Map<string, NodeJS.Timeout>();
	const wasLive = new Set<string>();
	const toldGone = new Set<string>();
	const readOnly = new Map<string, boolean>();
	const whyNot = new Map<string, string | null>();
	const toldStuck = new Map<string, number>();

	const named = (id: string) => hosts.list().find((host) => host.id === id);
	const watch = (id: string) => `#/watch?host=${encodeURIComponent(id)}`;

	const hear = (id: string, tick: Tick) => {
		ticks.set(id, tick);
		const host = named(id);
		if (host === undefined || host.kind === "sample") return;
		if (!tick.open) {
			if (open.delete(id)) mended(`open:${id}`);
		} else if (!open.has(id)) {
			open.add(id);
			const body =
				"Its journal cannot be written, so every mail passes until that is mended. Open Greydesk for the reason.";
			notify({ key: `open:${id}`, title: `${host.name} lets everything pass`, body, hash: watch(id) });
		}
	};
	const learnRights = (host: Host) => {
		const socket = hosts.find(host.id)?.socket;
		if (socket === undefined) return;
		void whyNotPass(host, socket).then((why) => {
			whyNot.set(host.id, why);
			parts.onFigures();
		});
	};
	const back = (host: Host) => {
		wasLive.add(host.id);
		learnRights(host);
		clearTimeout(goneTimers.get(host.id));
		goneTimers.delete(host.id);
		if (!toldGone.delete(host.id) || mended(`gone:${host.id}`)) return;
		const body = "Its figures go on from here; a gap in the chart is the time it was gone.";
		notify({ key: `gone:${host.id}`, title: `${host.name} answers again`, body, hash: watch(host.id) });
	};
	const tellGone = (id: string) => {
		const now = named(id);
		if (now?.link !== "gone") return;
		wasLive.delete(id);
		toldGone.add(id);
		const body = now.problem === null ? "It is tried again." : `${now.problem.words} ${now.problem.mend}`;
		notify({ key: `gone:${id}`, title: `${now.name} does not answer`, body, hash: watch(id) });
	};
	const see = (host: Host) => {
		if (host.kind === "sample" && host.link !== "live") return;
		if (host.link === "live") {
			if (!wasLive.has(host.id) || goneTimers.has(host.id)) back(host);
			else if (readOnly.get(host.id) !== host.readOnly) learnRights(host);
			readOnly.set(host.id, host.readOnly);
		} else if (host.link === "gone" && wasLive.has(host.id) && !goneTimers.has(host.id))
			goneTimers.set(
				host.id,
				setTimeout(() => tellGone(host.id), patience.gone),
			);
	};
	const lookForStuck = async (host: Host) => {
		const socket = hosts.find(host.id)?.socket;
		if (host.link !== "live" || host.kind === "sample" || socket === undefined) return;
		const answer = await call(sendTo(socket), listTriplets, { query: { q: STUCK_QUERY, limit: 1 } });
		const count = answer.ok ? answer.value.total.value : 0;
		if (count > (toldStuck.get(host.id) ?? 0)) {
			const body = "Tried three times or more for over an hour, and not passed yet.";
			const hash = `#/triplets?host=${encodeURIComponent(host.id)}&q=${encodeURIComponent(STUCK_QUERY)}`;
			notify({
				key: `stuck:${host.id}`,
				title: `${count} ${count === 1 ? "mail is" : "mails are"} stuck on ${host.name}`,
				body,
				hash,
			});
		}
		toldStuck.set(host.id, count);
	};
	const stuckTimer = setInterval(() => {
		// A host that does not answer is told by its link.
		for (const host of hosts.list()) lookForStuck(host).catch(() => undefined);
	}, patience.stuckEvery);

	const stop = hosts.listen({
		onFrame(id, frame) {
			const tick = frame.name === "tick" ? asTick(frame.frame) : null;
			if (tick === null) return;
			hear(id, tick);
			parts.onFigures();
		},
		onHosts() {
			for (const host of hosts.list()) see(host);
			parts.onFigures();
		},
	});
	return {
		figures: () =>
			hosts.list().flatMap((host) => {
				const tick = ticks.get(host.id);
				if (tick === undefined || host.link !== "live") return [];
				const why = whyNot.has(host.id) ? (whyNot.get(host.id) ?? null) : "not known yet";
				return [{ host, waiting: tick.triplets.waiting, passAllUntilAt: tick.passAllUntilAt, whyNot: why }];
			}),
		close() {
			stop();
			clearInterval(stuckTimer);
			for (const timer of goneTimers.values()) clearTimeout(timer);
		},
	};
}
