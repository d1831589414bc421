/** Opens the session, makes the state, draws the page. All that exists once is made here. */
import "@fontsource-variable/inter/index.css";
import "@fontsource-variable/jetbrains-mono/index.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./ui/tokens.css";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { followDesk } from "./link/events.ts";
import { lendCodes } from "./link/neighbours.ts";
import { sendTo } from "./link/send.ts";
import { dropSession, followCodes, openSession } from "./link/session.ts";
import { codeForWindow } from "./state/another-window.ts";
import { createApp } from "./state/app.ts";
import { pressFor } from "./ui/command-keys.ts";
import { AppView } from "./views/app-view.tsx";
import { Dressed } from "./views/dressed.tsx";
import { LetIn, Shut } from "./views/shut.tsx";

// Compiled schemas need eval, which our content security policy refuses.
z.config({ jitless: true });

const place = document.getElementById("page");
if (place !== null) void start(createRoot(place));
followCodes(window);

async function start(root: ReturnType<typeof createRoot>): Promise<void> {
	const session = await openSession(window, () =>
		root.render(
			<Dressed>
				<LetIn />
			</Dressed>,
		),
	);
	if (!session.ok) {
		root.render(
			<Dressed>
				<Shut words={session.problem} />
			</Dressed>,
		);
		return;
	}
	const token = session.value;
	const app = createApp((base) => sendTo(base, token, () => app.listener.refused()), pressFor);
	app.hosts.line.subscribe(() => {
		if (app.hosts.line.get() === "refused") dropSession(sessionStorage);
	});
	followDesk(token, app.listener);
	lendCodes(() => codeForWindow(app.desk));
	root.render(
		<Dressed>
			<AppView app={app} />
		</Dressed>,
	);
}
