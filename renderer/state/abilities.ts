/** What of a menu's commands this view can do now, told to the desk so that a native menu greys out the rest. */
import { useEffect } from "react";
import type { ViewName } from "../../shared/protocol/address.ts";
import { type PageCommand, tellAbilities } from "../../shared/protocol/desk.ts";

import { useApp } from "./app-context.tsx";
import { ask } from "./ask.ts";
import { useStore } from "./store.ts";
import { type Rights, useRights } from "./use-rights.ts";

const anywhere: readonly PageCommand[] = ["palette", "help", "connect"];
const acting: Readonly<Partial<Record<ViewName, readonly PageCommand[]>>> = {
	watch: ["search", "pause"],
	triplets: ["search", "mark", "approve", "purge"],
	whitelists: ["search", "purge"],
	activity: ["search"],
};

export function abilitiesOf(view: ViewName, rights: Rights, hasDone: boolean): readonly PageCommand[] {
	const may = (command: PageCommand) => {
		if (command === "approve") return rights.approve === null;
		if (command === "purge") return (view === "whitelists" ? rights.whitelists : rights.purge) === null;
		return true;
	};
	const undo: readonly PageCommand[] = hasDone && rights.undo === null ? ["undo"] : [];
	return [...anywhere, ...(acting[view] ?? []).filter(may), ...undo];
}

/** Tells them for the chosen host's view, whenever they change. */
export function useTellAbilities(view: ViewName, host: string): void {
	const { actions, desk } = useApp();
	const hasDone = useStore(actions.stack).some((done) => done.host === host);
	const commands = abilitiesOf(view, useRights(), hasDone).join(" ");
	useEffect(() => {
		// A desk without menus hears it and does nothing.
		void ask(desk, tellAbilities, { body: { commands: commands.split(" ") as PageCommand[] } });
	}, [desk, commands]);
}
