/** Programs of ours as utility processes: this binary is no Node for anybody who calls it (the RunAsNode fuse is off). */
import { utilityProcess } from "electron";
import type { Launch } from "../desk/launch.ts";

export const launchUtility: Launch = ([program = "", ...words]) => {
	const child = utilityProcess.fork(program, words, { stdio: "pipe", serviceName: "Greydesk engine" });
	let gone = false;
	child.once("exit", () => {
		gone = true;
	});
	return {
		pid: () => (gone ? null : (child.pid ?? null)),
		gone: () => gone,
		output: child.stdout,
		errors: child.stderr,
		onStart: (tell) => child.once("spawn", tell),
		onEnd: (tell) => child.once("exit", (code) => tell(`ended with status ${code}`)),
		terminate: () => child.kill(),
		kill: () => {
			if (child.pid !== undefined) process.kill(child.pid, "SIGKILL");
		},
	};
};
