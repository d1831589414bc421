/** Those who send for others, the networks people know, and the gateways that firms send through. */
import { list, type Provider, postgrey, since } from "./provider.ts";

const FIRST = "2026-11-24";

export const senders: readonly Provider[] = [
	{
		...{ id: "amazon-ses", name: "Amazon SES" },
		names: since(FIRST, "*.smtp-out.amazonses.com"),
		spf: ["amazonses.com"],
		source: list("lore.kernel.org/linux-kselftest", "a48-37.smtp-out.amazonses.com", "2022-02-25"),
	},
	{
		...{ id: "sendgrid", name: "SendGrid" },
		names: since(FIRST, "*.outbound-mail.sendgrid.net"),
		spf: ["sendgrid.net"],
		source: list("lore.kernel.org/linux-kernel", "s.wrqvtbkv.outbound-mail.sendgrid.net", "2023-08-17"),
	},
	{
		...{ id: "mailgun", name: "Mailgun" },
		names: since(FIRST, "*.mailgun.net"),
		spf: ["mailgun.org"],
		source: list("lore.kernel.org/linux-kernel", "m228-13.mailgun.net", "2023-05-05"),
	},
	{
		...{ id: "mandrill", name: "Mailchimp Transactional (Mandrill)" },
		names: since(FIRST, "*.mandrillapp.com"),
		spf: ["spf.mandrillapp.com"],
		source: list("lore.kernel.org/kvm", "mail187-10.suw11.mandrillapp.com", "2026-02-25"),
	},
	{
		...{ id: "mailjet", name: "Mailjet" },
		names: since(FIRST, "*.mailjet.com"),
		spf: ["spf.mailjet.com"],
		source: list("lore.kernel.org/stable", "o28.p25.mailjet.com", "2025-04-12"),
	},
	{
		...{ id: "postmark", name: "Postmark" },
		names: since(FIRST, "*.mtasv.net"),
		spf: ["spf.mtasv.net"],
		source: postgrey("mtasv.net", "2016-05-05"),
	},
	{
		...{ id: "salesforce", name: "Salesforce" },
		names: since(FIRST, "*.mta.salesforce.com"),
		spf: ["_spf.salesforce.com"],
		source: list("lists.ozlabs.org/pipermail/linux-erofs", "smtp02-ia6-sp4.mta.salesforce.com", "2026-04-01"),
	},
	{
		...{ id: "sparkpost", name: "SparkPost" },
		names: since(FIRST, "*.sparkpostmail.com"),
		spf: ["sparkpostmail.com"],
		source: list(
			"lists.freedesktop.org/archives/dri-devel",
			"mta-174-84-113.intercom.com.sparkpostmail.com",
			"2024-07-08",
		),
	},
	{
		...{ id: "facebook", name: "Facebook (notices)" },
		names: since(FIRST, "*.mail-mail.facebook.com"),
		spf: [],
		source: postgrey("mail-mail.facebook.com", "2018-01-12"),
	},
	{
		...{ id: "meta", name: "Meta (its people)" },
		names: since(FIRST, "*.mail-mxout.facebook.com"),
		spf: [],
		source: list("lore.kernel.org/linux-block", "66-220-144-178.mail-mxout.facebook.com", "2022-10-24"),
	},
	{
		...{ id: "github", name: "GitHub" },
		names: since(FIRST, "*.smtp.github.com"),
		spf: [],
		source: list("lore.kernel.org/linux-bluetooth", "out-28.smtp.github.com", "2023-08-17"),
	},
	{
		...{ id: "linkedin", name: "LinkedIn" },
		names: since(FIRST, "*.linkedin.com"),
		spf: [],
		source: list("lore.kernel.org/netfilter-devel", "mail362.linkedin.com", "2026-07-08"),
	},
	{
		...{ id: "barracuda", name: "Barracuda (gateway)" },
		names: since(FIRST, "*.ess.barracuda.com"),
		spf: ["spf.ess.barracudanetworks.com"],
		source: list("lore.kernel.org/linux-ext4", "outbound-ip7b.ess.barracuda.com", "2023-07-13"),
	},
	{
		...{ id: "cisco", name: "Cisco Secure Email (gateway)" },
		names: since(FIRST, "*.iphmx.com"),
		spf: [],
		source: list("lore.kernel.org/linux-mmc", "esa2.hgst.iphmx.com", "2025-06-23"),
	},
	{
		...{ id: "mimecast", name: "Mimecast (gateway)" },
		names: since(FIRST, "*.mimecast.com"),
		spf: ["_netblocks.mimecast.com"],
		source: list("lore.kernel.org/kvm", "us-smtp-delivery-124.mimecast.com", "2023-04-10"),
	},
	{
		...{ id: "proofpoint", name: "Proofpoint (gateway)" },
		names: since(FIRST, "*.pphosted.com"),
		spf: [],
		source: list("lists.debian.org/nbd", "mx0a-001b2d01.pphosted.com", "2025-01-09"),
	},
];
