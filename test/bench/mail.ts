/** The mail of the benchmark: numbered, always the same for a number, in requests as Postfix 3.12 writes them. */

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** So many sending sites, a network and a registered domain each. */
const SITES = 4000;
const RECIPIENTS = 311;

const before =
	"request=smtpd_access_policy\nprotocol_state=RCPT\nprotocol_name=ESMTP\nserver_address=192.0.2.1\nserver_port=25\nclient_port=40712\n";
const after =
	"recipient_count=0\nqueue_id=\nsize=20480\netrn_domain=\nstress=\nsasl_method=\nsasl_username=\nsasl_sender=\nccert_subject=\nccert_issuer=\nccert_fingerprint=\nccert_pubkey_fingerprint=\nencryption_protocol=TLSv1.3\nencryption_cipher=TLS_AES_256_GCM_SHA384\nencryption_keysize=256\npolicy_context=\n\n";

let instance = 0;

export interface BenchMail {
	readonly client: string;
	readonly host: string;
	readonly sender: string;
	readonly recipient: string;
}

export function mailOf(n: number): BenchMail {
	const site = n % SITES;
	return {
		client: `10.${16 + (site >> 8)}.${site & 255}.${1 + (n % 250)}`,
		host: `mail.site-${inLetters(site)}.net`,
		sender: `${inLetters(n)}@site-${inLetters(site)}.net`,
		recipient: `${inLetters(n % RECIPIENTS)}@example.org`,
	};
}

/** One request of 29 attributes; each call is another delivery attempt of mail `n`. */
export function requestFor(n: number): string {
	const { client, host, sender, recipient } = mailOf(n);
	instance++;
	return `${before}client_address=${client}\nclient_name=${host}\nreverse_client_name=${host}\nhelo_name=${host}\nsender=${sender}\nrecipient=${recipient}\ninstance=${(4096 + (instance & 4095)).toString(16)}.${instance.toString(16)}.0\n${after}`;
}

/** Digits would look like the bounce addresses that sender rules fold. */
function inLetters(n: number): string {
	let text = "";
	for (let rest = n; ; rest = Math.floor(rest / 26)) {
		text = LETTERS.charAt(rest % 26) + text;
		if (rest < 26) return `x${text}`;
	}
}
