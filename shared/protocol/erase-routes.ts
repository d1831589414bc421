/** Removing a person from everything that a daemon keeps. It may take minutes: the answer then says to ask again. */
import { z } from "zod";
import { typedPerson } from "../base/person.ts";
import { route } from "./route.ts";
import { nothing } from "./shapes.ts";

export const erase = route({
	method: "POST",
	path: "/v1/erase",
	summary: "Remove a person from every file, and look whether they are; asked again with the same words, how far it is",
	role: "operator",
	capability: "settings",
	params: nothing,
	query: nothing,
	body: z.object({
		address: z
			.string()
			.min(3)
			.max(320)
			.superRefine((text, context) => {
				const person = typedPerson(text);
				if (!person.ok) context.addIssue({ code: "custom", message: person.problem });
			})
			.describe("One whole address; its extensions and list forms go with it"),
		withWhitelists: z.boolean().default(false).describe("Whitelist entries that name the person are taken off first"),
		reason: z.string().max(500).default(""),
		dryRun: z.boolean().default(false),
	}),
	reply: z.object({
		dryRun: z.boolean(),
		running: z.boolean().describe("It goes on: ask again with the same words for the rest of this answer"),
		actionId: z.string().nullable().describe("null: a dry run, not done, or nobody was named anywhere"),
		rows: z.number().int().describe("Triplets, approvals and known correspondents that went"),
		inForce: z
			.array(z.object({ entry: z.string().nullable(), words: z.string() }))
			.describe("Rules that name the person: while one is in force, nothing is erased. entry: of a whitelist"),
		files: z.array(
			z.object({
				name: z.string(),
				bytes: z.number().int(),
				before: z.number().int().describe("Mentions"),
				after: z.number().int().nullable().describe("null: a dry run"),
			}),
		),
	}),
});
export type EraseReply = z.infer<typeof erase.reply>;
