/** The floor: a server on the same runtime and wire that reads a whole request and decides nothing. `echo.mjs PORT` */
import { createServer } from "node:net";

const reply = Buffer.from("action=DUNNO\n\n");
const END = Buffer.from("\n\n");

const server = createServer({ noDelay: true }, (socket) => {
	let rest: Buffer | null = null;
	socket.on("error", () => socket.destroy());
	socket.on("data", (chunk) => {
		const bytes = rest === null ? chunk : Buffer.concat([rest, chunk]);
		let start = 0;
		for (let end = bytes.indexOf(END); end >= 0; end = bytes.indexOf(END, start)) {
			socket.write(reply);
			start = end + END.length;
		}
		rest = start < bytes.length ? bytes.subarray(start) : null;
	});
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.stdout.write("ready\n"));
