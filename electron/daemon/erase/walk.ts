/** Walks the living state between mail; what changes meanwhile is looked at as it comes, until `stop`. */
import { type Erasing, findPlaces, noPlaces, type Places, placesOf } from "../../../shared/policy/erasure.ts";
import type { OpenLedger } from "../ledger/ledger.ts";

export interface Walked {
	readonly places: Places;
	readonly stop: () => void;
}

export async function walkState({ rewriting, subscribe }: OpenLedger, erasing: Erasing): Promise<Walked> {
	const places = noPlaces();
	const stop = subscribe((event) => placesOf(event, erasing, places));
	try {
		for (const _ of findPlaces(rewriting.state, erasing, places)) await new Promise(setImmediate);
		return { places, stop };
	} catch (error) {
		stop();
		throw error;
	}
}
