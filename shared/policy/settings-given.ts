/**
 * Settings as they are given to be put in force: whole, for what is left out would be set back silently, and without a
 * network or pattern that could never match. The declaration with its defaults (settings.ts) reads what is stored.
 */
import { z } from "zod";
import { parseAddress, parseNetwork } from "../base/networks.ts";
import { conditionLineOf } from "./conditions.ts";
import { overrideOf } from "./override-lines.ts";
import { type Settings, settingsSchema } from "./settings.ts";
import { patternOf } from "./whitelist-pattern.ts";

// The same declaration without its defaults: what it takes is what it gives.
const whole = withoutDefaults(settingsSchema) as z.ZodType<Settings, Settings>;

/** Issues name the entry of a list that means nothing. */
export const givenSettingsSchema: z.ZodType<Settings, Settings> = whole.superRefine((settings, context) => {
	const refuse = (path: readonly (string | number)[], message: string) =>
		context.addIssue({ code: "custom", path: [...path], message });
	for (const [index, text] of settings.trustedNetworks.entries()) {
		const network = parseNetwork(text.trim());
		if (!network.ok) refuse(["trustedNetworks", index], network.problem);
	}
	for (const list of ["exemptRecipients", "recipientDomains"] as const)
		for (const [index, text] of settings[list].entries()) {
			const pattern = patternOf("recipient", text);
			if (!pattern.ok) refuse([list, index], pattern.problem);
		}
	for (const [index, text] of settings.passWhen.entries()) {
		const line = conditionLineOf(text);
		if (!line.ok) refuse(["passWhen", index], line.problem);
	}
	for (const [index, text] of settings.dns.servers.entries())
		if (!isServer(text))
			refuse(
				["dns", "servers", index],
				`"${text.slice(0, 60)}" is no address of a resolver, such as 127.0.0.1 or [::1]:5353`,
			);
	const lines = new Set<string>();
	for (const [index, text] of settings.overrides.entries()) {
		const line = overrideOf(text);
		if (!line.ok) refuse(["overrides", index], line.problem);
		else if (lines.has(line.value.pattern))
			refuse(["overrides", index], `There is a line for ${line.value.pattern} already: write both in one`);
		else lines.add(line.value.pattern);
	}
});

/** An address, with a port where it is not 53. */
function isServer(text: string): boolean {
	const [, v6, v4, port = "53"] = /^(?:\[([0-9a-f:.]+)\]|([\d.]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
	return parseAddress(v6 ?? v4 ?? text) !== null && Number(port) > 0 && Number(port) < 65_536;
}

function withoutDefaults(schema: z.core.$ZodType): z.ZodType {
	if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
		const bare = withoutDefaults(schema.unwrap());
		const told = schema.meta();
		return told === undefined ? bare : bare.meta(told);
	}
	if (!(schema instanceof z.ZodObject)) return schema as z.ZodType;
	const fields = Object.entries<z.core.$ZodType>(schema.shape).map(([name, field]) => [name, withoutDefaults(field)]);
	return z.strictObject(Object.fromEntries(fields));
}
