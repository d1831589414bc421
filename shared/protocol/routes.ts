/** All routes of the management API, by name. A test fails if one was never called. */
import { listActions, undo } from "./action-routes.ts";
import { erase } from "./erase-routes.ts";
import { importTriplets } from "./import-routes.ts";
import { getPack, setPack } from "./pack-routes.ts";
import { explain, getPolicy, getSettingsSchema, passAll, previewKeys, putPolicy } from "./policy-routes.ts";
import { acknowledgeAlert, alerts, delays, healthz, hello, recent, statistics, status } from "./system-routes.ts";
import { approve, listTriplets, purge, showTriplet } from "./triplet-routes.ts";
import { addWhitelist, importWhitelists, listWhitelists, removeWhitelist } from "./whitelist-routes.ts";

export const routes = {
	hello,
	status,
	alerts,
	acknowledgeAlert,
	healthz,
	statistics,
	delays,
	recent,
	listTriplets,
	showTriplet,
	approve,
	purge,
	listActions,
	undo,
	listWhitelists,
	addWhitelist,
	importWhitelists,
	importTriplets,
	removeWhitelist,
	getPack,
	setPack,
	getPolicy,
	getSettingsSchema,
	putPolicy,
	previewKeys,
	passAll,
	explain,
	erase,
} as const;
export type RouteName = keyof typeof routes;
