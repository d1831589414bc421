/**
 * Text onto the clipboard. Where the browser grants no clipboard to a page (the desktop app refuses every permission),
 * the page's own copy event carries it, which needs none.
 */

/** Whether it is there. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyByEvent(text);
	}
}

function copyByEvent(text: string): boolean {
	let heard = false;
	const carry = (event: ClipboardEvent) => {
		event.clipboardData?.setData("text/plain", text);
		event.preventDefault();
		event.stopImmediatePropagation();
		heard = true;
	};
	document.addEventListener("copy", carry, { capture: true });
	document.execCommand("copy");
	document.removeEventListener("copy", carry, { capture: true });
	return heard;
}
