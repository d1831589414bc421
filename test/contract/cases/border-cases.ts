/** The border itself: what is not declared, too large, not JSON, or of a kind nobody serves. */
import { expect, test } from "vitest";
import { routes } from "../../../shared/protocol/routes.ts";
import { problemShape } from "../../../shared/protocol/shapes.ts";
import { STREAM_PATH } from "../../../shared/protocol/stream.ts";
import { readEvents } from "../../fixtures/event-reader.ts";
import type { Greylist } from "../../fixtures/greylist.ts";

const json = { "content-type": "application/json" };

export function borderCases(greylist: () => Greylist): void {
	const send = (path: string, init: RequestInit = {}) => greylist().api()(new Request(`http://greydesk${path}`, init));

	const posted = (body: string, headers = json) => ({ path: "/v1/explain", init: { method: "POST", body, headers } });
	test.each<{ readonly status: number; readonly what: string; readonly path: string; readonly init: RequestInit }>([
		{ status: 404, what: "an unknown path", path: "/v1/nothing", init: {} },
		{ status: 404, what: "the root", path: "/", init: {} },
		{ status: 405, what: "deleting a greeting", path: "/v1/hello", init: { method: "DELETE" } },
		{ status: 405, what: "putting a list", path: "/v1/triplets", init: { method: "PUT" } },
		{ status: 405, what: "posting to the stream", path: STREAM_PATH, init: { method: "POST" } },
		{ status: 415, what: "a body that is a form", ...posted("client=1", { "content-type": "text/plain" }) },
		{ status: 400, what: "a body that is no JSON", ...posted("{nonsense") },
		{ status: 400, what: "a list as body", ...posted("[]") },
		{ status: 400, what: "null as body", ...posted("null") },
		{ status: 413, what: "a body over 1 MiB", ...posted(JSON.stringify({ client: "x".repeat(1 << 20) })) },
	])("$status for $what, as a problem whose words say what to do", async ({ status, path, init }) => {
		const answer = await send(path, init);
		expect(answer.status).toBe(status);
		expect(answer.headers.get("content-type")).toBe("application/problem+json");
		const said = problemShape.parse(await answer.json());
		expect(said.status).toBe(status);
		expect(said.detail.length).toBeGreaterThan(15);
		if (status === 405) expect(answer.headers.get("allow")).toBeTruthy();
	});

	test("__proto__ in a body is data and changes nothing", async () => {
		const body = '{"__proto__":{"polluted":1},"client":"192.0.2.1","sender":"","recipient":"a@b.example"}';
		expect((await send("/v1/explain", { method: "POST", body, headers: json })).status).toBe(200);
		expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
	});

	test("a body that never ends is cut off at its bound", async () => {
		let sent = 0;
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				sent += 65_536;
				controller.enqueue(new Uint8Array(65_536).fill(32));
			},
		});
		const answer = await send("/v1/explain", { method: "POST", body, headers: json, duplex: "half" } as RequestInit);
		expect(answer.status).toBe(413);
		expect(sent).toBeLessThan(4 << 20);
	});

	test("HEAD of the stream leaves no reader behind; GET streams until it is cancelled", async () => {
		expect((await send(STREAM_PATH, { method: "HEAD" })).status).toBe(200);
		expect(greylist().events.readers()).toBe(0);
		const answer = await send(STREAM_PATH);
		expect(answer.headers.get("content-type")).toBe("text/event-stream");
		if (answer.body === null) throw new Error("no stream");
		const reader = readEvents(answer.body);
		await reader.until((frames) => frames.length > 0);
		expect(greylist().events.readers()).toBe(1);
		await reader.cancel();
		expect(greylist().events.readers()).toBe(0);
	});

	test("a reply that breaks its declaration is answered 500, and logged as our bug", async () => {
		const panics: string[] = [];
		const { parts } = greylist();
		const { createManagement } = await import("../../../electron/daemon/management/management.ts");
		const broken = createManagement(
			{
				...parts,
				identity: { ...parts.identity, startedAt: Number.NaN },
				log: { ...parts.log, panic: (words) => panics.push(words) },
			},
			"operator",
		);
		expect((await broken(new Request("http://greydesk/v1/status"))).status).toBe(500);
		expect(panics).toEqual(["a reply breaks its declaration"]);
	});

	test("the OpenAPI document is whole: every route, its inputs, its answers", async () => {
		const document = await (await send("/openapi.json")).json();
		expect(document.openapi).toBe("3.1.0");
		for (const route of Object.values(routes)) {
			const path = route.path.replace(/:([a-z]+)/g, "{$1}");
			const operation = document.paths[path]?.[route.method.toLowerCase()];
			expect(operation, path).toBeDefined();
			expect(operation.summary).toBe(route.summary);
			expect(operation.responses["200"].content["application/json"].schema).toBeTypeOf("object");
			const named = [...path.matchAll(/\{([a-z]+)\}/g)].map((match) => match[1]);
			const declared = (operation.parameters ?? []).filter((one: { in: string }) => one.in === "path");
			expect(declared.map((one: { name: string }) => one.name)).toEqual(named);
		}
		const ids = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>).flatMap(
			(methods) => Object.values(methods).map((operation) => operation.operationId),
		);
		expect(new Set(ids).size).toBe(ids.length);
		const references = JSON.stringify(document).match(/"\$ref":"#\/[^"]+"/g) ?? [];
		expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
	});
}
