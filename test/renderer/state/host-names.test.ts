/** Names that tell hosts apart: nobody should compare a host with itself for want of a name. */
import { expect, test } from "vitest";
import { namesApart } from "../../../renderer/state/host-names.ts";

const host = (id: string, name: string, address: string) => ({ id, name, address });
const names = (...hosts: ReturnType<typeof host>[]) => [...namesApart(hosts).values()];

test("a name that is one host's alone stays as it is", () => {
	expect(names(host("a", "mx1", "unix:/var/lib/a/management.sock"), host("b", "mx2", "ssh://mx2"))).toEqual([
		"mx1",
		"mx2",
	]);
});

test("two daemons of one machine are told apart by their folders, two sockets of one by the socket", () => {
	expect(
		names(
			host("a", "mail", "unix:/var/lib/mx1/management.sock"),
			host("b", "mail", "unix:/var/lib/mx2/management.sock"),
			host("c", "mail", "unix:/var/lib/mx2/viewer.sock"),
			host("d", "mail", "ssh://mx9.example/var/lib/greydesk"),
		),
	).toEqual(["mail (mx1)", "mail (mx2)", "mail (mx2/viewer.sock)", "mail (ssh://mx9.example/var/lib/greydesk)"]);
});

test("where the folders are called alike too, the whole address tells", () => {
	const [one, two] = ["unix:/srv/a/greydesk/management.sock", "unix:/srv/b/greydesk/management.sock"] as const;
	expect(names(host("a", "mail", one), host("b", "mail", two))).toEqual([`mail (${one})`, `mail (${two})`]);
});
