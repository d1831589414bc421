/** A notice as a notification of the system; a click opens its view. */
import { Notification } from "electron";
import type { Notice } from "../desk/attention.ts";

/** Kept until they are done with: a collected notification hears no click. */
const standing = new Set<Notification>();

export function showNotice({ title, body, hash }: Omit<Notice, "key">, go: (hash: string) => void): void {
	if (!Notification.isSupported()) return;
	const notification = new Notification({ title, body });
	standing.add(notification);
	notification.on("close", () => standing.delete(notification));
	notification.on("click", () => {
		standing.delete(notification);
		go(hash);
	});
	notification.show();
}
