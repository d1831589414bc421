/** Which senders and clients other key settings would make one, or part, among the triplets that are remembered. */
import { setImmediate } from "node:timers/promises";
import type { z } from "zod";
import { keyPreview } from "../../../shared/policy/key-preview.ts";
import type { previewKeys } from "../../../shared/protocol/policy-routes.ts";
import type { ManagementParts } from "./contract.ts";

/** Looked at of a larger table. Mail is decided between parts. */
const MOST_ROWS = 50_000;
const ROWS_PER_PART = 500;

type Asked = z.output<typeof previewKeys.body>;

export async function previewed({ ledger }: ManagementParts, { settings }: Asked) {
	const { state } = ledger;
	const preview = keyPreview(state.policy.settings, settings);
	let looked = 0;
	for (const row of state.triplets.values()) {
		if (looked >= MOST_ROWS) break;
		preview.add(row);
		looked += 1;
		if (looked % ROWS_PER_PART === 0) await setImmediate();
	}
	const { senders, clients } = preview.told();
	return { revision: state.policy.revision, looked, triplets: state.triplets.size, senders, clients };
}
