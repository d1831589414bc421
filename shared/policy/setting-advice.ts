/**
 * For each setting one sentence: when a postmaster should change it. For the README's table of all settings; a setting
 * without its sentence does not compile. Pure.
 */
import type { Settings } from "./settings.ts";

type Value = string | number | boolean | readonly unknown[];
/** Dotted names, as in `setting-fields.ts`. */
type SettingKey = {
	[Name in keyof Settings & string]: Settings[Name] extends Value ? Name : `${Name}.${keyof Settings[Name] & string}`;
}[keyof Settings & string];

export const settingAdvice: Readonly<Record<SettingKey, string>> = {
	mode: "Begin with shadow beside a running mail server, and change to enforce once nothing surprises you.",
	delay: "Raise it where spam comes back within minutes; most senders first return after 5 to 30 minutes anyway.",
	retryWindow: "Raise it where partners return later than after two days; reason:returned-late finds them.",
	forgetAfter: "Lower it to hold less; below the days that senders queue their mail, late returns wait a second time.",
	passLifetime:
		"Raise it where mail comes once a quarter, as from authorities; lower it to keep addresses for less time.",
	clientKey: "Choose network where verified names are of little worth to you, address only where no sender has a pool.",
	ipv4Prefix: "Narrow it to 32 where spam shares networks with good senders; widen it where a pool spreads further.",
	ipv6Prefix: "Widen it to 56 or 48 where senders move about within what their provider gave them.",
	"senderRules.verp": "Switch it off only if two senders that differ in such a part must be told apart.",
	"senderRules.batv": "Leave it on: without it each mail of a sender who signs addresses waits anew.",
	"senderRules.srs": "Leave it on: without it forwarded mail waits anew whenever the stamp changes, which is daily.",
	"senderRules.plus": "Switch it off where user+one@ and user+two@ are different senders to you.",
	"senderRules.esp": "Switch it off if it takes two senders for one; policy preview shows which become one.",
	nullSender: "Choose at-data against floods of forged bounces, once Postfix asks at DATA as well.",
	trustedNetworks:
		"Add your own servers, backup MX and forwarders: they have queued the mail, and would wait for nothing.",
	exemptRecipients: "Add whoever must be reached at once, such as a helpdesk that people write to when mail fails.",
	recipientDomains: "Fill it to begin with a few domains, or to greylist only who asked for it.",
	overrides: "Use it for one customer, mailbox or domain that needs another delay, reply or none at all.",
	"autoWhitelist.enabled": "Switch it off where every new pair of sender and recipient shall wait, whoever it is.",
	"autoWhitelist.passes": "Lower it to make regular senders wait less often; raise it where spammers retry well.",
	"autoWhitelist.apart": "Raise it where bulk senders earn trust within a day; 0 counts every pass.",
	"autoWhitelist.distinct": "Lower it to 1 on a server with very few mailboxes, where three recipients are never met.",
	"autoWhitelist.idle": "Raise it where partners write monthly or less often.",
	passWhen: "Set it where only suspicious mail shall wait; each line is asked of the DNS, and told in explain.",
	"dns.whitelistSpf":
		"Switch it on where senders on your whitelist write by providers whose hosts are not named like them.",
	"dns.timeout": "Lower it where a second more is felt in each mail; raise it where explain often says late.",
	"dns.servers": "Name a resolver of your own where that of the machine is public: DNS lists refuse to answer those.",
	correspondents:
		"Switch it on where users wait for answers and the mail log is followed; off where senders are forged a lot.",
	throttle: "Set it (1,000, say) where single networks send floods of new senders; known mail is never held by it.",
	maxTriplets: "Raise it when the alert says that waiting mail had to make room and memory is there: 250 bytes each.",
	maxShare: "Lower it against floods from one network; raise it where most of your mail comes from one.",
	"reply.code": "Choose a literal code only where deferred mail must not be refused by your later rules.",
	"reply.text": "Write your own words or language, or add {retry} for clients that read it.",
	"reply.help": "Give it once you have a page that explains the wait; put {help} into the text.",
};
