/** Sweeps the table (being built). */
export function startSweep(_parts: object): () => void {
	return () => undefined;
}
