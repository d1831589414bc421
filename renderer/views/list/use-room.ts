/** How wide the columns of a list may be together: told when the frame is laid out, and whenever it changes. */
import { type RefObject, useLayoutEffect } from "react";

/** Box for the mark, and the space at both ends of a row. */
export const BESIDE_COLUMNS = 30 + 16;

export function useRoom(frame: RefObject<HTMLElement | null>, setRoom: (pixels: number) => void): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: a setter of React; the frame stays.
	useLayoutEffect(() => {
		const element = frame.current;
		if (element === null) return;
		const tell = () => setRoom(Math.max(0, element.clientWidth - BESIDE_COLUMNS));
		const observer = new ResizeObserver(tell);
		observer.observe(element);
		tell();
		return () => observer.disconnect();
	}, []);
}
