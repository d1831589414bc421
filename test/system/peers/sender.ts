/**
 * A foreign mail host: a Postfix that queues what it is given, relays to the receiver and retries by itself every
 * two seconds, as real ones do every few minutes. Its own address can be changed, to another network if wanted.
 */
import { freePort } from "./ports.ts";
import { type PostfixInstance, startPostfix } from "./postfix-instance.ts";
import { openSmtp } from "./smtp-client.ts";

export interface Mail {
	/** `""` is the null sender. */
	readonly from: string;
	readonly to: readonly string[];
}

export interface Queued {
	readonly sender: string;
	readonly recipient: string;
	/** What the receiver answered; `""` before the first attempt. */
	readonly reason: string;
}

export interface Sender extends PostfixInstance {
	/** Hands a mail over; the queue does the rest. */
	send(mail: Mail): Promise<void>;
	/** What still waits, a recipient an entry. */
	queue(): Promise<readonly Queued[]>;
	/** Keeps what is queued from being tried, until `letGo`. */
	hold(): Promise<void>;
	letGo(): Promise<void>;
	/** From now on mail leaves from this loopback address. */
	moveTo(address: string): Promise<void>;
}

/** `address` is the client address the receiver sees, any of 127.0.0.0/8. */
export async function startSender(relayPort: number, address: string): Promise<Sender> {
	const backOff = "2s";
	const instance = await startPostfix("sender", await freePort(), {
		myhostname: "sender.example.net",
		relayhost: `[127.0.0.1]:${relayPort}`,
		mynetworks: "127.0.0.0/8",
		smtp_bind_address: address,
		minimal_backoff_time: backOff,
		maximal_backoff_time: backOff,
		queue_run_delay: backOff,
		// A deferral by greylisting must not make the queue manager give the whole destination a rest.
		smtp_destination_concurrency_failed_cohort_limit: "0",
		default_destination_concurrency_failed_cohort_limit: "0",
	});
	return {
		...instance,
		send: (mail) => handOver(instance.port, mail),
		queue: async () => (await instance.tool("postqueue", "-j")).split("\n").filter(Boolean).flatMap(queuedIn),
		hold: async () => void (await instance.tool("postsuper", "-h", "ALL")),
		letGo: async () => {
			await instance.tool("postsuper", "-H", "ALL");
			await instance.tool("postqueue", "-f");
		},
		moveTo: async (next) => {
			await instance.tool("postconf", "-e", `smtp_bind_address=${next}`);
			await instance.tool("postfix", "reload");
		},
	};
}

async function handOver(port: number, { from, to }: Mail): Promise<void> {
	const smtp = await openSmtp(port);
	const commands = ["EHLO client.example.net", `MAIL FROM:<${from}>`, ...to.map((one) => `RCPT TO:<${one}>`), "DATA"];
	for (const command of commands) await smtp.say(command);
	const taken = await smtp.say(`From: <${from}>\r\nSubject: a mail\r\n\r\nHello\r\n.`);
	if (taken.code !== 250) throw new Error(`the sender's own queue refused: ${taken.text}`);
	await smtp.quit();
}

function queuedIn(line: string): readonly Queued[] {
	const entry = JSON.parse(line) as {
		readonly sender: string;
		readonly recipients: readonly { readonly address: string; readonly delay_reason?: string }[];
	};
	return entry.recipients.map(({ address, delay_reason }) => ({
		sender: entry.sender,
		recipient: address,
		reason: delay_reason ?? "",
	}));
}
