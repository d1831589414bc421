/** Whether a disk has room for a journal: 256 MiB free, or a twentieth of a small one. Bytes. */
const LOW_BYTES = 256 << 20;
const LOW_PART = 0.05;
/** Once low, there must be so much more before it is well. */
const WELL_TIMES = 1.5;

export interface DiskRoom {
	readonly free: number;
	readonly total: number;
}

/** `null`: between low and well, where nothing changes. */
export function isDiskLow({ free, total }: DiskRoom): boolean | null {
	const low = Math.min(LOW_BYTES, total * LOW_PART);
	if (free < low) return true;
	return free > low * WELL_TIMES ? false : null;
}
