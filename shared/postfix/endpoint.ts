/** Whether a policy service in Postfix's words is a listener of ours, which Postfix may name in several ways. */

/** What it may mean: `127.0.0.1:10023`, `[::1]:10023` or `unix:/absolute/path`. */
function endpointsOf(text: string, queueDirectory: string): readonly string[] {
	if (text.startsWith("unix:")) {
		const path = text.slice("unix:".length);
		// Within a chroot an absolute path begins at the queue directory.
		return path.startsWith("/") ? [text, `unix:${queueDirectory}${path}`] : [`unix:${queueDirectory}/${path}`];
	}
	const [, host = "", port = ""] = /^(?:inet:)?(.*?):?(\d+)$/.exec(text) ?? [];
	if (port === "") return [text];
	const loopback = [`127.0.0.1:${port}`, `[::1]:${port}`];
	return host === "" || host === "localhost" ? loopback : [`${host}:${port}`];
}

/** `listener` as the daemon tells it; one that listens on all addresses is asked at any of them. */
export function isListener(endpoint: string, listener: string, queueDirectory: string): boolean {
	const port = /^(?:0\.0\.0\.0|\[::\]):(\d+)$/.exec(listener)?.[1];
	return endpointsOf(endpoint, queueDirectory).some(
		(one) => one === listener || (port !== undefined && one.endsWith(`:${port}`)),
	);
}
