/** What is done with the hosts a desk knows: added, changed, tried again, removed. The list follows the stream. */
import type { z } from "zod";
import type { Answered } from "../../shared/protocol/client.ts";
import { addHost, changeHost, type Host, removeHost, retryHost } from "../../shared/protocol/desk.ts";
import type { App } from "./app.ts";
import { ask } from "./ask.ts";

/** What of the app is needed here. */
type Known = Pick<App, "hosts" | "desk" | "reloadHosts">;
export type NewHost = z.input<typeof addHost.body>;
export type HostChange = z.input<typeof changeHost.body>;

/** Said hello to before it is taken; a host key that must be compared first comes back as a refusal with its trouble. */
export async function takeHost(app: Known, host: NewHost): Promise<Answered<Host>> {
	const answer = await ask(app.desk, addHost, { body: host });
	// Added again while its removal could still be undone: it stays.
	if (answer.ok) staysOn(app, answer.value.id);
	await app.reloadHosts();
	return answer;
}

function staysOn({ hosts: { leaving } }: Pick<App, "hosts">, id: string): void {
	leaving.set(new Set([...leaving.get()].filter((one) => one !== id)));
}

export async function alterHost(app: App, id: string, change: HostChange): Promise<Answered<Host>> {
	const answer = await ask(app.desk, changeHost, { params: { id }, body: change });
	await app.reloadHosts();
	return answer;
}

export function tryHost(app: App, id: string): Promise<Answered<{ tried: boolean }>> {
	return ask(app.desk, retryHost, { params: { id } });
}

export interface Removal {
	/** Back as if nothing had been asked. */
	takeBack(): void;
	/** The desk forgets it now. Once; after `takeBack` never. */
	finish(): Promise<Answered<{ removed: boolean }> | null>;
}

/**
 * Takes a host off the screen and lets the desk forget it only at `finish`: until then nothing of it is lost, its key and
 * its name neither. A page that is closed before has removed nothing.
 */
export function beginRemoval(app: Known, id: string): Removal {
	const { leaving } = app.hosts;
	let open = true;
	leaving.set(new Set([...leaving.get(), id]));
	return {
		takeBack() {
			open = false;
			staysOn(app, id);
		},
		async finish() {
			if (!open || !leaving.get().has(id)) return null;
			open = false;
			const answer = await ask(app.desk, removeHost, { params: { id } });
			await app.reloadHosts();
			staysOn(app, id);
			return answer;
		},
	};
}
