/** A host that is removed, and what may come between that and its end. */
import { expect, test } from "vitest";
import { beginRemoval, takeHost } from "../../../renderer/state/host-acts.ts";
import { createHosts } from "../../../renderer/state/hosts.ts";
import type { Send } from "../../../shared/protocol/client.ts";
import type { Host } from "../../../shared/protocol/desk.ts";

const mx1: Host = {
	id: "mx1",
	name: "mx1",
	address: "unix:/run/mx1.sock",
	kind: "socket",
	link: "live",
	sinceAt: 0,
	problem: null,
	removable: true,
	colour: null,
	readOnly: false,
};

/** A desk on the other end of the wire: what it was asked. */
function page() {
	const asked: string[] = [];
	const desk: Send = async ({ method, path }) => {
		asked.push(`${method} ${path}`);
		return { status: 200, json: method === "DELETE" ? { removed: true } : mx1 };
	};
	return { asked, app: { hosts: createHosts(), desk, reloadHosts: async () => undefined } };
}

test("the desk forgets a host when the way back has gone, once", async () => {
	const { asked, app } = page();
	const removal = beginRemoval(app, "mx1");
	expect([...app.hosts.leaving.get()]).toEqual(["mx1"]);
	expect(asked).toEqual([]);
	expect(await removal.finish()).toMatchObject({ ok: true });
	expect(await removal.finish()).toBeNull();
	expect(asked).toEqual(["DELETE /desk/hosts/mx1"]);
	expect(app.hosts.leaving.get().size).toBe(0);
});

test("a host that is taken back stays", async () => {
	const { asked, app } = page();
	const removal = beginRemoval(app, "mx1");
	removal.takeBack();
	expect(await removal.finish()).toBeNull();
	expect(asked).toEqual([]);
});

test("a host that is added again before its removal has ended stays", async () => {
	const { asked, app } = page();
	const removal = beginRemoval(app, "mx1");
	expect(await takeHost(app, { address: mx1.address })).toMatchObject({ ok: true });
	expect(app.hosts.leaving.get().size).toBe(0);
	expect(await removal.finish()).toBeNull();
	expect(asked).toEqual(["POST /desk/hosts"]);
});
