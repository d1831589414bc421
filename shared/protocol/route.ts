/**
 * A conversation is declared once: path, what goes in, what comes out, who may. The daemon, the client, the
 * OpenAPI document and the contract tests all read the same declaration.
 */
import type { z } from "zod";

export type Role = "viewer" | "helpdesk" | "operator";
const ranks: Record<Role, number> = { viewer: 0, helpdesk: 1, operator: 2 };

export function roleAllows(has: Role, needs: Role): boolean {
	return ranks[has] >= ranks[needs];
}

/** What an engine can do; a route that needs one is refused, with words, where it is missing. */
export const capabilities = [
	"list",
	"approve",
	"pre-approve",
	"purge",
	"undo",
	"explain",
	"settings",
	"whitelists",
	"history",
	"delays",
] as const;
export type Capability = (typeof capabilities)[number];

export interface RouteParts<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Body extends z.ZodType,
	Reply extends z.ZodType,
> {
	readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
	/** With `:name` for parameters. */
	readonly path: string;
	readonly summary: string;
	readonly role: Role;
	readonly capability: Capability | null;
	readonly params: Params;
	readonly query: Query;
	readonly body: Body;
	readonly reply: Reply;
}

/** Keeps the types of the parts; a route is data and nothing else. */
export function route<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Body extends z.ZodType,
	Reply extends z.ZodType,
>(parts: RouteParts<Params, Query, Body, Reply>): RouteParts<Params, Query, Body, Reply> {
	return parts;
}

export type AnyRoute = RouteParts<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
