/** What other key settings would make of the senders and clients that are known. */
import { expect, test } from "vitest";
import { keyPreview } from "../../../shared/policy/key-preview.ts";
import { defaultSettings, type Settings } from "../../../shared/policy/settings.ts";

const noPlus: Settings = { ...defaultSettings, senderRules: { ...defaultSettings.senderRules, plus: false } };

function row(sender: string, client = "192.0.2.10", clientName: string | null = null) {
	return { sender, client, clientName };
}

test("these five addresses become this key, and by the change back it falls into them again", () => {
	const joining = keyPreview(noPlus, defaultSettings);
	const parting = keyPreview(defaultSettings, noPlus);
	const senders = ["a", "b", "c", "d", "e"].map((tag) => `news+${tag}@shop.example`);
	for (const sender of [...senders, "else@shop.example", "news+a@shop.example", ""]) {
		joining.add(row(sender));
		parting.add(row(sender));
	}
	const group = { key: "news@shop.example", count: 5, members: senders, triplets: 6 };
	expect(joining.told().senders).toEqual({ before: 7, after: 3, joined: [group], parted: [], more: 0 });
	expect(parting.told().senders).toEqual({ before: 3, after: 7, joined: [], parted: [group], more: 0 });
	expect(joining.told().clients).toMatchObject({ before: 1, after: 1, joined: [], parted: [] });
});

test("hosts of one domain part where the network counts", () => {
	const preview = keyPreview(defaultSettings, { ...defaultSettings, clientKey: "network" });
	preview.add(row("a@shop.example", "192.0.2.10", "mx1.shop.example"));
	preview.add(row("a@shop.example", "198.51.100.7", "mx2.shop.example"));
	expect(preview.told().clients.parted).toEqual([
		{
			key: "shop.example",
			count: 2,
			members: ["mx1.shop.example[192.0.2.10]", "mx2.shop.example[198.51.100.7]"],
			triplets: 2,
		},
	]);
});

test("however many become one, five are named, a thousand counted, fifty groups told", () => {
	const preview = keyPreview(noPlus, defaultSettings);
	for (let at = 0; at < 3_000; at += 1) preview.add(row(`big+${at.toString(36)}x@shop.example`));
	for (let list = 0; list < 80; list += 1)
		for (const tag of ["a", "b"]) preview.add(row(`${"l".repeat(list + 1)}+${tag}@list.example`));
	const { joined, more } = preview.told().senders;
	expect(joined).toHaveLength(50);
	expect(more).toBe(31);
	expect(joined[0]).toMatchObject({ key: "big@shop.example", count: 1_000, triplets: 3_000 });
	expect(joined[0]?.members).toHaveLength(5);
});
