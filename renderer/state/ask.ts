/** Asking a host or the desk: every failure becomes a problem with words, also where nothing answered. */

import type { z } from "zod";
import { type Answered, call, type Input, type Send } from "../../shared/protocol/client.ts";
import type { RouteParts } from "../../shared/protocol/route.ts";
import type { Problem } from "../../shared/protocol/shapes.ts";
import { starts } from "../../shared/protocol/start-again.ts";

/** A refusal on its way through TanStack Query, which knows errors only. */
export class Refusal extends Error {
	override readonly name = "Refusal";
	readonly problem: Problem;
	constructor(problem: Problem) {
		super(problem.detail);
		this.problem = problem;
	}
}

export async function ask<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	send: Send,
	route: RouteParts<P, Q, B, R>,
	input: Input<z.input<P>, z.input<Q>, z.input<B>> = {},
): Promise<Answered<z.infer<R>>> {
	try {
		return await call(send, route, input);
	} catch {
		return {
			ok: false,
			problem: {
				type: "about:blank",
				title: "The desk does not answer",
				status: 0,
				detail: `Is ${starts} still running? Start it again and use the address it gives.`,
			},
		};
	}
}

/** As `ask`, for queries: the value, or a thrown Refusal. */
export async function need<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
	send: Send,
	route: RouteParts<P, Q, B, R>,
	input: Input<z.input<P>, z.input<Q>, z.input<B>> = {},
): Promise<z.infer<R>> {
	const answer = await ask(send, route, input);
	if (!answer.ok) throw new Refusal(answer.problem);
	return answer.value;
}

export function problemOf(error: unknown): Problem {
	if (error instanceof Refusal) return error.problem;
	return {
		type: "about:blank",
		title: "This page has stumbled",
		status: 0,
		detail: `Reload it. (${error instanceof Error ? error.message : String(error)})`,
	};
}
