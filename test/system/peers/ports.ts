/** Free ports on loopback, and waiting for somebody to listen on one. */
import { connect, createServer } from "node:net";
import { eventually } from "./eventually.ts";

/** A port that was free a moment ago, for programs that cannot choose one themselves. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.on("error", reject);
		server.listen(0, "127.0.0.1", () => {
			const address = server.address();
			server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
		});
	});
}

/** Resolves when somebody accepts connections on the port; throws after 15 s. */
export async function listening(port: number): Promise<void> {
	await eventually(`a listener on port ${port}`, 15, () => accepts(port));
}

function accepts(port: number): Promise<true | null> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		const end = (answer: true | null) => {
			socket.destroy();
			resolve(answer);
		};
		socket.on("connect", () => end(true));
		socket.on("error", () => end(null));
	});
}
