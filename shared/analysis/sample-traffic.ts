/**
 * Sample traffic as a model: who tries what at which moment of the host's clock, given what was answered. Pure and
 * repeatable: the same seed, beginning and answers give the same traffic, in whatever order the answers come. The
 * scheduler that plays it stands at the rim (electron/cli/sample/player.ts). Memory is bounded by the schedules:
 * every sender gives up in the end.
 */
import { type Random, seededRandom, subSeed, whole } from "../base/random.ts";
import type { Schedule } from "./retry-schedules.ts";
import type { SampleHost } from "./sample-hosts.ts";
import type { SampleMessage } from "./sample-mail.ts";
import { type SenderClass, senderClasses } from "./sample-senders.ts";

/** One connection of a client: one message, the recipients that still wait. */
export interface SampleTry {
	readonly at: number;
	/** Id of the sender class. */
	readonly sender: string;
	/** From 1. */
	readonly made: number;
	/** Number of the message. */
	readonly number: number;
	readonly host: SampleHost;
	readonly message: SampleMessage;
	readonly recipients: readonly string[];
}

export interface SampleTraffic {
	/** When something is due next, in epoch milliseconds of the host. */
	nextAt(): number;
	/** Everything due until then, in order; each must be answered. */
	due(until: number): readonly SampleTry[];
	/** `waiting`: the recipients that were deferred; none: this message is done. */
	answered(what: SampleTry, waiting: readonly string[]): void;
	/** Messages that will come back. */
	pending(): number;
}

export interface TrafficOptions {
	readonly seed: number;
	/** Beginning, in epoch milliseconds of the host. */
	readonly startAt: number;
	/** Seconds at the beginning in which every class appears and mail comes ten times as dense. */
	readonly burstSeconds: number;
	readonly classes?: readonly SenderClass[];
}

const BURST = 10;
const BUSIEST = 1.6;

type Due =
	| { readonly at: number; readonly kind: "batch"; readonly source: Source }
	| { readonly at: number; readonly kind: "try"; readonly letter: Letter };

interface Source {
	readonly sender: SenderClass;
	readonly random: Random;
}

interface Letter {
	readonly number: number;
	readonly sender: SenderClass;
	readonly message: SampleMessage;
	readonly schedule: Schedule;
	readonly firstAt: number;
	made: number;
	waiting: readonly string[];
}

/** How busy a moment is, 1 on average: people write most before noon, least at night (UTC, wherever the host is). */
export function dayWave(at: number): number {
	const hour = (at / 3_600_000) % 24;
	return 1 + (BUSIEST - 1) * Math.cos(((hour - 11) / 24) * 2 * Math.PI);
}

export function createTraffic(options: TrafficOptions): SampleTraffic {
	const queue: Due[] = [];
	const burstEnd = options.startAt + options.burstSeconds * 1000;
	let numbers = 0;
	let pending = 0;

	function put(due: Due): void {
		let low = 0;
		let high = queue.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((queue[middle]?.at ?? 0) <= due.at) low = middle + 1;
			else high = middle;
		}
		queue.splice(low, 0, due);
	}

	/** A Poisson process of changing density, by thinning. */
	function arriveAfter(at: number, { sender, random }: Source): number {
		const usual = sender.perHour / 3_600_000;
		for (let next = at; ; ) {
			const most = usual * (sender.daily ? BUSIEST : 1) * (next < burstEnd ? BURST : 1);
			next -= Math.log(1 - random()) / most;
			const density = usual * (sender.daily ? dayWave(next) : 1) * (next < burstEnd ? BURST : 1);
			if (random() * most < density) return Math.round(next);
		}
	}

	function write(source: Source, at: number): void {
		const batch = source.sender.batch;
		const count = batch === null ? 1 : whole(source.random, batch.least, batch.most);
		for (let index = 0; index < count; index++) {
			const number = ++numbers;
			const random = seededRandom(subSeed(options.seed, 1000 + Math.floor(source.random() * 2 ** 31)));
			const message = source.sender.compose(random);
			const firstAt = at + (batch === null ? 0 : Math.round(random() * batch.spreadSeconds * 1000));
			const schedule = source.sender.schedule(random);
			const letter = {
				number,
				sender: source.sender,
				message,
				schedule,
				firstAt,
				made: 0,
				waiting: message.recipients,
			};
			put({ at: firstAt, kind: "try", letter });
		}
	}

	function attempt(letter: Letter, at: number): SampleTry {
		const { message, sender, number } = letter;
		const host = message.hosts[letter.made % message.hosts.length] ?? {
			client: "192.0.2.1",
			name: null,
			helo: "unknown",
		};
		letter.made++;
		letters.set(number, letter);
		return { at, sender: sender.id, made: letter.made, number, host, message, recipients: letter.waiting };
	}

	const letters = new Map<number, Letter>();
	(options.classes ?? senderClasses).forEach((sender, index) => {
		const source = { sender, random: seededRandom(subSeed(options.seed, index)) };
		const early = options.startAt + Math.round(source.random() * options.burstSeconds * 500);
		put({ at: early, kind: "batch", source });
	});

	return {
		nextAt: () => queue[0]?.at ?? Number.POSITIVE_INFINITY,
		pending: () => pending,
		due(until) {
			const tries: SampleTry[] = [];
			for (let next = queue[0]; next !== undefined && next.at <= until; next = queue[0]) {
				queue.shift();
				if (next.kind === "try") {
					if (next.letter.made > 0) pending--;
					tries.push(attempt(next.letter, next.at));
				} else {
					write(next.source, next.at);
					put({ at: arriveAfter(next.at, next.source), kind: "batch", source: next.source });
				}
			}
			return tries;
		},
		answered(what, waiting) {
			const letter = letters.get(what.number);
			letters.delete(what.number);
			if (letter === undefined || waiting.length === 0) return;
			letter.waiting = waiting;
			const after = letter.schedule(letter.made, (what.at - letter.firstAt) / 1000);
			if (after === null) return;
			pending++;
			put({ at: letter.firstAt + Math.round(after * 1000), kind: "try", letter });
		},
	};
}
