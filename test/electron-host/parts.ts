/**
 * The small parts of `electron`. What a person would see or answer is kept in `seen`, for tests to look at and to act
 * on; nothing leaves this process.
 */
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import { join } from "node:path";

export const seen = {
	trays: [] as Tray[],
	notifications: [] as Notification[],
	outside: [] as string[],
	errors: [] as string[],
	clipboard: "",
	/** Where a person would save what is saved next; null: they would not. */
	saveTo: null as string | null,
	/** Streamed answers of custom schemes that are open. */
	streams: 0,
};

declare global {
	/** For tests, which run in the same process by `app.evaluate`. */
	var standIn: typeof seen;
}

interface AnyMenu {
	getMenuItemById(
		id: string,
	): { readonly label: string; readonly checked: boolean; readonly enabled: boolean; click(): void } | null;
}

export class Tray extends EventEmitter {
	toolTip = "";
	menu: AnyMenu | null = null;
	readonly image: string;
	constructor(image: string) {
		super();
		this.image = image;
		seen.trays.push(this);
	}
	setToolTip(words: string): void {
		this.toolTip = words;
	}
	setContextMenu(menu: AnyMenu): void {
		this.menu = menu;
	}
}

export class Notification extends EventEmitter {
	readonly title: string;
	readonly body: string;
	constructor({ title, body }: { readonly title: string; readonly body: string }) {
		super();
		this.title = title;
		this.body = body;
	}
	static isSupported(): boolean {
		return true;
	}
	show(): void {
		seen.notifications.push(this);
	}
}

export const shell = {
	async openExternal(url: string): Promise<void> {
		seen.outside.push(url);
	},
};

/** Nobody answers: the window is closed by its corner. Tests put their own answers here. */
export const dialog = {
	showMessageBox: async ({ cancelId = 0 }: { readonly cancelId?: number }) => ({ response: cancelId }),
	showOpenDialog: async () => ({ canceled: true, filePaths: [] as string[] }),
	showErrorBox(title: string, content: string): void {
		seen.errors.push(`${title}: ${content}`);
	},
};

export const clipboard = {
	writeText(text: string): void {
		seen.clipboard = text;
	},
	readText: () => seen.clipboard,
};

export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false, themeSource: "system" });
export const powerMonitor = new EventEmitter();
export const screen = { getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };

/** Those that run. */
export const children = new Set<UtilityProcess>();

class UtilityProcess extends EventEmitter {
	readonly stdout;
	readonly stderr;
	readonly #child: ChildProcess;
	readonly name: string;
	pid: number | undefined;
	constructor(child: ChildProcess, name: string) {
		super();
		this.name = name;
		this.#child = child;
		this.stdout = child.stdout;
		this.stderr = child.stderr;
		child.once("spawn", () => {
			this.pid = child.pid;
			children.add(this);
			this.emit("spawn");
		});
		child.once("exit", (code) => {
			this.pid = undefined;
			children.delete(this);
			this.emit("exit", code ?? 1);
		});
	}
	kill(): boolean {
		return this.#child.kill("SIGTERM");
	}
}

export const utilityProcess = {
	/** A child of Node that takes itself for one of Electron's. */
	fork: (program: string, words: readonly string[], { serviceName }: { readonly serviceName: string }) =>
		new UtilityProcess(
			fork(program, [...words], { silent: true, execArgv: ["--require", join(__dirname, "utility.cjs")] }),
			serviceName,
		),
};
