/**
 * The mail host under test: a Postfix that takes mail for `dest.test` with the restriction line of our README, asks
 * a policy server, and delivers into a maildir, so that what arrived can be read. XCLIENT is allowed from loopback.
 */
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "./ports.ts";
import { type PostfixInstance, startPostfix, userId } from "./postfix-instance.ts";

export interface ReceiverOptions {
	readonly policyPort: number;
	/** Restrictions behind ours in the list. */
	readonly after?: string;
	/** Leaves `permit_sasl_authenticated` out, so that authenticated clients come to us. */
	readonly asksAboutAuthenticated?: boolean;
	/** Where it sends what is not for it: `[127.0.0.2]:PORT`. */
	readonly relayHost?: string;
	/** Where it logs, instead of in its own folder. */
	readonly mailLog?: string;
}

export interface Receiver extends PostfixInstance {
	/** Whole texts of the mails delivered to a recipient, headers first. */
	delivered(recipient: string): readonly string[];
}

export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
	const instance = await startPostfix("receiver", await freePort(), {
		myhostname: "mx.dest.test",
		virtual_mailbox_domains: "dest.test",
		virtual_mailbox_maps: "static:box/",
		virtual_mailbox_base: "$queue_directory/mail",
		virtual_uid_maps: `static:${userId("nobody")}`,
		virtual_gid_maps: `static:${userId("nobody")}`,
		smtpd_sasl_auth_enable: "yes",
		smtpd_authorized_xclient_hosts: "127.0.0.0/8",
		smtpd_helo_required: "yes",
		smtpd_recipient_restrictions: restrictions(options),
		...(options.relayHost === undefined ? {} : { relayhost: options.relayHost }),
		...(options.mailLog === undefined
			? {}
			: { maillog_file: options.mailLog, maillog_file_prefixes: dirname(options.mailLog) }),
	});
	const mail = join(instance.folder, "spool", "mail");
	mkdirSync(mail);
	chownSync(mail, userId("nobody"), userId("nobody"));
	return { ...instance, delivered: (recipient) => deliveredTo(join(mail, "box", "new"), recipient) };
}

/** The recipe of design and README: in the operator's own list, last, and open where we are dead. */
function restrictions({ policyPort, after, asksAboutAuthenticated }: ReceiverOptions): string {
	return [
		"permit_mynetworks",
		...(asksAboutAuthenticated === true ? [] : ["permit_sasl_authenticated"]),
		"reject_unauth_destination",
		"reject_unlisted_recipient",
		`check_policy_service { inet:127.0.0.1:${policyPort}, timeout=5s, default_action=DUNNO }`,
		...(after === undefined ? [] : [after]),
	].join(", ");
}

function deliveredTo(maildir: string, recipient: string): readonly string[] {
	if (!existsSync(maildir)) return [];
	return readdirSync(maildir)
		.map((name) => readFileSync(join(maildir, name), "utf8"))
		.filter(
			(text) => text.includes(`\nDelivered-To: ${recipient}\n`) || text.includes(`X-Original-To: ${recipient}\n`),
		);
}
