/** A log that says nothing is no alert by itself: only where Postfix asks meanwhile. */
import { expect, test } from "vitest";
import { silenceWatch } from "../../../../../electron/daemon/sources/mail-log/silence.ts";

function watching() {
	let passed = 0;
	const watch = silenceWatch({ monotonic: () => passed });
	const asked = (times: number) => {
		for (let time = 0; time < times; time++) watch.asked();
	};
	const after = (seconds: number) => {
		passed += seconds * 1000;
		return watch.isSilent();
	};
	return { watch, asked, after };
}

test("asks without a line for a minute are silence, and the first line ends it", () => {
	const { watch, asked, after } = watching();
	asked(3);
	expect(after(59)).toBe(false);
	expect(after(1)).toBe(true);
	watch.line();
	expect(after(600)).toBe(false);
});

test("a quiet night, and a single ask, are none", () => {
	const { watch, asked, after } = watching();
	expect(after(3600)).toBe(false);
	asked(1);
	expect(after(3600)).toBe(false);
	watch.line();
	asked(3);
	watch.line();
	asked(2);
	expect(after(3600)).toBe(false);
});
