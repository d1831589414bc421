/** Whether a Postfix is installed here, for the page's offer to greylist it. Asked once; bounded in time. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";

export interface Postfix {
	readonly version: string | null;
}

const PATIENCE_MS = 3000;
/** A user's PATH often lacks sbin. */
const places = ["/usr/sbin/postconf", "/usr/bin/postconf", "/usr/local/sbin/postconf", "/opt/postfix/sbin/postconf"];

/** `null`: none found. A Postfix whose version cannot be asked has version null. */
export function findPostfix(candidates: readonly string[] = places): Promise<Postfix | null> {
	const postconf = candidates.find((path) => existsSync(path));
	if (postconf === undefined) return Promise.resolve(null);
	return new Promise((resolve) => {
		execFile(postconf, ["-d", "mail_version"], { timeout: PATIENCE_MS, maxBuffer: 4096 }, (error, output) => {
			const version = error === null ? /^mail_version = ([\w.-]{1,40})$/m.exec(output)?.[1] : undefined;
			resolve({ version: version ?? null });
		});
	});
}
