/**
 * The desk's own routes: what the page asks of the workstation's back end. The page's event stream is one for all
 * hosts (a browser opens six at most): each frame names its host and wraps a frame of that host's stream.
 */
import { z } from "zod";
import { getPreferences, putPreferences } from "./preferences.ts";
import { route } from "./route.ts";
import { nothing, troubleShape } from "./shapes.ts";

/** Told apart at a glance: one a host, never the only sign. */
export const hostColours = ["red", "orange", "yellow", "green", "teal", "blue", "violet", "pink"] as const;
export type HostColour = (typeof hostColours)[number];

export const hostShape = z.object({
	/** In addresses: `/hosts/:id/v1/…`. `local` is the embedded engine, `sample` the sample traffic. */
	id: z.string(),
	name: z.string(),
	/** `unix:/path`, `ssh://[user@]host[:port]/path`, or words for the embedded engine. */
	address: z.string(),
	kind: z.enum(["embedded", "sample", "socket", "ssh"]),
	colour: z.enum(hostColours).nullable(),
	/** The desk passes no acts on to it, whoever asks. */
	readOnly: z.boolean(),
	/** connecting: tried, no answer yet; live: stream open; stale: stream silent; gone: refused or closed, tried again. */
	link: z.enum(["connecting", "live", "stale", "gone"]),
	sinceAt: z.number().int(),
	/** Why it is not live, and the mend. */
	problem: troubleShape.nullable(),
	removable: z.boolean(),
});
export type Host = z.infer<typeof hostShape>;

export const exchange = route({
	method: "POST",
	path: "/desk/session",
	summary: "Trade the single-use code of the address for a session token",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: z.object({ code: z.string().max(128) }),
	reply: z.object({ token: z.string() }),
});

/** Behind the guard: only a page that is in gets one. Where the door itself knows who comes in there is nothing to ask. */
export const anotherCode = route({
	method: "POST",
	path: "/desk/codes",
	summary: "One more single-use code, for another window of this desk",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({ code: z.string(), seconds: z.number().int() }),
});

export const listHosts = route({
	method: "GET",
	path: "/desk/hosts",
	summary: "Hosts this desk knows, and how each link is",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({
		hosts: z.array(hostShape),
		/** Where the embedded daemon listens for policy requests, to copy into Postfix. */
		policyAddress: z.string().nullable(),
		/** Whether a Postfix is installed on this machine, and its version where known. */
		postfix: z.object({ version: z.string().nullable() }).nullable(),
	}),
});

export const addHost = route({
	method: "POST",
	path: "/desk/hosts",
	summary:
		"Connect to the management socket of a daemon, here or over ssh; 409 where its host key must be compared first",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: z.object({
		address: z.string().max(500),
		name: z.string().max(100).optional(),
		colour: z.enum(hostColours).nullable().optional(),
		readOnly: z.boolean().optional(),
		/** `SHA256:…` of the host key that was compared, as the refusal before (`trouble.keys`) told it. */
		fingerprint: z.string().max(100).optional(),
	}),
	reply: hostShape,
});

export const changeHost = route({
	method: "PATCH",
	path: "/desk/hosts/:id",
	summary: "Name, colour, and whether acts are passed on; what is not given stays",
	role: "viewer",
	capability: null,
	params: z.object({ id: z.string().max(64) }),
	query: nothing,
	body: z.object({
		name: z.string().max(100).optional(),
		colour: z.enum(hostColours).nullable().optional(),
		readOnly: z.boolean().optional(),
	}),
	reply: hostShape,
});

export const removeHost = route({
	method: "DELETE",
	path: "/desk/hosts/:id",
	summary: "Forget a host; its daemon is not touched",
	role: "viewer",
	capability: null,
	params: z.object({ id: z.string().max(64) }),
	query: nothing,
	body: nothing,
	reply: z.object({ removed: z.boolean() }),
});

export const retryHost = route({
	method: "POST",
	path: "/desk/hosts/:id/retry",
	summary: "Try a host's link now; how it went is told by the stream",
	role: "viewer",
	capability: null,
	params: z.object({ id: z.string().max(64) }),
	query: nothing,
	body: nothing,
	reply: z.object({ tried: z.boolean() }),
});

export const playSample = route({
	method: "POST",
	path: "/desk/sample",
	summary: "Start (or stop) a daemon of its own that plays sample traffic",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: z.object({ run: z.boolean() }),
	reply: z.object({ host: hostShape.nullable() }),
});

/** The mail that was opened with the app: its text stays on this machine, and goes to the page alone. */
export const openedFile = route({
	method: "GET",
	path: "/desk/opened-file",
	summary: "The file the app was opened with last; null where there is none",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({
		file: z
			.object({
				name: z.string(),
				/** Read as UTF-8; what is not, is replaced. */
				text: z.string(),
				bytes: z.number().int(),
				/** The file is longer than what is shown. */
				cut: z.boolean(),
			})
			.nullable(),
	}),
});

/** What a menu may ask; a view that cannot do it now does nothing. `opened-file`: ask for the file and show it. */
export const pageCommands = [
	"undo",
	"search",
	"palette",
	"help",
	"connect",
	"pause",
	"mark",
	"approve",
	"purge",
	"opened-file",
] as const;
export type PageCommand = (typeof pageCommands)[number];

/** For a menu, which greys out the rest: nothing else depends on it. */
export const tellAbilities = route({
	method: "PUT",
	path: "/desk/abilities",
	summary: "What of a menu's commands the page on screen can do now",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: z.object({ commands: z.array(z.enum(pageCommands)).max(pageCommands.length) }),
	reply: z.object({ heard: z.boolean() }),
});

/** Forgets that mail: the person has closed it. */
export const closeFile = route({
	method: "DELETE",
	path: "/desk/opened-file",
	summary: "Forget the file the app was opened with; the file itself stays",
	role: "viewer",
	capability: null,
	params: nothing,
	query: nothing,
	body: nothing,
	reply: z.object({ closed: z.boolean() }),
});

export const deskRoutes = {
	exchange,
	anotherCode,
	listHosts,
	addHost,
	changeHost,
	removeHost,
	retryHost,
	playSample,
	openedFile,
	closeFile,
	tellAbilities,
	getPreferences,
	putPreferences,
} as const;

/**
 * `GET /desk/events`: named `tick`, `detail`, `gap` with `{host, frame}`, `hosts` with the list when a link changes,
 * `preferences` at the beginning and when they change, and `command` when a menu asks something of the page. A command that the page does not know is left aside.
 */
export const DESK_STREAM_PATH = "/desk/events";
export const deskFrameShape = z.object({ host: z.string(), frame: z.unknown() });
export const hostsFrameShape = z.object({ hosts: z.array(hostShape) });
export const commandFrameShape = z.object({ command: z.enum(pageCommands) });
/** A request of the page to a host: `/hosts/:id` + the path of the management API. */
export const HOST_PREFIX = "/hosts/";
