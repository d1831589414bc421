/**
 * One management socket a role, side by side: `management.sock` (operator), `viewer.sock`, `helpdesk.sock`. Who may
 * use which is settled by the file system. The daemon lives without them where it must: mail goes first.
 */
import { basename, dirname, join } from "node:path";
import type { EventHub, ManagementParts } from "./management/contract.ts";
import { createManagement } from "./management/management.ts";
import { type Served, serveManagement } from "./management/serve.ts";

const roles = [
	{ role: "operator", name: null },
	{ role: "helpdesk", name: "helpdesk.sock" },
	{ role: "viewer", name: "viewer.sock" },
] as const;

export interface ManagementSockets {
	close(): Promise<void>;
}

/** Throws, in words, where a socket cannot be opened; those opened before are closed again. */
export async function openManagementSockets(
	path: string,
	parts: ManagementParts,
	events: EventHub,
): Promise<ManagementSockets> {
	const open: Served[] = [];
	const close = async () => {
		events.close();
		await Promise.all(open.map((served) => served.close()));
	};
	for (const { role, name } of roles) {
		const socket = join(dirname(path), name ?? basename(path));
		try {
			open.push(await serveManagement({ path: socket, fetch: createManagement(parts, role), log: parts.log }));
		} catch (error) {
			await close();
			throw error;
		}
	}
	return { close };
}
