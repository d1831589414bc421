/**
 * How each greylister is asked about a mail of the benchmark, and what its answers mean. Policy delegation goes over
 * connections that stay; greylistd and rspamd take one question a connection.
 */
import { once } from "node:events";
import { connect, type NetConnectOpts, type Socket } from "node:net";
import { type BenchMail, mailOf, requestFor } from "./mail.ts";

export interface Asked {
	/** Tells the whole answer; one question at a time. By callback: a promise each would be load of its own. */
	ask(n: number, heard: (answer: string) => void): void;
	end(): void;
}

export interface Dialect {
	/** `broken` hears of a connection that ended. */
	open(broken: (why: Error) => void): Promise<Asked>;
	isDeferral(answer: string): boolean;
}

/** By an address such as `policy:10023`, `greylistd:/run/socket`, `rspamd:11333`; ports are those of loopback. */
export function dialectOf(address: string): Dialect {
	const at = address.indexOf(":");
	const [name, place] = [address.slice(0, at), address.slice(at + 1)];
	if (name === "policy") return { open: (broken) => keep(to(place), broken), isDeferral: isPolicyDeferral };
	if (name === "greylistd") {
		const words = ({ client, sender, recipient }: BenchMail) => `--grey ${client} ${sender} ${recipient}`;
		return {
			open: (broken) => Promise.resolve(eachAnew({ options: to(place), words, broken })),
			isDeferral: (answer) => answer === "true",
		};
	}
	if (name === "rspamd") {
		const isDeferral = (answer: string) => /"action":"(soft reject|greylist)"/.test(answer);
		return {
			open: (broken) => Promise.resolve(eachAnew({ options: to(place), words: rspamdRequest, broken })),
			isDeferral,
		};
	}
	throw new Error(`${address}: policy:PORT, greylistd:PATH or rspamd:PORT`);
}

function to(place: string): NetConnectOpts {
	return place.startsWith("/") ? { path: place } : { port: Number(place), host: "127.0.0.1", noDelay: true };
}

function isPolicyDeferral(answer: string): boolean {
	return answer.startsWith("action=DEFER") || answer.startsWith("action=defer") || answer.startsWith("action=4");
}

async function keep(options: NetConnectOpts, broken: (why: Error) => void): Promise<Asked> {
	const socket = connect(options);
	await once(socket, "connect");
	let text = "";
	let answered: (answer: string) => void = () => undefined;
	let over = false;
	socket.on("data", (chunk) => {
		text += chunk.toString("latin1");
		if (!text.endsWith("\n\n")) return;
		const whole = text;
		text = "";
		answered(whole);
	});
	socket.on("error", broken);
	socket.on("close", () => {
		if (!over) broken(new Error("the policy port closed the connection"));
	});
	return {
		ask: (n, heard) => {
			answered = heard;
			socket.write(requestFor(n), "latin1");
		},
		end: () => {
			over = true;
			socket.end();
		},
	};
}

interface Anew {
	readonly options: NetConnectOpts;
	readonly words: (mail: BenchMail) => string;
	readonly broken: (why: Error) => void;
}

function eachAnew({ options, words, broken }: Anew): Asked {
	const asked = async (n: number) => {
		const socket = await connectPatiently(options);
		socket.write(words(mailOf(n)), "latin1");
		let text = "";
		for await (const chunk of socket) text += String(chunk);
		return text;
	};
	return { ask: (n, heard) => void asked(n).then(heard, broken), end: () => undefined };
}

/** greylistd lets five wait in line; whoever comes then has to try again. */
async function connectPatiently(options: NetConnectOpts): Promise<Socket> {
	for (;;) {
		const socket = connect(options);
		try {
			await once(socket, "connect");
			return socket;
		} catch (error) {
			if (!(error instanceof Error) || !("code" in error) || error.code !== "EAGAIN") throw error;
			await new Promise(setImmediate);
		}
	}
}

/** Each mail has a body of its own: rspamd's second key is the bare body. */
function rspamdRequest({ client, host, sender, recipient }: BenchMail): string {
	const body = `From: ${sender}\r\nTo: ${recipient}\r\nMessage-ID: <${sender}>\r\n\r\nfrom ${sender} to ${recipient}\r\n`;
	const head = ["POST /checkv2 HTTP/1.1", "Host: localhost", `From: ${sender}`, `Rcpt: ${recipient}`, `IP: ${client}`];
	const rest = [`Helo: ${host}`, `Hostname: ${host}`, `Content-Length: ${body.length}`, "Connection: close"];
	return `${[...head, ...rest].join("\r\n")}\r\n\r\n${body}`;
}
