/** When a notification may be shown: as the person likes it, by this machine's clock. */
import type { Preferences } from "../../shared/protocol/preferences.ts";

/** What is liked of notifications. */
export type NoticeWishes = Pick<Preferences, "notify" | "quiet">;

/** Whether one may be shown at this time: now, when it is no longer quiet, or never. */
export function mayNotify({ notify, quiet }: NoticeWishes, at: Date): "now" | "later" | "never" {
	if (!notify) return "never";
	const hour = at.getHours();
	const atNight = quiet === "nights" && (hour >= 22 || hour < 7);
	const isWeekend = at.getDay() === 0 || at.getDay() === 6;
	const offWork = quiet === "off-work" && (isWeekend || hour >= 18 || hour < 8);
	return atNight || offWork ? "later" : "now";
}
