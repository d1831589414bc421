/**
 * The page as its preferences want it. Nothing is drawn before they are known: an address that should be masked must
 * not be seen for a moment. Another zone, or masking, draws all anew, and other dialogs are closed with what is in them.
 */

import { useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Fragment, type ReactNode, useEffect, useLayoutEffect } from "react";
import { starts } from "../../../shared/protocol/start-again.ts";
import { useApp } from "../../state/app-context.tsx";
import { useMasking } from "../../state/masking.ts";
import { rowHeights, usePreferences } from "../../state/preferences.ts";
import { useStore } from "../../state/store.ts";
import { hearCharacters, useKeys } from "../../ui/keys.ts";
import { EmptyNote } from "../../ui/problem-note.tsx";
import { showTimesIn } from "../../ui/zone.ts";
import { Shut } from "../shut.tsx";
import { tell } from "../undo.tsx";
import { PreferencesDialog } from "./preferences-dialog.tsx";

export function Preferred({ children }: { children: ReactNode }) {
	const { hosts, preferences } = useApp();
	const line = useStore(hosts.line);
	const told = useStore(preferences.told);
	const { density, letterKeys, theme, zone } = usePreferences();
	const masked = useMasking();
	const { setColorScheme } = useMantineColorScheme();
	const [open, dialog] = useDisclosure(false);
	useKeys({ ",": dialog.open });
	// What is drawn below is told in it.
	showTimesIn(zone);
	const known = told !== null;
	useEffect(() => hearCharacters(letterKeys), [letterKeys]);
	useLayoutEffect(() => {
		const { dataset, style } = document.documentElement;
		dataset.density = density;
		style.setProperty("--row-height", `${rowHeights[density]}px`);
	}, [density]);
	useEffect(() => {
		if (known) setColorScheme(theme);
	}, [known, theme, setColorScheme]);
	const problem = told?.problem ?? null;
	useEffect(() => {
		if (problem !== null) tell("trouble", "Preferences begin anew", problem);
	}, [problem]);
	if (!known && line !== "refused")
		return (
			<EmptyNote title={line === "lost" ? "The desk does not answer" : "Asking the desk for your preferences…"}>
				{line === "lost" ? `It is tried again every few seconds. Is ${starts} still running?` : ""}
			</EmptyNote>
		);
	if (!known) return <Shut words="The desk no longer knows this page. Open it again and use the new address." />;
	return (
		<>
			<Fragment key={`${zone} ${masked}`}>{children}</Fragment>
			{open && <PreferencesDialog onClose={dialog.close} />}
		</>
	);
}
