/**
 * Whether our own resolver answers anybody. A question that nobody answers, or that fails, proves nothing: the servers
 * of that name may be dead, and then it is the sender's trouble. So the resolver is asked for the root, which every one
 * has at hand; only where it does not tell that either is it down, until it answers anything again.
 */
export interface Health {
	/** Something was answered, if only that there is none. */
	good(): void;
	/** Asks for the root, unless that is being asked already. */
	suspect(): void;
	/** Whether anything was answered since then; waits for the root until `deadline`. Times by `monotonic`. */
	isAlive(since: number, deadline: number): Promise<boolean>;
	readonly isDown: boolean;
	/** Nothing is asked any more by itself, whatever those who wait still learn. */
	stop(): void;
}

/** How often a resolver that is down is asked whether it still is. */
const AGAIN_MS = 1000;

export function createHealth(findsRoot: () => Promise<boolean>, monotonic: () => number): Health {
	let goodAt = Number.NEGATIVE_INFINITY;
	let isDown = false;
	let probing: Promise<void> | null = null;
	let again: NodeJS.Timeout | undefined;
	let isStopped = false;

	function good(): void {
		goodAt = monotonic();
		isDown = false;
		clearInterval(again);
		again = undefined;
	}

	function suspect(): Promise<void> {
		probing ??= findsRoot().then((finds) => {
			probing = null;
			if (finds) good();
		});
		return probing;
	}

	function down(): void {
		isDown = true;
		if (!isStopped) again ??= setInterval(() => void suspect(), AGAIN_MS).unref();
	}

	return {
		good,
		suspect: () => void suspect(),
		async isAlive(since, deadline) {
			if (goodAt >= since) return true;
			await within(suspect(), deadline - monotonic());
			if (goodAt >= since) return true;
			down();
			return false;
		},
		get isDown() {
			return isDown;
		},
		stop() {
			isStopped = true;
			clearInterval(again);
		},
	};
}

/** The work's value, or `null` where it takes longer. */
export async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
	if (milliseconds <= 0) return null;
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<null>((resolve) => {
		timer = setTimeout(() => resolve(null), milliseconds);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}
