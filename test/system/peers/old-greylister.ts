/** Another greylister, the real program of the distribution, on a folder of its own; and how it is asked. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Asked, connectPolicy, policyRequest } from "../../fixtures/policy-client.ts";
import { listening } from "./ports.ts";

export interface OldGreylister {
	readonly folder: string;
	/** Whether the mail is asked to wait. */
	defers(asked: Asked, extra?: string): Promise<boolean>;
	stop(): Promise<void>;
}

/** A folder that belongs to the user whom the program becomes when it is started by root. */
export function folderOf(user: string): string {
	const folder = mkdtempSync(join(tmpdir(), `greydesk-${user}-`));
	if (process.getuid?.() === 0) execFileSync("chown", [`${user}:`, folder]);
	return folder;
}

/** Until it answers on its port; `words` start it in the foreground. */
export async function oldGreylister(
	words: readonly [string, ...string[]],
	{ folder, port }: { readonly folder: string; readonly port: number },
): Promise<OldGreylister> {
	const [program, ...args] = words;
	const child = spawn(program, args, { stdio: "ignore", cwd: folder });
	child.on("error", () => undefined);
	await listening(port);
	return {
		folder,
		async defers(asked, extra = "") {
			const connection = await connectPolicy(`127.0.0.1:${port}`);
			try {
				connection.send(policyRequest(asked).replace(/\n\n$/, `\n${extra}\n`));
				return /^defer/i.test(await connection.answer());
			} finally {
				connection.close();
			}
		},
		stop: () => end(child, folder),
	};
}

async function end(child: ChildProcess, folder: string): Promise<void> {
	if (child.exitCode === null) {
		child.kill("SIGTERM");
		await once(child, "exit");
	}
	rmSync(folder, { recursive: true, force: true });
}
