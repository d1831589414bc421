/**
 * What an eye would see at once, read from the page itself: text that is cut with no way to the whole of it, text on
 * text, controls on controls, and a page that must be scrolled sideways. Visible boxes are what is left of a box
 * inside its scrolling and clipping ancestors.
 */
import type { Page } from "@playwright/test";

/** One sentence for each fault; none where all can be read and reached. */
export function layoutFaults(page: Page): Promise<string[]> {
	return page.evaluate(readFaults);
}

/** Runs in the page: it may use nothing from outside itself. */
function readFaults(): string[] {
	interface Box {
		readonly left: number;
		readonly top: number;
		readonly right: number;
		readonly bottom: number;
	}
	const controls = "a[href], button, input, select, textarea, [role=menuitem], [role=option], [role=switch]";
	const faults = new Set<string>();
	const top = document.querySelector("[role=dialog][aria-modal=true], [role=menu]") ?? document.body;

	const nameOf = (node: Element) => {
		const words = (node.getAttribute("aria-label") ?? node.textContent ?? "").trim().slice(0, 40);
		return `${node.tagName.toLowerCase()}.${String(node.getAttribute("class")).slice(0, 40)} "${words}"`;
	};
	const meet = (one: Box, other: Box): Box => ({
		left: Math.max(one.left, other.left),
		top: Math.max(one.top, other.top),
		right: Math.min(one.right, other.right),
		bottom: Math.min(one.bottom, other.bottom),
	});
	const isSeen = (node: Element) =>
		node.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
		node.closest(".unseen, [hidden]") === null;
	/** What of a box its ancestors leave. Where `hidden` is given, only those that cut for good. */
	const left = (node: Element, box: Box, forGood: boolean): Box => {
		let rest = box;
		for (let up: Element | null = node; up !== null && up !== document.documentElement; up = up.parentElement) {
			const style = getComputedStyle(up);
			const { overflowX, overflowY } = style;
			if (style.position === "fixed" && overflowX === "visible") break;
			const cut = up.getBoundingClientRect();
			const cuts = (how: string) => (forGood ? how === "hidden" || how === "clip" : how !== "visible");
			if (cuts(overflowX)) rest = meet(rest, { ...rest, left: cut.left, right: cut.right });
			if (cuts(overflowY)) rest = meet(rest, { ...rest, top: cut.top, bottom: cut.bottom });
			// What scrolls brings all of it into sight; what lies outside cuts the scroller, not the text.
			if (forGood && (/auto|scroll/.test(overflowX) || /auto|scroll/.test(overflowY))) break;
		}
		return rest;
	};
	/** More than a hair's breadth; a line's box is higher than its letters. */
	const overlap = (one: Box, other: Box, down: number) => {
		const both = meet(one, other);
		return both.right - both.left > 2 && both.bottom - both.top > down;
	};
	const seenBox = (node: Element, box: Box) =>
		meet(left(node, box, false), { left: 0, top: 0, right: innerWidth, bottom: innerHeight });
	/** What lies over the rest and hides it, like a menu or a head that sticks. */
	const layerOf = (node: Element): Element | null => {
		for (let up: Element | null = node; up !== null; up = up.parentElement) {
			const { position, zIndex } = getComputedStyle(up);
			if (position !== "static" && Number(zIndex) > 0) return up;
		}
		return null;
	};
	const hasArea = (box: Box) => box.right - box.left > 1 && box.bottom - box.top > 1;

	const root = document.scrollingElement ?? document.documentElement;
	if (root.scrollWidth > innerWidth + 1) faults.add(`the page is ${root.scrollWidth} px wide in ${innerWidth}`);

	const texts: { readonly node: Element; readonly box: Box }[] = [];
	const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
	for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
		const node = text.parentElement;
		if (node === null || (text.textContent ?? "").trim() === "" || !isSeen(node)) continue;
		if (node.closest("style, script, option, title") !== null) continue;
		const range = document.createRange();
		range.selectNodeContents(text);
		for (const rect of range.getClientRects()) {
			const rest = left(node, rect, true);
			const lost =
				rest.right < rect.right - 1 ||
				rest.left > rect.left + 1 ||
				rest.bottom < rect.bottom - 3 ||
				rest.top > rect.top + 3;
			if (lost && node.closest("[title]:not([title=''])") === null)
				faults.add(`cut, and nothing tells the whole: ${nameOf(node)}`);
			const box = seenBox(node, rect);
			if (hasArea(box)) texts.push({ node, box });
		}
	}
	for (const [at, one] of texts.entries())
		for (const other of texts.slice(at + 1))
			if (one.node !== other.node && overlap(one.box, other.box, 5) && layerOf(one.node) === layerOf(other.node))
				faults.add(`text on text: ${nameOf(one.node)} and ${nameOf(other.node)}`);

	const pressed = [...top.querySelectorAll(controls)]
		.filter(isSeen)
		.map((node) => ({ node, box: seenBox(node, node.getBoundingClientRect()) }))
		.filter(({ box }) => hasArea(box));
	for (const [at, one] of pressed.entries())
		for (const other of pressed.slice(at + 1))
			if (
				!one.node.contains(other.node) &&
				!other.node.contains(one.node) &&
				overlap(one.box, other.box, 1) &&
				layerOf(one.node) === layerOf(other.node)
			)
				faults.add(`controls on each other: ${nameOf(one.node)} and ${nameOf(other.node)}`);
	for (const { node } of pressed) {
		const whole = node.getBoundingClientRect();
		const rest = left(node, whole, true);
		if (rest.right < whole.right - 2 || rest.left > whole.left + 2) faults.add(`a control is cut: ${nameOf(node)}`);
	}
	return [...faults];
}
