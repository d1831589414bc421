/**
 * The settings as one smtpd sees them: main.cf, and over it what master.cf sets for this service (master(5), `-o`).
 * Only servers that take mail from elsewhere count: submission has users who never wait.
 */
import type { Service } from "./postconf.ts";

export interface PostfixFacts {
	/** As they hold, with variables expanded: `postconf -nx`, and `-x` of those that are asked for by name. */
	readonly settings: ReadonlyMap<string, string>;
	/** `postconf -Px`: `smtpd/pass/smtpd_recipient_restrictions` → value. */
	readonly overrides: ReadonlyMap<string, string>;
	readonly services: readonly Service[];
	/** Addresses at which our daemon listens; `null`: none answered, so nobody knows. */
	readonly listeners: readonly string[] | null;
}

export interface SmtpdView {
	/** `smtp/inet`; `null`: main.cf, for every server that does not say otherwise. */
	readonly service: string | null;
	setting(name: string): string;
}

/** Settings whose default matters here; they are asked for by name. */
export const neededSettings = [
	"mail_version",
	"queue_directory",
	"smtpd_client_restrictions",
	"smtpd_helo_restrictions",
	"smtpd_sender_restrictions",
	"smtpd_relay_restrictions",
	"smtpd_recipient_restrictions",
	"smtpd_data_restrictions",
	"smtpd_end_of_data_restrictions",
	"smtpd_restriction_classes",
	"smtpd_delay_reject",
	"smtpd_sasl_auth_enable",
	"smtpd_policy_service_default_action",
	"smtpd_policy_service_timeout",
	"smtpd_milters",
	"smtpd_relay_before_recipient_restrictions",
	"postscreen_pipelining_enable",
	"postscreen_non_smtp_command_enable",
	"postscreen_bare_newline_enable",
] as const;

const forUsers = /^(submission|submissions|smtps|587|465|.*:(587|465|submission|submissions|smtps))\/inet$/;

/** main.cf first, where any server follows it; then each server whose restrictions are its own. */
export function viewsOf(facts: PostfixFacts): readonly SmtpdView[] {
	const servers = facts.services.filter(({ name, command }) => command === "smtpd" && !forUsers.test(name));
	const own = servers.filter(({ name }) => [...facts.overrides.keys()].some((key) => matters(key, name)));
	const views = own.map((service) => viewOf(facts, service.name));
	return servers.length === own.length && own.length > 0 ? views : [viewOf(facts, null), ...views];
}

function matters(key: string, service: string): boolean {
	return key.startsWith(`${service}/smtpd_`) && /_restrictions$|_policy_service_|_delay_reject$/.test(key);
}

function viewOf({ settings, overrides }: PostfixFacts, service: string | null): SmtpdView {
	const own = (name: string) => (service === null ? undefined : overrides.get(`${service}/${name}`));
	return { service, setting: (name) => own(name) ?? settings.get(name) ?? "" };
}
