/** Which requests act on a host: whatever is not a read by its declaration, and whatever this version does not know. */
import { routes } from "../../shared/protocol/routes.ts";

const reads = new Set(
	Object.values(routes)
		.filter(({ role }) => role === "viewer")
		.map(({ method, path }) => `${method} ${path}`),
);

/** `path` without its query. A dry run counts as an act: it is the first half of one. */
export function isAct(method: string, path: string): boolean {
	return method !== "GET" && method !== "HEAD" && !reads.has(`${method} ${path}`);
}
