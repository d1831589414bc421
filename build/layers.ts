/**
 * Who may import whom: the rule "arrows point down" as data. `test/build/layers.test.ts` reads every import of the
 * tree against it, type imports and dynamic ones included. A file belongs to the layer with the longest folder that
 * holds it. `files` are the only doors into another layer: its interface, not its insides.
 */

export interface Layer {
	/** Folder, or the beginning of a path, from the project's root. */
	readonly folder: string;
	/** Folders, or single files, it may import besides its own. */
	readonly mayImport: readonly string[];
	readonly packages: readonly string[];
	readonly node: boolean;
}

const pure = { node: false } as const;
const onNode = { node: true } as const;

const base = "shared/base";
const policy = "shared/policy";
const mail = "shared/mail";
const postfix = "shared/postfix";
const analysis = "shared/analysis";
const protocol = "shared/protocol";

const everyShared = [base, policy, mail, postfix, analysis, protocol];
const system = "electron/system";
const hosts = "electron/hosts";

/** What the daemon's rooms may know of each other, and what lies in its hall: clocks, log, addresses. */
const interfaces = ["decider", "erase", "facts", "history", "ledger", "listeners", "management"].map(
	(room) => `electron/daemon/${room}/contract.ts`,
);
/** How a listener's address is written: the configuration reads it too. */
const addresses = ["electron/daemon/listeners/address.ts", "electron/daemon/listeners/allowed.ts"];

/** How the journal lies on the disk: the ledger writes it, the history follows it like any reader. */
const journal = [
	"electron/daemon/ledger/journal-files.ts",
	"electron/daemon/ledger/line.ts",
	"electron/daemon/ledger/erased-mark.ts",
	// A history made anew after old traffic was dropped begins with a snapshot's triplets.
	"electron/daemon/ledger/model.ts",
	"electron/daemon/ledger/snapshot.ts",
];

const page = ["react", "react-dom"];
const kit = ["@mantine/core", "@mantine/hooks", "@mantine/notifications", "@tabler/icons-react"];

export const layers: readonly Layer[] = [
	{ folder: base, mayImport: [], packages: ["ipaddr.js", "tldts", "zod"], ...pure },
	{ folder: policy, mayImport: [base], packages: ["ipaddr.js", "tldts", "zod"], ...pure },
	{ folder: mail, mayImport: [base], packages: ["zod"], ...pure },
	{ folder: postfix, mayImport: [base, policy, mail], packages: ["zod"], ...pure },
	{ folder: analysis, mayImport: [base, policy, mail], packages: ["zod"], ...pure },
	{
		folder: protocol,
		mayImport: [base, policy, mail, postfix, analysis],
		packages: ["ipaddr.js", "zod"],
		...pure,
	},

	// What everything on Node needs of the machine: folders and sockets.
	{ folder: system, mayImport: [base], packages: [], ...onNode },
	{ folder: "electron/daemon/ledger", mayImport: [...everyShared, ...interfaces, system], packages: [], ...onNode },
	{ folder: "electron/daemon/facts", mayImport: [...everyShared, ...interfaces], packages: [], ...onNode },
	// Rewrites the folder under the ledger, which gives it leave.
	{
		folder: "electron/daemon/erase",
		mayImport: [
			...everyShared,
			...interfaces,
			"electron/daemon/clock.ts",
			"electron/daemon/history/file-seal.ts",
			"electron/daemon/history/history.ts",
			"electron/daemon/last-instant.ts",
			"electron/daemon/ledger",
		],
		packages: [],
		...onNode,
	},
	{ folder: "electron/daemon/decider", mayImport: [...everyShared, ...interfaces], packages: [], ...onNode },
	{
		folder: "electron/daemon/history",
		mayImport: [...everyShared, ...interfaces, ...journal],
		packages: [],
		...onNode,
	},
	{ folder: "electron/daemon/listeners", mayImport: [...everyShared, ...interfaces, system], packages: [], ...onNode },
	{
		folder: "electron/daemon/management",
		mayImport: [...everyShared, ...interfaces, system],
		packages: ["hono", "@hono/node-server", "prom-client", "zod"],
		...onNode,
	},
	// Other programs' words of what happens to mail: logs that are followed.
	{ folder: "electron/daemon/sources", mayImport: [...everyShared, ...interfaces], packages: ["zod"], ...onNode },
	// Looks a folder through that no daemon need hold: by the ledger's own readers, so that both judge alike.
	{
		folder: "electron/daemon/doctor",
		mayImport: [
			...everyShared,
			"electron/daemon/clock.ts",
			"electron/daemon/history/file-seal.ts",
			"electron/daemon/last-instant.ts",
			"electron/daemon/ledger",
		],
		packages: [],
		...onNode,
	},
	// The hall: `daemon.ts` alone wires the rooms.
	{
		folder: "electron/daemon",
		mayImport: [...everyShared, ...interfaces, ...addresses, system],
		packages: ["pino", "smol-toml", "zod"],
		...onNode,
	},
	// Addresses of daemons, and the way to them: sockets here, and over ssh.
	{ folder: hosts, mayImport: [base, protocol, system], packages: [], ...onNode },
	{
		folder: "electron/desk",
		mayImport: [base, protocol, system, hosts],
		packages: ["hono", "@hono/node-server", "eventsource-parser", "zod"],
		...onNode,
	},
	// The only importer of Electron; all that can be done without it stands in the desk.
	{ folder: "electron/main", mayImport: [base, protocol, system, "electron/desk"], packages: ["electron"], ...onNode },
	{
		folder: "electron/cli",
		mayImport: [
			...everyShared,
			"electron/daemon/daemon.ts",
			"electron/daemon/version.ts",
			"electron/desk",
			hosts,
			system,
		],
		packages: ["commander", "eventsource-parser", "smol-toml", "zod"],
		...onNode,
	},

	{ folder: "renderer/link", mayImport: [base, protocol], packages: ["eventsource-parser", "zod"], ...pure },
	{
		folder: "renderer/state",
		mayImport: [...everyShared, "renderer/link"],
		packages: [...page, "@tanstack/react-query", "@mantine/hooks", "@mantine/notifications", "zod"],
		...pure,
	},
	{ folder: "renderer/ui", mayImport: everyShared, packages: [...page, ...kit], ...pure },
	{
		folder: "renderer/charts",
		mayImport: [...everyShared, "renderer/ui"],
		packages: [...page, ...kit, "recharts"],
		...pure,
	},
	{
		folder: "renderer/views",
		mayImport: [...everyShared, "renderer/state", "renderer/ui", "renderer/charts"],
		packages: [...page, ...kit, "@tanstack/react-table", "@tanstack/react-virtual", "@tanstack/react-query"],
		...pure,
	},
	// The page's beginning: wires link, state and views.
	{
		folder: "renderer",
		mayImport: [...everyShared, "renderer"],
		packages: [
			...page,
			...kit,
			"@tanstack/react-query",
			"@fontsource-variable/inter",
			"@fontsource-variable/jetbrains-mono",
			"zod",
		],
		...pure,
	},
];

const daemonsFrame = [
	"electron/daemon/config.ts",
	"electron/daemon/log.ts",
	"electron/daemon/sources/mail-log/follow-journal.ts",
	...addresses,
];

/**
 * Single files with more doors than their layer: `daemon.ts` sees all rooms, two helpers of it open its sockets, and
 * the `daemon` command frames it.
 */
export const wiring: readonly { readonly file: string; readonly mayImport: readonly string[] }[] = [
	{ file: "electron/daemon/daemon.ts", mayImport: ["electron/daemon"] },
	{ file: "electron/daemon/policy-ports.ts", mayImport: ["electron/daemon/listeners"] },
	{ file: "electron/daemon/management-sockets.ts", mayImport: ["electron/daemon/management"] },
	{ file: "electron/cli/daemon-command.ts", mayImport: daemonsFrame },
	{ file: "electron/cli/daemon-signals.ts", mayImport: daemonsFrame },
	{ file: "electron/cli/service-command.ts", mayImport: daemonsFrame },
	{
		file: "electron/cli/doctor-command.ts",
		mayImport: ["electron/daemon/doctor/doctor.ts", "electron/daemon/doctor/repair.ts"],
	},
	{
		file: "electron/cli/erase-command.ts",
		mayImport: ["electron/daemon/erase/contract.ts", "electron/daemon/erase/offline.ts"],
	},
	{ file: "electron/cli/main.ts", mayImport: ["electron/daemon/version.ts"] },
];

/** Packages with a single importer, wherever the layer would allow them. */
export const keptApart: readonly { readonly package: string; readonly onlyIn: string }[] = [
	{ package: "prom-client", onlyIn: "electron/daemon/management/metrics.ts" },
	{ package: "electron", onlyIn: "electron/main/" },
	{ package: "sql.js", onlyIn: "electron/daemon/history/worker" },
];
