/** Those who keep mailboxes for others. */
import { list, type Provider, since } from "./provider.ts";

const FIRST = "2026-11-24";

export const mailboxes: readonly Provider[] = [
	{
		...{ id: "google", name: "Google (Gmail, Workspace)" },
		names: since(FIRST, "*.google.com"),
		spf: ["_spf.google.com"],
		source: list("lore.kernel.org/linux-scsi", "mail-wm1-f47.google.com", "2026-01-12"),
	},
	{
		...{ id: "microsoft", name: "Microsoft (Outlook, 365)" },
		names: since(FIRST, "*.outbound.protection.outlook.com"),
		spf: ["spf.protection.outlook.com"],
		source: list("lore.kernel.org/linux-kernel", "mail-bn8nam12olkn2042.outbound.protection.outlook.com", "2024-05-04"),
	},
	{
		...{ id: "yahoo", name: "Yahoo (and AOL)" },
		names: since(FIRST, "*.yahoo.com"),
		spf: ["_spf.mail.yahoo.com"],
		source: list("lore.kernel.org/linux-security-module", "sonic305-27.consmr.mail.ne1.yahoo.com", "2024-09-03"),
	},
	{
		...{ id: "apple", name: "Apple iCloud" },
		names: since(FIRST, "*.me.com"),
		spf: ["icloud.com"],
		source: list("lore.kernel.org/io-uring", "pv50p00im-ztdg10012001.me.com", "2022-05-29"),
	},
	{
		...{ id: "fastmail", name: "Fastmail" },
		names: since(FIRST, "*.messagingengine.com"),
		spf: ["spf.messagingengine.com"],
		source: list("lore.kernel.org/linux-kernel", "out2-smtp.messagingengine.com", "2023-05-23"),
	},
	{
		...{ id: "proton", name: "Proton Mail" },
		names: since(FIRST, "*.protonmail.ch"),
		spf: ["_spf.protonmail.ch"],
		source: list("lore.kernel.org/linux-wireless", "mail-40133.protonmail.ch", "2025-03-23"),
	},
	{
		...{ id: "zoho", name: "Zoho Mail" },
		names: since(FIRST, "*.zoho.com"),
		spf: ["zohomail.com"],
		source: list("lore.kernel.org/linux-kernel", "sender4-of-o54.zoho.com", "2022-10-04"),
	},
	{
		...{ id: "gmx", name: "GMX" },
		names: since(FIRST, "mout.gmx.net"),
		spf: [],
		source: list("lore.kernel.org/linux-kernel", "mout.gmx.net", "2022-08-19"),
	},
	{
		...{ id: "webde", name: "WEB.DE" },
		names: since(FIRST, "mout.web.de"),
		spf: [],
		source: list("lore.kernel.org/git", "mout.web.de", "2022-12-02"),
	},
	{
		...{ id: "ionos", name: "IONOS (1&1)" },
		names: since(FIRST, "mout.kundenserver.de"),
		spf: [],
		source: list("lore.kernel.org/linux-sh", "mout.kundenserver.de", "2022-04-04"),
	},
	{
		...{ id: "telekom", name: "Telekom (T-Online)" },
		// The others in the lists of sourceware.org, from 2021 on.
		names: since(
			FIRST,
			"mailout01.t-online.de",
			"mailout02.t-online.de",
			"mailout03.t-online.de",
			"mailout04.t-online.de",
			"mailout05.t-online.de",
			"mailout07.t-online.de",
			"mailout09.t-online.de",
			"mailout10.t-online.de",
			"mailout12.t-online.de",
		),
		spf: [],
		source: list("lore.kernel.org/stable", "mailout03.t-online.de", "2025-02-27"),
	},
	{
		...{ id: "orange", name: "Orange" },
		names: since(FIRST, "*.smtpout.orange.fr"),
		spf: [],
		source: list("lore.kernel.org/linux-kernel", "smtp-30.smtpout.orange.fr", "2023-04-02"),
	},
	{
		...{ id: "ovh", name: "OVHcloud" },
		names: since(FIRST, "*.mail-out.ovh.net"),
		spf: ["mx.ovh.com"],
		source: list("lore.kernel.org/linux-kernel", "13.mo584.mail-out.ovh.net", "2023-11-07"),
	},
	{
		...{ id: "rackspace", name: "Rackspace Email" },
		names: since(FIRST, "*.emailsrvr.com"),
		spf: ["emailsrvr.com"],
		source: list("lore.kernel.org/stable", "smtp87.iad3b.emailsrvr.com", "2025-07-24"),
	},
	{
		...{ id: "yandex", name: "Yandex" },
		names: since(FIRST, "*.mail.yandex.net"),
		spf: ["_spf.yandex.net"],
		source: list("lore.kernel.org/linux-wireless", "forward102c.mail.yandex.net", "2023-07-13"),
	},
	{
		...{ id: "mailru", name: "Mail.ru" },
		names: since(FIRST, "*.mail.ru"),
		spf: ["_spf.mail.ru"],
		source: list("lore.kernel.org/linux-kernel", "smtp56.i.mail.ru", "2023-09-13"),
	},
];
