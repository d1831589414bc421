/** A condition that neither begins nor ends by one look: it must hold, or be gone, for a while. */

/** Seconds. */
export interface Patience {
	readonly raiseAfter: number;
	readonly clearAfter: number;
}

/** `holds` is `null` where that is not known or lies between the borders: then it stays as it was. Gives what stands. */
export function createSteady({ raiseAfter, clearAfter }: Patience): (at: number, holds: boolean | null) => boolean {
	let stands = false;
	let changingSince: number | null = null;
	return (at, holds) => {
		if (holds === null || holds === stands) {
			changingSince = null;
			return stands;
		}
		changingSince ??= at;
		if (at - changingSince >= (stands ? clearAfter : raiseAfter) * 1000) {
			stands = holds;
			changingSince = null;
		}
		return stands;
	};
}
