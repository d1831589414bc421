/** An instant: how long ago (or until), and the absolute time on hover. `now` is the host's time. */
import { agoText, instantText } from "./durations.ts";

export function Moment({ at, now }: { at: number; now: number }) {
	const apart = now - at;
	return (
		<time className="figures" dateTime={new Date(at).toISOString()} title={instantText(at)}>
			{apart >= 0 ? `${agoText(apart)} ago` : `in ${agoText(-apart)}`}
		</time>
	);
}
