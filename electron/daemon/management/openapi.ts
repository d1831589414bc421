/**
 * The OpenAPI 3.1 document, made from the same route table that the daemon serves, with zod's own JSON Schema.
 * Nothing is described twice, so nothing here can be out of date.
 */
import { z } from "zod";
import type { AnyRoute } from "../../../shared/protocol/route.ts";
import { routes } from "../../../shared/protocol/routes.ts";
import { problemShape } from "../../../shared/protocol/shapes.ts";
import { frames, STREAM_PATH } from "../../../shared/protocol/stream.ts";

type Json = Readonly<Record<string, unknown>>;

export function openApiDocument(version: string): Json {
	const paths: Record<string, Record<string, unknown>> = {};
	for (const [name, route] of Object.entries(routes)) {
		const path = templated(route.path);
		paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
	}
	paths[STREAM_PATH] = { get: streamOperation() };
	return {
		openapi: "3.1.0",
		info: {
			title: "Greydesk management API",
			version: "1",
			summary: `Served by greydesk ${version} over HTTP on a unix socket`,
			license: { name: "MIT", identifier: "MIT" },
		},
		servers: [{ url: "/" }],
		paths,
		components: { schemas: { Problem: schema(problemShape, "output") } },
	};
}

function operation(operationId: string, route: AnyRoute): Json {
	const parameters = [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")];
	const body = route.body instanceof z.ZodUndefined ? null : content(schema(route.body, "input"));
	if (body !== null)
		parameters.push({ name: "Idempotency-Key", in: "header", schema: { type: "string", maxLength: 200 } });
	return {
		operationId,
		summary: route.summary,
		description: [`Role: ${route.role}.`, route.capability === null ? "" : `Capability: ${route.capability}.`]
			.join(" ")
			.trim(),
		...(parameters.length === 0 ? {} : { parameters }),
		...(body === null ? {} : { requestBody: { content: body } }),
		responses: {
			"200": { description: "Done", content: content(schema(route.reply, "output")) },
			default: {
				description: "Refused: one sentence says what to do",
				content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
			},
		},
	};
}

function streamOperation(): Json {
	const kinds = Object.entries(frames).map(([name, shape]) => ({ title: name, ...schema(shape, "output") }));
	return {
		operationId: "events",
		summary: "Server-sent events: tick (counts, never lost), detail (events, some left out), gap (reload)",
		parameters: [
			{ name: "Last-Event-ID", in: "header", schema: { type: "string" }, description: "epoch:seq to go on from" },
		],
		responses: { "200": { description: "The stream", content: { "text/event-stream": { schema: { oneOf: kinds } } } } },
	};
}

function parametersOf(shape: z.ZodType, where: "path" | "query"): Json[] {
	if (shape instanceof z.ZodUndefined) return [];
	const { properties, required } = schema(shape, "input") as { properties?: Record<string, Json>; required?: string[] };
	return Object.entries(properties ?? {}).map(([name, each]) => ({
		name,
		in: where,
		required: where === "path" || (required ?? []).includes(name),
		schema: each,
	}));
}

function content(described: Json): Json {
	return { "application/json": { schema: described } };
}

function schema(shape: z.ZodType, io: "input" | "output"): Json {
	const { $schema: _, ...described } = z.toJSONSchema(shape, { io, unrepresentable: "any" });
	return described;
}

/** `/v1/triplets/:id` as OpenAPI writes it. */
function templated(path: string): string {
	return path.replace(/:([a-z]+)/gi, "{$1}");
}
