/** Starts the sample traffic and goes to watch it. */
import { useState } from "react";
import { playSample } from "../../../shared/protocol/desk.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";
import { useApp } from "../../state/app-context.tsx";
import { ask } from "../../state/ask.ts";

export interface SamplePlayer {
	readonly starting: boolean;
	readonly problem: Problem | null;
	play(): Promise<void>;
}

export function usePlaySample(): SamplePlayer {
	const app = useApp();
	const [starting, setStarting] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);
	return {
		starting,
		problem,
		async play() {
			setStarting(true);
			setProblem(null);
			const answer = await ask(app.desk, playSample, { body: { run: true } });
			await app.reloadHosts();
			setStarting(false);
			if (!answer.ok) setProblem(answer.problem);
			else if (answer.value.host !== null)
				app.address.go({ view: "watch", host: answer.value.host.id, open: null, q: "", range: null });
		},
	};
}
