/**
 * The page's own files, from one folder and nowhere else: no dot files, no way out by `..`, encoding or a link. A path
 * without an ending is a view of the page and gets `index.html`. Files under `assets/` carry a hash in their name and
 * are kept for ever; everything else is asked for again.
 */
import { readFile, realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { problem } from "../../shared/protocol/refusal.ts";
import { problemResponse } from "./responses.ts";

const types: Readonly<Record<string, string>> = {
	".html": "text/html; charset=utf-8",
	".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8",
	".json": "application/json",
	".map": "application/json",
	".svg": "image/svg+xml",
	".png": "image/png",
	".ico": "image/x-icon",
	".woff2": "font/woff2",
	".woff": "font/woff",
	".txt": "text/plain; charset=utf-8",
};

export type StaticFiles = (request: Request) => Promise<Response>;

export function serveFiles(folder: string): StaticFiles {
	return async (request) => {
		if (request.method !== "GET" && request.method !== "HEAD") {
			return problemResponse(problem(405, "The page's files can only be read"), { allow: "GET, HEAD" });
		}
		const name = nameOf(new URL(request.url).pathname);
		const content = name === null ? null : await read(folder, name);
		if (name === null || content === null) return notFound(name);
		const headers = {
			"content-type": types[extname(name)] ?? "application/octet-stream",
			"cache-control": name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
		};
		return new Response(request.method === "HEAD" ? null : new Uint8Array(content), { headers });
	};
}

/** The file a path means, relative to the folder; null where a path has no business here. */
function nameOf(pathname: string): string | null {
	let path: string;
	try {
		path = decodeURIComponent(pathname);
	} catch {
		return null;
	}
	const parts = path.split("/").filter((part) => part !== "");
	if (/[\0\\]/.test(path) || parts.some((part) => part.startsWith("."))) return null;
	return extname(path) === "" ? "index.html" : parts.join("/");
}

async function read(folder: string, name: string): Promise<Buffer | null> {
	try {
		const root = await realpath(folder);
		const file = await realpath(join(root, name));
		return file.startsWith(root + sep) ? await readFile(file) : null;
	} catch {
		return null;
	}
}

function notFound(name: string | null): Response {
	if (name !== "index.html") return problemResponse(problem(404, "The page has no such file: reload it"));
	return problemResponse(problem(503, "The page is not built yet: run `npm run build`, then reload"));
}
