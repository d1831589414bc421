/** What lies between the desk and the page while addresses are masked. */
import { describe, expect, test } from "vitest";
import { createVeil } from "../../../renderer/state/veil.ts";

const row = {
	sender: "anna b@example.org",
	recipients: ["bob@example.net", "postmaster@example.net"],
	clientName: "mail.example.org",
	reason: "early",
	at: 17,
	why: "anna.b@example.org rang, and <bob@example.net> waits",
};

function desk() {
	const heard: { path: string; body: unknown }[] = [];
	const veil = createVeil();
	const send = veil.behind(async ({ path, body }) => {
		heard.push({ path, body: body === null ? null : JSON.parse(body) });
		return { status: 200, json: { rows: [row] } };
	});
	const ask = (path: string, body: unknown = undefined) =>
		send({ method: "POST", path, body: body === undefined ? null : JSON.stringify(body), headers: {} });
	return { veil, heard, ask };
}

describe("the veil", () => {
	test("not drawn, changes nothing", async () => {
		const { ask, heard } = desk();
		expect((await ask("/v1/triplets?q=sender%3Aanna%40example.org", { mail: row })).json).toEqual({ rows: [row] });
		expect(heard).toEqual([{ path: "/v1/triplets?q=sender%3Aanna%40example.org", body: { mail: row } }]);
	});

	test("drawn, hides local parts and nothing else; the same person keeps the same sign", async () => {
		const { veil, ask } = desk();
		veil.draw(true);
		expect((await ask("/v1/triplets")).json).toEqual({
			rows: [
				{
					...row,
					sender: "•••1@example.org",
					recipients: ["•••2@example.net", "postmaster@example.net"],
					why: "•••3@example.org rang, and <•••2@example.net> waits",
				},
			],
		});
	});

	test("the address of a host stays: its login name is nobody's mailbox, and commands must lead there", () => {
		const host = { name: "mx1", address: "ssh://anna@mx1.example.net/run/greydesk/management.sock" };
		expect(desk().veil.cover({ hosts: [host] })).toEqual({ hosts: [host] });
	});

	test("what goes out with a sign in it carries the address", async () => {
		const { veil, ask, heard } = desk();
		veil.draw(true);
		await ask("/v1/triplets");
		await ask(`/v1/triplets?q=${encodeURIComponent("recipient:•••2@example.net")}&limit=5`, {
			mail: { sender: "•••1@example.org", recipient: "•••2@example.net" },
		});
		expect(heard[1]).toEqual({
			path: "/v1/triplets?q=recipient%3Abob%40example.net&limit=5",
			body: { mail: { sender: "anna b@example.org", recipient: "bob@example.net" } },
		});
		await ask(`/v1/whitelists/${encodeURIComponent("recipient:•••2@")}`);
		expect(heard[2]?.path).toBe("/v1/whitelists/recipient%3Abob%40");
	});

	test("a sign of another window searches the domain, and acts on nobody", async () => {
		const { ask, heard } = desk();
		await ask(`/v1/triplets?q=${encodeURIComponent("sender:•••9@example.org")}`);
		expect(heard[0]?.path).toBe(`/v1/triplets?q=${encodeURIComponent("sender:*@example.org")}`);
		const refused = await ask("/v1/triplets/approve", { mail: { sender: "•••9@example.org" } });
		expect(refused).toMatchObject({ status: 400, json: { title: "A masked address is not known here" } });
		expect(heard).toHaveLength(1);
	});

	test("what was covered is revealed again as it was, saved filters too", () => {
		const { veil } = desk();
		const held = { ...row, hash: "#/triplets?q=sender%3Aanna%40example.org", name: "of anna@example.org" };
		const covered = veil.cover(held);
		expect(JSON.stringify(covered)).not.toMatch(/anna|bob/);
		expect(veil.cover(covered)).toEqual(covered);
		expect(veil.reveal(covered)).toEqual(held);
	});
});
