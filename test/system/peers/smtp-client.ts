/** An SMTP client that says exactly what it is told, for clients with an address, a login or manners of their own. */
import { connect } from "node:net";

export interface Reply {
	readonly code: number;
	readonly text: string;
}

export interface Smtp {
	/** Sends a command and waits for its reply. */
	say(command: string): Promise<Reply>;
	/** Sends all at once (RFC 2920) and waits for as many replies. */
	pipeline(commands: readonly string[]): Promise<readonly Reply[]>;
	quit(): Promise<void>;
}

/** Connects and reads the greeting; a silent server is given ten seconds. */
export async function openSmtp(port: number): Promise<Smtp> {
	const socket = connect(port, "127.0.0.1");
	socket.setTimeout(10_000, () => socket.destroy(new Error("the server is silent")));
	const read = replies(socket);
	await read();
	const pipeline = async (commands: readonly string[]) => {
		socket.write(commands.map((command) => `${command}\r\n`).join(""));
		const answers: Reply[] = [];
		for (const _ of commands) answers.push(await read());
		return answers;
	};
	const say = async (command: string) => {
		const [answer] = await pipeline([command]);
		if (answer === undefined) throw new Error("no reply");
		return answer;
	};
	return {
		say,
		pipeline,
		quit: async () => {
			await say("QUIT");
			socket.destroy();
		},
	};
}

/** A dialogue whose client has the given address and name, by XCLIENT; `login` makes it an authenticated one. */
export async function openSmtpAs(
	port: number,
	client: { readonly address: string; readonly name?: string; readonly login?: string },
): Promise<Smtp> {
	const smtp = await openSmtp(port);
	await smtp.say("EHLO client.example.net");
	const login = client.login === undefined ? "" : ` LOGIN=${client.login}`;
	const accepted = await smtp.say(`XCLIENT ADDR=${client.address} NAME=${client.name ?? "[UNAVAILABLE]"}${login}`);
	if (accepted.code !== 220) throw new Error(`XCLIENT was refused: ${accepted.text}`);
	await smtp.say("EHLO client.example.net");
	return smtp;
}

/** Whole replies, multi-line ones joined (RFC 5321 4.2.1). */
function replies(socket: ReturnType<typeof connect>): () => Promise<Reply> {
	const lines = socket.setEncoding("utf8")[Symbol.asyncIterator]();
	let pending = "";
	return async () => {
		for (;;) {
			const whole = /^(?:\d{3}-.*\r\n)*(\d{3})(?: .*)?\r\n/.exec(pending);
			if (whole !== null) {
				pending = pending.slice(whole[0].length);
				return { code: Number(whole[1]), text: whole[0].trimEnd() };
			}
			const { value, done } = await lines.next();
			if (done === true) throw new Error(`the server closed the connection; unread: ${pending}`);
			pending += value;
		}
	};
}
