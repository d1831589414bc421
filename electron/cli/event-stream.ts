/**
 * The live stream of a daemon over its unix socket: frames as they come, and how the connection ended. Resuming and
 * trying again are for the caller. A stream that says nothing for three heartbeats counts as gone.
 */
import { request } from "node:http";
import { createParser } from "eventsource-parser";
import type { z } from "zod";
import { type FrameName, frames, HEARTBEAT_SECONDS, STREAM_PATH } from "../../shared/protocol/stream.ts";
import { failed, type Stop } from "./exit.ts";

export type Frame = {
	[name in FrameName]: { readonly name: name; readonly data: z.infer<(typeof frames)[name]> };
}[FrameName];

export interface StreamRequest {
	readonly socket: string;
	/** Why it broke. */
	readonly tell: (error: Error) => Stop | Promise<Stop>;
	readonly who: string;
	/** Id of the last event that was seen; `null`: from now on. */
	readonly after: string | null;
	readonly signal: AbortSignal;
	opened(): void;
	frame(frame: Frame): void;
}

/** A frame of a feed that resumes holds up to this many characters of backlog. */
const MOST_CHARACTERS = 8 * 1024 * 1024;
const SILENCE_MS = 3 * HEARTBEAT_SECONDS * 1000;

/** Resolves when the stream ends: `null` where it was ended by `signal`, else why. A refusal is thrown (`Stop` 1). */
export function readStream({ socket, tell, who, after, signal, opened, frame }: StreamRequest): Promise<Stop | null> {
	return new Promise((end, refuse) => {
		const asked = request({
			socketPath: socket,
			path: STREAM_PATH,
			headers: {
				host: "greydesk",
				accept: "text/event-stream",
				"greydesk-who": encodeURIComponent(who),
				...(after === null ? {} : { "last-event-id": after }),
			},
			agent: false,
			signal,
		});
		const gone = (error: Error) => end(signal.aborted ? null : tell(error));
		asked.setTimeout(SILENCE_MS, () => asked.destroy(Object.assign(new Error("silent"), { code: "ECONNRESET" })));
		asked.on("error", gone);
		asked.on("response", (response) => {
			response.on("error", gone);
			if (response.statusCode !== 200) {
				response.resume();
				refuse(failed(`The daemon refused its live stream (${response.statusCode})`));
				return;
			}
			opened();
			const parser = createParser({
				maxBufferSize: MOST_CHARACTERS,
				onEvent: (message) => {
					const read = frameOf(message.event ?? "", message.data);
					if (read !== null) frame(read);
				},
				onError: (error) => {
					if (error.type === "max-buffer-size-exceeded") asked.destroy(error);
				},
			});
			response.setEncoding("utf8");
			response.on("data", (text: string) => parser.feed(text));
			response.on("end", () => gone(Object.assign(new Error("ended"), { code: "ECONNRESET" })));
		});
		asked.end();
	});
}

/** Frames of a later version are passed over, as routes only grow. */
function frameOf(name: string, data: string): Frame | null {
	if (!Object.hasOwn(frames, name)) return null;
	let value: unknown;
	try {
		value = JSON.parse(data);
	} catch {
		return null;
	}
	const read = frames[name as FrameName].safeParse(value);
	return read.success ? ({ name, data: read.data } as Frame) : null;
}
