/**
 * The pack of large senders that comes with this build: dated data, read by people, never fetched. A change of it takes
 * a later date here and on each name that is new, so that a host can tell what is new from what somebody took out.
 */
import { mailboxes } from "./mailboxes.ts";
import type { Provider } from "./provider.ts";
import { senders } from "./senders.ts";

export interface Pack {
	/** The day it was made. */
	readonly date: string;
	readonly providers: readonly Provider[];
}

export const pack: Pack = { date: "2026-11-24", providers: [...mailboxes, ...senders] };
