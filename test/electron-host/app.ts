/** `app`: its life, its paths, and that it runs once for each profile. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { EventEmitter } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, openChromium } from "./chromium.ts";
import { HostEvent } from "./host-event.ts";
import { children } from "./parts.ts";
import { openSchemes } from "./schemes.ts";

/** Speaks the words that its first argument hands to whoever listens at the path of its second; fails where nobody does. */
const knock = `const s=require("net").connect(process.argv[2]);s.on("error",()=>process.exit(1));s.end(process.argv[1]);s.on("close",()=>process.exit(0));s.resume()`;

export interface Closable {
	/** False where somebody prevented it. */
	requestClose(): boolean;
}

class App extends EventEmitter {
	isPackaged = false;
	name = "Electron";
	readonly windows = new Set<Closable>();
	#paths = new Map<string, string>();
	#browser: Browser | null = null;
	#lock: Server | null = null;
	#ready = deferred();

	setName(name: string): void {
		this.name = name;
	}
	setPath(name: string, path: string): void {
		this.#paths.set(name, path);
	}
	getPath(name: string): string {
		return this.#paths.get(name) ?? join(tmpdir(), "greydesk-electron-host");
	}
	whenReady(): Promise<void> {
		return this.#ready.promise;
	}
	get browser(): Browser {
		if (this.#browser === null) throw new Error("The app is not ready");
		return this.#browser;
	}

	/** Of its children; Electron tells of its own processes too. */
	getAppMetrics(): readonly { readonly pid: number; readonly name: string }[] {
		return [...children].map(({ pid = 0, name }) => ({ pid, name }));
	}

	/** What Electron does once the main program was read. */
	async start(): Promise<void> {
		await openSchemes();
		const profile = join(this.getPath("userData"), "chromium");
		mkdirSync(profile, { recursive: true });
		this.#browser = await openChromium(profile, (line) => process.stderr.write(`${line}\n`));
		this.#ready.resolve();
		this.emit("ready");
	}

	requestSingleInstanceLock(): boolean {
		const path = join(
			tmpdir(),
			`${createHash("sha256").update(this.getPath("userData")).digest("hex").slice(0, 20)}.sock`,
		);
		try {
			const words = JSON.stringify({ argv: process.argv, cwd: process.cwd() });
			execFileSync(process.execPath, ["-e", knock, words, path], { stdio: "ignore" });
			return false;
		} catch {
			rmSync(path, { force: true });
		}
		this.#lock = createServer({ allowHalfOpen: true }, (second) => {
			let text = "";
			second.setEncoding("utf8").on("data", (part: string) => {
				text += part;
			});
			second.on("end", () => {
				second.end();
				const { argv, cwd } = JSON.parse(text) as { argv: string[]; cwd: string };
				this.emit("second-instance", new HostEvent(), argv, cwd);
			});
		}).listen(path);
		this.#lock.unref();
		return true;
	}

	quit(): void {
		const event = new HostEvent();
		this.emit("before-quit", event);
		if (event.defaultPrevented) return;
		for (const window of [...this.windows]) if (!window.requestClose()) return;
		this.emit("will-quit", new HostEvent());
		this.exit(0);
	}

	/** A window is gone; without one, and without anybody who minds, the app ends. */
	windowClosed(window: Closable): void {
		this.windows.delete(window);
		if (this.windows.size > 0) return;
		if (this.listenerCount("window-all-closed") > 0) this.emit("window-all-closed");
		else this.quit();
	}

	exit(code: number): void {
		this.#lock?.close();
		const gone = this.#browser?.close() ?? Promise.resolve();
		void gone.finally(() => process.exit(code));
	}
}

function deferred(): { readonly promise: Promise<void>; resolve(): void } {
	let resolve: () => void = () => undefined;
	const promise = new Promise<void>((settle) => {
		resolve = settle;
	});
	return { promise, resolve: () => resolve() };
}

export const app = new App();
