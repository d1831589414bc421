/** Every command of the palette. What has a key is done as its key does it: one way of acting, not two. */
import type { ViewName } from "../../../shared/protocol/address.ts";
import type { Host } from "../../../shared/protocol/desk.ts";
import { inView, toHost } from "../../state/address.ts";
import { useAddress, useApp, useHosts, useNamesApart } from "../../state/app-context.tsx";
import { builtInFilters, filtered, filteredViews, viewOf } from "../../state/filters.ts";
import { usePreferences } from "../../state/preferences.ts";
import { letAllPass } from "../../state/use-policy.ts";
import { press } from "../../ui/command-keys.ts";
import { saidText } from "../../ui/durations.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { useAnotherWindow } from "../frame/use-another-window.tsx";
import { useChange } from "../frame/use-change.ts";
import { type CopyPlace, useCopyPlace } from "../frame/use-copy-place.ts";
import { usePlaySample } from "../frame/use-play-sample.ts";
import { sayUndoable, tell } from "../undo.tsx";

export interface Command {
	readonly group: string;
	readonly label: string;
	/** The key that does it without the palette, as on the help sheet. */
	readonly keys: string;
	run(): void;
}

type KeyCommand = readonly [label: string, keys: string, event: KeyboardEventInit];
const undo: KeyCommand = ["Undo the last action", "Ctrl Z", { key: "z", ctrlKey: true }];
const search: KeyCommand = ["Search", "/", { key: "/" }];
const again: KeyCommand = ["Read the list again", "r", { key: "r" }];
const ofLists: readonly KeyCommand[] = [
	["Choose columns", "v", { key: "v" }],
	["Export what is shown", "e", { key: "e" }],
	again,
];

const ofView: Readonly<Record<ViewName, readonly KeyCommand[]>> = {
	watch: [
		undo,
		["Pause the tail, or go on", "p", { key: "p" }],
		["Show 5 minutes", "1", { key: "1" }],
		["Show an hour", "2", { key: "2" }],
		["Show 24 hours", "3", { key: "3" }],
		["Show 7 days", "4", { key: "4" }],
		["Show 30 days", "5", { key: "5" }],
		["Show a year", "6", { key: "6" }],
		["Choose a span of the chart", "Shift ←", { key: "ArrowLeft", shiftKey: true }],
		["Zoom into the span", "+", { key: "+" }],
		["Zoom out", "-", { key: "-" }],
		["Triplets of the span", "t", { key: "t" }],
		["Export the chart's figures", "e", { key: "e" }],
	],
	triplets: [
		undo,
		search,
		["Approve what is marked", "a", { key: "a" }],
		["Purge what is marked", "x", { key: "x" }],
		["Mark all that match", "Ctrl A", { key: "a", ctrlKey: true }],
		["Expect a mail that never came", "n", { key: "n" }],
		...ofLists,
	],
	whitelists: [
		undo,
		search,
		["Add to the whitelists", "n", { key: "n" }],
		["Large senders: let them pass, or look at the pack", "p", { key: "p" }],
		["Import whitelists of another greylister", "i", { key: "i" }],
		["Remove this entry", "x", { key: "x" }],
		...ofLists,
	],
	activity: [undo, search, ["Undo this action", "u", { key: "u" }], ...ofLists],
	settings: [undo],
	alerts: [["Acknowledge the alert", "a", { key: "a" }], again],
	hosts: [["Add a host", "n", { key: "n" }]],
};

const views: readonly (readonly [ViewName, string, string])[] = [
	["watch", "Watch", "g w"],
	["triplets", "Triplets", "g t"],
	["whitelists", "Whitelists", "g l"],
	["activity", "Activity", "g a"],
	["settings", "Settings", "g s"],
	["alerts", "Alerts", "g e"],
	["hosts", "Hosts", "g h"],
];
const states = ["waiting", "passed", "approved", "expired"] as const;

export function useCommands(host: Host | null): readonly Command[] {
	const app = useApp();
	const here = useAddress();
	const hosts = useHosts() ?? [];
	const anotherWindow = useAnotherWindow();
	const { masking, savedFilters } = usePreferences();
	const change = useChange();
	const sample = usePlaySample();
	const place = useCopyPlace();
	const nameOf = useNamesApart();
	const go = app.address.go;
	const byKey =
		(group: string) =>
		([label, keys, event]: KeyCommand): Command => ({ group, label, keys, run: () => press(event) });
	return [
		...ofView[here.view].map(byKey("Here")),
		...copyCommands(place),
		...views.map(([view, label, keys]) => ({
			group: "Go to",
			label: `Go to ${label}`,
			keys,
			run: () => go(inView(here, view)),
		})),
		...states.map((state) => ({
			group: "Go to",
			label: `Triplets with state ${state}`,
			keys: "",
			run: () => go({ ...inView(here, "triplets"), q: `state:${state}` }),
		})),
		...[...savedFilters, ...filteredViews.flatMap((view) => builtInFilters[view])].map((filter) => ({
			group: "Filters",
			label: `Filter ${viewOf(filter)}: ${visibleText(filter.name)}`,
			keys: "",
			run: () => go(filtered(here, filter)),
		})),
		...(host === null || host.readOnly ? [] : passCommands(app, host.id)),
		...hosts
			.filter((one) => one.id !== host?.id)
			.map((one) => ({
				group: "Hosts",
				label: `Switch to host ${nameOf(one)}`,
				keys: "",
				run: () => go(toHost(here, one.id)),
			})),
		...hosts
			.filter((one) => host !== null && one.id !== host.id)
			.map((one) => ({
				group: "Hosts",
				label: `Compare with host ${nameOf(one)}`,
				keys: "",
				run: () => go({ ...inView(here, "watch"), with: one.id }),
			})),
		byKey("Hosts")(["Connect to a host", "c", { key: "c" }]),
		{ group: "Hosts", label: "Play sample traffic", keys: "", run: () => void sample.play() },
		{ group: "Window", label: "Open another window", keys: "", run: () => void anotherWindow() },
		...(["light", "dark", "auto"] as const).map((scheme) => ({
			group: "Window",
			label: scheme === "auto" ? "Theme as the system" : `Theme ${scheme}`,
			keys: "",
			run: () => change({ theme: scheme }),
		})),
		{ group: "Window", label: "Look at a mail (.eml)", keys: "g m", run: app.mail.open },
		byKey("Window")([
			masking ? "Show addresses again" : "Hide addresses, for a shared screen (masking)",
			"h",
			{ key: "h" },
		]),
		byKey("Window")(["Preferences: theme, density, time zone, notifications", ",", { key: "," }]),
		byKey("Window")(["Keys and signs", "?", { key: "?" }]),
	];
}

function copyCommands({ link, page }: CopyPlace): readonly Command[] {
	const copyLink = { group: "Here", label: "Copy a link to what is shown", keys: "l", run: () => void link() };
	if (page === null) return [copyLink];
	return [copyLink, { group: "Here", label: "Copy the address of this page", keys: "", run: () => void page() }];
}

function passCommands({ host, actions }: ReturnType<typeof useApp>, id: string): readonly Command[] {
	async function turn(seconds: number): Promise<void> {
		const answer = await letAllPass(host(id).send, seconds, "");
		if (!answer.ok) return tell("trouble", "Not switched", saidText(answer.problem.detail, actions.now(id)));
		if ("changed" in answer.value) return tell("plain", "Nothing changed", "The switch is off already.");
		const done = { host: id, actionId: answer.value.actionId, of: "change" } as const;
		actions.remember(done);
		const title = seconds > 0 ? "Everything passes for 60 minutes" : "Greylisting again";
		sayUndoable(actions, done, { title, message: seconds > 0 ? "It ends by itself." : "" });
	}
	return [
		{ group: "Policy", label: "Let everything pass for 60 minutes", keys: "", run: () => void turn(3_600) },
		{ group: "Policy", label: "End letting everything pass", keys: "", run: () => void turn(0) },
	];
}
