/**
 * Sample traffic: `greydesk sample` as a child, on a folder and a daemon of its own, shown as a host that says what it
 * is. It runs until it is stopped or the desk closes. One that plays already (of a desk that was killed) is used as it is.
 */
import { join } from "node:path";
import { checkHost } from "./check-host.ts";
import { type ChildProgram, runChild } from "./child-program.ts";
import type { DeskTools } from "./contract.ts";
import type { Hosts } from "./hosts.ts";
import type { Launch } from "./launch.ts";

export interface Sample {
	start(): Promise<void>;
	stop(): Promise<void>;
}

export interface SampleParts extends DeskTools {
	readonly folder: string;
	readonly program: string;
	readonly launch: Launch;
	readonly hosts: Hosts;
}

export const SAMPLE_ID = "sample";

export function createSample({ folder, program, launch, hosts, log }: SampleParts): Sample {
	const socket = join(folder, "management.sock");
	let playing: ChildProgram | null = null;
	return {
		async start() {
			if (playing !== null) return;
			const child = runChild({
				log,
				name: "the sample",
				launch,
				command: async () => ((await checkHost(socket)).ok ? null : [program, "sample", "--data", folder]),
				onLine: () => hosts.retry(SAMPLE_ID),
				onChange: hosts.changed,
			});
			playing = child;
			const told = { problem: child.problem, address: () => "sample traffic, made here" };
			hosts.own({ id: SAMPLE_ID, name: "Sample", kind: "sample", socket }, told);
		},
		async stop() {
			const child = playing;
			playing = null;
			if (child === null) return;
			hosts.disown(SAMPLE_ID);
			await child.stop();
		},
	};
}
