/**
 * What the native menu offers, as data: places of the app, and what the view that is shown can do. A place is one of the
 * page's own addresses; an asking is a `command` on the page's stream. Keys that the page hears itself are only shown.
 */
import type { PageCommand } from "../../shared/protocol/desk.ts";
import type { Quiet } from "../../shared/protocol/preferences.ts";

export type MenuEntry =
	| { readonly kind: "line" }
	/** What every app has, done by the system: quit, copy, zoom. */
	| { readonly kind: "role"; readonly role: "quit" | "cut" | "copy" | "paste" | "selectAll" | ViewRole }
	| { readonly kind: "asks"; readonly command: PageCommand; readonly label: string; readonly key: string | null }
	| { readonly kind: "goes"; readonly hash: string; readonly label: string }
	/** A switch that is kept. */
	| { readonly kind: "keeps"; readonly name: "notify"; readonly label: string }
	/** One of several that are kept. */
	| { readonly kind: "quiet"; readonly quiet: Quiet; readonly label: string }
	| {
			readonly kind: "does";
			readonly deed: "open-mail" | "copy-link";
			readonly label: string;
			readonly key: string | null;
	  };

type ViewRole = "reload" | "resetZoom" | "zoomIn" | "zoomOut" | "togglefullscreen";

const line: MenuEntry = { kind: "line" };
const role = (of: Extract<MenuEntry, { kind: "role" }>["role"]): MenuEntry => ({ kind: "role", role: of });
const goes = (hash: string, label: string): MenuEntry => ({ kind: "goes", hash, label });
const asks = (command: PageCommand, label: string, key: string | null = null): MenuEntry => ({
	kind: "asks",
	command,
	label,
	key,
});

export const menuPlan: readonly { readonly label: string; readonly entries: readonly MenuEntry[] }[] = [
	{
		label: "File",
		entries: [
			asks("connect", "Connect to a Host…"),
			{ kind: "does", deed: "open-mail", label: "Open a Mail (.eml)…", key: "CmdOrCtrl+O" },
			line,
			role("quit"),
		],
	},
	{
		label: "Edit",
		entries: [
			asks("undo", "Undo the Last Action", "CmdOrCtrl+Z"),
			line,
			role("cut"),
			role("copy"),
			role("paste"),
			role("selectAll"),
			line,
			asks("search", "Search", "/"),
			{ kind: "does", deed: "copy-link", label: "Copy Link to This View", key: null },
		],
	},
	{
		label: "View",
		entries: [
			goes("#/watch", "Watch"),
			goes("#/triplets", "Triplets"),
			goes("#/triplets?q=state%3Awaiting", "Waiting Mail"),
			goes("#/whitelists", "Whitelists"),
			goes("#/activity", "Activity"),
			goes("#/settings", "Settings"),
			goes("#/alerts", "Alerts"),
			goes("#/hosts", "Hosts"),
			line,
			goes("#/watch?range=5m", "The Last 5 Minutes"),
			goes("#/watch?range=1h", "The Last Hour"),
			goes("#/watch?range=24h", "The Last Day"),
			asks("pause", "Pause the Tail", "P"),
			line,
			role("reload"),
			role("resetZoom"),
			role("zoomIn"),
			role("zoomOut"),
			role("togglefullscreen"),
		],
	},
	{
		label: "Mail",
		entries: [asks("mark", "Mark", "Space"), asks("approve", "Approve…", "A"), asks("purge", "Purge…", "X")],
	},
	{
		label: "Notifications",
		entries: [
			{ kind: "keeps", name: "notify", label: "Show Notifications" },
			line,
			{ kind: "quiet", quiet: "never", label: "At Any Time" },
			{ kind: "quiet", quiet: "nights", label: "Not from 22:00 to 7:00" },
			{ kind: "quiet", quiet: "off-work", label: "Not from 18:00 to 8:00, Nor at Weekends" },
		],
	},
	{
		label: "Help",
		entries: [asks("palette", "All Actions", "CmdOrCtrl+K"), asks("help", "Keys and Colours", "?")],
	},
];
