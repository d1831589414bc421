/**
 * The management API as its declaration says: every route with its success, empty, refused and failed answers, over a
 * whole greylist with real parts. Both ends validate; at the end no route may have been left out.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { routes } from "../../shared/protocol/routes.ts";
import { type Greylist, openGreylist } from "../fixtures/greylist.ts";
import { createCaller } from "./caller.ts";
import { activityCases } from "./cases/activity-cases.ts";
import { behindCases } from "./cases/behind-cases.ts";
import { borderCases } from "./cases/border-cases.ts";
import { eraseCases } from "./cases/erase-cases.ts";
import { importCases } from "./cases/import-cases.ts";
import { packCases } from "./cases/pack-cases.ts";
import { policyCases } from "./cases/policy-cases.ts";
import { systemCases } from "./cases/system-cases.ts";
import { tripletCases } from "./cases/triplet-cases.ts";
import { whitelistCases } from "./cases/whitelist-cases.ts";

const caller = createCaller();
let greylist: Greylist;

/** `history`: with its worker, where the cases ask it. */
function withGreylist(history: boolean, cases: () => void): () => void {
	return () => {
		beforeEach(async () => {
			greylist = await openGreylist({ history });
		});
		afterEach(() => greylist.close());
		cases();
	};
}

describe(
	"system",
	withGreylist(true, () => systemCases(caller, () => greylist)),
);
describe(
	"triplets",
	withGreylist(true, () => tripletCases(caller, () => greylist)),
);
describe(
	"a history that is behind",
	withGreylist(true, () => behindCases(caller, () => greylist)),
);
describe(
	"policy and actions",
	withGreylist(false, () => policyCases(caller, () => greylist)),
);
describe(
	"activity and settings",
	withGreylist(false, () => activityCases(caller, () => greylist)),
);
describe(
	"whitelists",
	withGreylist(false, () => whitelistCases(caller, () => greylist)),
);
describe(
	"large senders",
	withGreylist(false, () => packCases(caller, () => greylist)),
);
describe(
	"changing over",
	withGreylist(false, () => importCases(caller, () => greylist)),
);
describe(
	"erasing a person",
	withGreylist(true, () => eraseCases(caller, () => greylist)),
);
describe(
	"the border",
	withGreylist(false, () => borderCases(() => greylist)),
);

test("every route was called", () => {
	expect([...caller.called].sort()).toEqual(Object.keys(routes).sort());
});
