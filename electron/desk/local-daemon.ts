/**
 * The embedded engine: `greydesk daemon` on this user's data folder, run as a child. A daemon that already answers on
 * that folder is used as it is, and left running. Port 10023 is asked for; where another program has it, any free port
 * is taken instead and the screen says so.
 */
import { createServer } from "node:net";
import { join } from "node:path";
import { call } from "../../shared/protocol/client.ts";
import type { Trouble } from "../../shared/protocol/shapes.ts";
import { status } from "../../shared/protocol/system-routes.ts";
import { checkHost, sendTo } from "./check-host.ts";
import { runChild } from "./child-program.ts";
import type { DeskTools } from "./contract.ts";
import type { Launch } from "./launch.ts";

const PORT = 10_023;
const OTHER = ", a daemon that was running already";

export interface LocalParts extends DeskTools {
	readonly dataDir: string;
	/** The bundled command, `out/greydesk.mjs`. */
	readonly program: string;
	readonly launch: Launch;
	readonly onChange: () => void;
	/** It says that it answers. */
	readonly onReady: () => void;
}

export interface LocalDaemon {
	readonly socket: string;
	/** Why it does not run, in words; null where nothing is known against it. */
	problem(): Trouble | null;
	/** Where it listens for policy requests; null while unknown. */
	policyAddress(): string | null;
	/** Whether it ends with this desk; not so where a daemon that ran already is used. */
	ours(): boolean;
	stop(): Promise<void>;
	/** As the screen names it. */
	address(): string;
}

export function startLocalDaemon(parts: LocalParts): LocalDaemon {
	const socket = join(parts.dataDir, "management.sock");
	let policy: string | null = null;
	let note = "";

	const command = async () => {
		const there = await checkHost(socket);
		if (there.ok) {
			if (note !== OTHER) parts.log.info("a daemon runs on this folder already: the desk uses it", { socket });
			note = OTHER;
			policy = await policyOf(socket);
			return null;
		}
		policy = null;
		const free = await isFree(PORT);
		note = free ? "" : `, on another port for ${PORT} is taken by another program`;
		if (!free) parts.log.warn(`port ${PORT} is taken by another program: the embedded daemon listens on a free one`);
		return [parts.program, "daemon", "--data", parts.dataDir, "--policy", `127.0.0.1:${free ? PORT : 0}`];
	};
	const child = runChild({
		log: parts.log,
		name: "the embedded daemon",
		launch: parts.launch,
		command,
		onChange: parts.onChange,
		onLine: (line) => {
			const ready = /^ready\b.*?\bpolicy=([^\s,]+)/.exec(line)?.[1];
			if (ready === undefined) return;
			policy = ready === "none" ? null : ready;
			parts.onReady();
			parts.onChange();
		},
	});
	return {
		socket,
		address: () => `this computer${note}`,
		problem: child.problem,
		policyAddress: () => policy,
		ours: () => child.pid() !== null,
		stop: child.stop,
	};
}

/** Where a daemon that runs already listens, as it tells itself. */
async function policyOf(socket: string): Promise<string | null> {
	try {
		const answer = await call(sendTo(socket), status);
		return answer.ok ? (answer.value.listeners[0]?.address ?? null) : null;
	} catch {
		return null;
	}
}

function isFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once("error", () => resolve(false));
		probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
	});
}
