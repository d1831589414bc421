/** The draft of a form: changed field by field, tried at the host as it grows, applied or discarded. */
import { useEffect, useMemo, useState } from "react";
import type { Problem } from "../../../shared/protocol/shapes.ts";
import { useApp, useHost } from "../../state/app-context.tsx";
import { type Draft, draftedSettings, type SettingValue, same, withChange } from "../../state/settings-draft.ts";
import { type DryRun, type PolicyTold, putSettings, trySettings } from "../../state/use-policy.ts";
import { sayUndoable, tell } from "../undo.tsx";

interface Tried {
	readonly of: string;
	readonly told: DryRun | null;
	readonly problem: Problem | null;
}
const SETTLE_MS = 300;

export function useDraft(policy: PolicyTold) {
	const { actions } = useApp();
	const host = useHost();
	const [draft, setDraft] = useState<Draft | null>(null);
	const [tried, setTried] = useState<Tried | null>(null);
	const { revision } = policy;
	// The revision grows with whitelists and the switch, too: only other settings overtake a draft.
	const overtaken = draft !== null && !same(draft.base, policy.settings);
	const asked = useMemo(
		() => (draft === null || overtaken ? "" : JSON.stringify({ settings: draftedSettings(draft), revision })),
		[draft, overtaken, revision],
	);
	useEffect(() => {
		if (asked === "") return;
		let left = false;
		const timer = setTimeout(async () => {
			const answer = await trySettings(host.send, JSON.parse(asked));
			if (left) return;
			const told = answer.ok && "dryRun" in answer.value ? answer.value : null;
			setTried({ of: asked, told, problem: answer.ok ? null : answer.problem });
		}, SETTLE_MS);
		return () => {
			left = true;
			clearTimeout(timer);
		};
	}, [asked, host.send]);
	const current = tried?.of === asked ? tried : null;
	const keep = (next: Draft) => setDraft(next.changed.size === 0 ? null : next);
	return {
		changed: draft?.changed ?? null,
		/** As they would be. */
		drafted: useMemo(() => (draft === null ? null : draftedSettings(draft)), [draft]),
		overtaken,
		told: current?.told ?? null,
		problem: current?.problem ?? null,
		change: (key: string, value: SettingValue) =>
			keep(withChange(draft ?? { base: policy.settings, changed: new Map() }, key, value)),
		discard: () => setDraft(null),
		rebase() {
			let next: Draft = { base: policy.settings, changed: new Map() };
			for (const [key, value] of draft?.changed ?? []) next = withChange(next, key, value);
			keep(next);
		},
		async apply(reason: string): Promise<boolean> {
			if (draft === null) return false;
			const answer = await putSettings(host.send, { settings: draftedSettings(draft), revision }, reason);
			if (!answer.ok || "dryRun" in answer.value) {
				setTried({ of: asked, told: null, problem: answer.ok ? null : answer.problem });
				return false;
			}
			setDraft(null);
			if ("changed" in answer.value) {
				tell("plain", "Nothing changed", "These settings are in force already.");
				return true;
			}
			const done = { host: host.id, actionId: answer.value.actionId, of: "change" } as const;
			actions.remember(done);
			sayUndoable(actions, done, { title: "Settings applied", message: "They hold from the next attempt on." });
			return true;
		},
	};
}
