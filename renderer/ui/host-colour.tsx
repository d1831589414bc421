/** The colour a host was given: an edge beside its name, never instead of it. */
import type { HostColour } from "../../shared/protocol/desk.ts";

export function hostColour(colour: HostColour | null): string {
	return colour === null ? "var(--line-strong)" : `var(--host-${colour})`;
}

/** A short upright edge in the colour; nothing where the host has none. */
export function HostEdge({ colour }: { colour: HostColour | null }) {
	if (colour === null) return null;
	const style = { flex: "none", width: 4, height: 16, borderRadius: 2, background: hostColour(colour) };
	return <i aria-hidden style={style} />;
}
