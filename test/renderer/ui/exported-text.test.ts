/** An export tells a time in a sentence as it tells one in a column. */
import { afterEach, expect, test } from "vitest";
import { exportedInstant, exportedText } from "../../../renderer/ui/exported-text.ts";
import { showTimesIn } from "../../../renderer/ui/zone.ts";
import { utcWords } from "../../../shared/base/instant.ts";

afterEach(() => showTimesIn("local"));

test("a time within a sentence stands in the zone of the page, as the column of instants does", () => {
	showTimesIn("Europe/Vienna");
	const at = Date.UTC(2026, 10, 24, 9, 41);
	expect(exportedInstant(at)).toBe("2026-11-24T10:41:00+01:00");
	expect(exportedText(`approved until ${utcWords(at, at)}`, at)).toBe("approved until 2026-11-24T10:41:00+01:00");
});
