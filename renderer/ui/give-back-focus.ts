/**
 * Gives the keys back to where they were before a dialog opened, when it goes. Mantine does so for dialogs that stay
 * on the page and are shut; those of ours that come and go with their part need it said.
 */
import { useEffect, useState } from "react";

/** Called by the part that is the dialog. What is no longer on the page gets nothing. */
export function useGiveBackFocus(): void {
	// At the first drawing, before the dialog takes the keys.
	const [before] = useState(() => lasting(document.activeElement));
	useEffect(
		() => () => {
			if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
		},
		[before],
	);
}

/** A button that only a mouse reaches lies in a row, which may go with what the dialog does: its list stays. */
function lasting(element: Element | null): Element | null {
	if (!(element instanceof HTMLElement) || element.tabIndex >= 0) return element;
	return element.closest("[role=grid]") ?? element;
}
