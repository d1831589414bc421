/** Circles in a graph of imports, after Tarjan: sets of files that all reach each other. */

/** Each circle once, as the files in it, sorted; a file that imports itself is a circle of one. */
export function circlesIn(arrows: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
	const order = new Map<string, number>();
	const lowest = new Map<string, number>();
	const open: string[] = [];
	const found: string[][] = [];

	function visit(file: string): number {
		const mine = order.size;
		order.set(file, mine);
		open.push(file);
		let low = mine;
		for (const next of arrows.get(file) ?? []) {
			if (!order.has(next)) low = Math.min(low, visit(next));
			else if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next) ?? low);
			lowest.set(file, low);
		}
		lowest.set(file, low);
		if (low === mine) {
			const circle = open.splice(open.indexOf(file));
			if (circle.length > 1 || arrows.get(file)?.includes(file)) found.push(circle.sort());
		}
		return low;
	}

	for (const file of arrows.keys()) if (!order.has(file)) visit(file);
	return found;
}
