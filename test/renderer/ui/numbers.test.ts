import { expect, test } from "vitest";
import { bytesText } from "../../../renderer/ui/numbers.ts";

test.each([
	[0, "0 bytes"],
	[1, "1 byte"],
	[1023, "1,023 bytes"],
	[1024, "1 KiB"],
	[12_600, "12.3 KiB"],
	[256 * 1024, "256 KiB"],
	[4_300_000, "4.1 MiB"],
])("%d bytes are %s", (bytes, words) => {
	expect(bytesText(bytes)).toBe(words);
});
