/**
 * The way out of the app: while a Postfix relies on its engine, the person is asked first, with what will happen to the
 * mail; then everything is ended in order, once, however often and by whatever it is asked for.
 */
import { durationWords } from "../../shared/base/duration.ts";
import { call } from "../../shared/protocol/client.ts";
import { status } from "../../shared/protocol/system-routes.ts";
import { type Box, type ShowBox, told } from "./boxes.ts";
import { sendTo } from "./check-host.ts";
import type { Launch } from "./launch.ts";

/** A Postfix that asked within this time will ask again. */
const RELIES_SECONDS = 3600;

export interface Leaving {
	/** By a person, who may change their mind. */
	ask(): Promise<void>;
	/** By a signal: nobody is there to be asked. */
	close(): Promise<void>;
	/** Whether all is ended, and the app may go. */
	isOver(): boolean;
}

export interface LeavingParts {
	/** Null: nobody is to be asked. */
	readonly question: () => Promise<Box | null>;
	readonly mayGo: (question: Box) => Promise<boolean>;
	readonly end: () => Promise<void>;
	/** Called when all is ended. */
	readonly over: () => void;
}

export function createLeaving(parts: LeavingParts): Leaving {
	let state: "here" | "asking" | "closing" | "over" = "here";
	const close = async () => {
		if (state === "closing" || state === "over") return;
		state = "closing";
		await parts.end();
		state = "over";
		parts.over();
	};
	return {
		close,
		isOver: () => state === "over",
		async ask() {
			if (state !== "here") return;
			state = "asking";
			const question = await parts.question();
			const goes = question === null || (await parts.mayGo(question));
			// A signal may have come meanwhile.
			if (state !== "asking") return;
			if (goes) await close();
			else state = "here";
		},
	};
}

/** Null: nobody relies on the daemon of this socket, or it does not answer. */
export async function askedBeforeLeaving(socket: string): Promise<Box | null> {
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

export function leavingQuestion(secondsAgo: number): Box {
	return {
		kind: "question",
		buttons: ["Stay", "Install as a Service, Then Quit", "Quit"],
		title: `A Postfix asked this engine ${secondsAgo < 2 ? "just now" : `${durationWords(secondsAgo)} ago`}`,
		detail:
			"It ends with the app. Mail is then not greylisted: it passes undelayed, where the check in Postfix says " +
			"default_action=DUNNO, as the recipe here does; without it Postfix answers 451 until the engine is back. " +
			"Installed as a service, the engine goes on without this window.",
	};
}

/** The answer to that question: whether the app may go. `service` installs it, and says in words how that went. */
export async function mayLeave(question: Box, show: ShowBox, service: () => Promise<Said>): Promise<boolean> {
	const button = await show(question);
	if (button !== 1) return button === 2;
	const { words, done } = await service();
	await show(told(done ? "info" : "error", done ? "The service is installed" : "No service was installed", words));
	return done;
}

export interface Said {
	readonly words: string;
	readonly done: boolean;
}

const MOST_WORDS = 4000;

/** Runs a program of ours to its end: all it said, and whether it ended well. */
export function runToEnd(launch: Launch, program: readonly string[]): Promise<Said> {
	const child = launch(program);
	let words = "";
	const hear = (part: Buffer) => {
		words = (words + part.toString()).slice(0, MOST_WORDS);
	};
	child.output?.on("data", hear);
	child.errors?.on("data", hear);
	return new Promise((resolve) => child.onEnd((how) => resolve({ words, done: how === "ended with status 0" })));
}
