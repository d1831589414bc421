/** A policy port of a real decider and ledger, to be asked by anyone. */

import type { Decider } from "../../../../electron/daemon/decider/contract.ts";
import { parseAddress } from "../../../../electron/daemon/listeners/address.ts";
import { defaultLimits, type Limits } from "../../../../electron/daemon/listeners/limits.ts";
import { listenForPolicy, type PolicyListener } from "../../../../electron/daemon/listeners/policy-listener.ts";
import { createPool } from "../../../../electron/daemon/listeners/pool.ts";
import { createResponder } from "../../../../electron/daemon/listeners/responder.ts";
import { silentLog } from "../../../../shared/base/log.ts";
import { type Greylist, openGreylist } from "../decider/support.ts";

export interface Port extends PolicyListener {
	readonly greylist: Greylist;
	/** Bugs that were handed up. */
	readonly bugs: unknown[];
	readonly dropped: () => number;
}

export async function openPort(
	wish: { readonly address?: string; readonly limits?: Partial<Limits>; readonly decider?: Partial<Decider> } = {},
): Promise<Port> {
	const greylist = await openGreylist();
	const limits = { ...defaultLimits, ...wish.limits };
	const { clock, ledger } = greylist;
	const pool = createPool(limits, clock);
	const bugs: unknown[] = [];
	const responder = createResponder({
		decider: { ...greylist.decider, ...wish.decider },
		settings: () => ledger.state.policy.settings,
		host: "mx.example.org",
		clock,
		log: silentLog,
		panic: (bug) => bugs.push(bug),
	});
	const address = parseAddress(wish.address ?? "127.0.0.1:0");
	if (!address.ok) throw new Error(address.problem);
	const listener = await listenForPolicy(address.value, [], { responder, pool, limits, clock, log: silentLog });
	return { ...listener, greylist, bugs, dropped: pool.dropped };
}
