/**
 * The management API as its declaration says: every route with its success, empty, refused and failed answers, over a
 * whole greylist with real parts. Both ends validate; at the end no route may have been left out.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { routes } from "../../shared/protocol/routes.ts";
import { type Greylist, openGreylist } from "../fixtures/greylist.ts";
import { createCaller } from "./caller.ts";
import { borderCases } from "./cases/border-cases.ts";
import { policyCases } from "./cases/policy-cases.ts";
import { systemCases } from "./cases/system-cases.ts";
import { tripletCases } from "./cases/triplet-cases.ts";

const caller = createCaller();
let greylist: Greylist;
beforeEach(async () => {
	greylist = await openGreylist();
});
afterEach(() => greylist.close());

describe("system", () => systemCases(caller, () => greylist));
describe("triplets", () => tripletCases(caller, () => greylist));
describe("policy and actions", () => policyCases(caller, () => greylist));
describe("the border", () => borderCases(() => greylist));

test("every route was called", () => {
	expect([...caller.called].sort()).toEqual(Object.keys(routes).sort());
});
