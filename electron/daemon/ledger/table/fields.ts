/** Where a triplet's values lie in its record: 48 bytes of instants, 60 of words. */

export const instant = {
	firstSeenAt: 0,
	mayPassAt: 1,
	windowEndsAt: 2,
	expiresAt: 3,
	passedAt: 4,
	lastSeenAt: 5,
} as const;
export const INSTANTS = 6;

export const word = {
	/** Its id: 80 bits, the last sixteen beside the flags. */
	id: 0,
	idMiddle: 1,
	idAndFlags: 2,
	attempts: 3,
	/** Chain of its bucket; of a free slot, the next free one. */
	chain: 4,
	/** In the order in which they began. */
	older: 5,
	younger: 6,
	/** Where its text begins in the arena, and how many bytes it has. */
	text: 7,
	bytes: 8,
	/** Shares of its networks, narrow and wide; 0: none. */
	narrow: 9,
	wide: 10,
	/** Neighbours among those of the same network that may be forgotten early. */
	narrowOlder: 11,
	narrowYounger: 12,
	wideOlder: 13,
	wideYounger: 14,
} as const;
export const WORDS = 15;
