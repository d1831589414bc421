/** Takes the time of one question in 64: the others pay one addition. */
import type { Responder } from "./responder.ts";

const EVERY = 64;

/** `tell` gets seconds, after the answer was given. */
export function sampled(responder: Responder, tell: (seconds: number) => void): Responder {
	let asked = 0;
	return {
		answer(request, give) {
			if (asked++ % EVERY !== 0) {
				responder.answer(request, give);
				return;
			}
			const begun = performance.now();
			responder.answer(request, (text) => {
				give(text);
				tell((performance.now() - begun) / 1000);
			});
		},
		refuse: responder.refuse,
	};
}
