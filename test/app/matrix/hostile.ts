/**
 * Mail as strangers write it, through the real policy port: addresses of 254 octets, characters that turn text round
 * or cannot be seen, HTML, escapes of terminals, shells and spreadsheets, emoji, other scripts, long names, IPv6.
 */
import { connect } from "node:net";

/** Sets `document.title` and a flag wherever it is run as HTML: nothing may ever do so. */
export const trap = "<img src=x onerror=window.trapped=1>";

const label = "l".repeat(60);
/** 254 octets, the longest path RFC 5321 allows without its brackets. */
const longest = `${"a".repeat(64)}@${[label, label, label].join(".")}.exam`;

const mails: readonly (readonly [sender: string, recipient: string, client: string, name: string, helo: string])[] = [
	[longest, longest.replace("a", "b"), "192.0.2.1", `${label}.${label}.${label}.example`, "h".repeat(250)],
	[`${trap}@example.com`, `<script>window.trapped=1</script>@example.org`, "192.0.2.2", trap, trap],
	["\u202Egpj.exe\u202C@evil.example", "bob\u200B\u200D@example.org", "192.0.2.3", "unknown", "\u2066ltr\u2069"],
	[
		"\u001B[31mred\u001B[0m\u0007@example.com",
		"bob\u0000x@example.org".replace("\u0000", "\u0001"),
		"192.0.2.4",
		"unknown",
		"\u001B]0;title\u0007",
	],
	['"quoted local \\" part"@example.com', '"a@b"@example.org', "192.0.2.5", "mx.example.com", "mx.example.com"],
	["👩‍👩‍👧‍👦🏳️‍🌈@emoji.example", "🦄@example.org", "192.0.2.6", "unknown", "🦄"],
	["δοκιμή@παράδειγμα.example", "用户@例子.example", "192.0.2.7", "xn--hxajbheg2az3al.example", "xn--fsqu00a.example"],
	["مرحبا@مثال.example", "שלום@example.org", "192.0.2.8", "unknown", "مثال"],
	['=HYPERLINK("http://x")@example.com', "';DROP TABLE triplets;--@example.org", "192.0.2.9", "unknown", "$(reboot)"],
	[
		"e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309@zalgo.example",
		`${"W".repeat(64)}@example.org`,
		"192.0.2.10",
		"unknown",
		"",
	],
	["", "postbox@example.org", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "unknown", "[IPv6:2001:db8::1]"],
	[longest, "null@example.org", "2001:db8:ffff:eeee:ffff:ffff:ffff:fffe", `${label}.${label}.example`, label],
];

/** Sends `count` plain mails of strangers, and then the hostile ones; resolves when each was answered. */
export async function sendMail(policy: string, count: number): Promise<void> {
	const requests: string[] = [];
	for (let n = 0; n < count; n++) {
		const net = `198.51.${n % 250}.${1 + (n % 200)}`;
		requests.push(
			request([`sender${n}@s${n % 40}.example`, `user${n % 90}@example.org`, net, "unknown", "helo.example"]),
		);
	}
	requests.push(...mails.map(request));
	await answered(policy, requests);
}

function request([sender, recipient, client, name, helo]: (typeof mails)[number]): string {
	const lines = [
		"request=smtpd_access_policy",
		"protocol_state=RCPT",
		"protocol_name=ESMTP",
		`client_address=${client}`,
		`client_name=${name}`,
		`reverse_client_name=${name}`,
		`helo_name=${helo}`,
		`sender=${sender}`,
		`recipient=${recipient}`,
		"instance=",
		"size=2048",
	];
	return `${lines.join("\n")}\n\n`;
}

function answered(policy: string, requests: readonly string[]): Promise<void> {
	const [, host, port] = /^(.*):(\d+)$/.exec(policy) ?? [];
	const socket = connect(Number(port), host);
	let answers = 0;
	return new Promise((resolve, reject) => {
		socket.on("error", reject);
		socket.on("close", () => reject(new Error(`the policy port hung up after ${answers} answers`)));
		socket.setEncoding("utf8").on("data", (text: string) => {
			answers += text.split("\n\n").length - 1;
			if (answers < requests.length) return;
			socket.removeAllListeners("close");
			socket.destroy();
			resolve();
		});
		socket.write(requests.join(""));
	});
}
