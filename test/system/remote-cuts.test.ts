/** A host over ssh that was live: the way freezes, breaks, ends, and comes back. A real sshd on loopback. */
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { startDaemon } from "../fixtures/daemon.ts";
import { connectPolicy } from "../fixtures/policy-client.ts";
import { eventually } from "./peers/eventually.ts";
import { useRemote } from "./peers/remote.ts";
import { noSshServer } from "./peers/ssh-server.ts";

describe.skipIf(noSshServer() !== null)("a host over ssh that was live", () => {
	const remote = useRemote();

	/** Mail all the time, so that silence means the way. */
	const traffic = async () => {
		const postfix = await connectPolicy(remote.daemon.policy);
		let count = 0;
		const ask = () => void postfix.ask({ sender: `sender${count++}@example.net` }).catch(() => undefined);
		const timer = setInterval(ask, 200);
		return () => {
			clearInterval(timer);
			postfix.close();
		};
	};

	test("is stale while the way is frozen, and live again when it thaws", async () => {
		await remote.addGood();
		const stop = await traffic();
		remote.ssh.freeze(true);
		const stale = await remote.until("stale", "silent");
		expect(stale.problem?.words).toContain(stale.address);
		remote.ssh.freeze(false);
		await remote.until("live");
		expect(remote.now()?.problem).toBe(null);
		stop();
	});

	test("is stale, then gone where the way stays frozen, and comes back by a new one", async () => {
		const states: string[] = [];
		await remote.addGood();
		const stop = await traffic();
		remote.desk.hosts.listen({
			onFrame: () => undefined,
			onHosts: () => {
				const host = remote.now();
				states.push(`${host?.link} ${host?.problem?.kind ?? ""}`.trim());
			},
		});
		remote.ssh.freeze(true);
		await remote.until("gone");
		await remote.until("live");
		remote.ssh.freeze(false);
		stop();
		expect(states.slice(0, 2)).toEqual(["stale silent", expect.stringMatching(/^gone (timed-out|closed)$/)]);
		expect(states.at(-1)).toBe("live");
	});

	test("is told as what it is when its daemon ends, asked through the page too, and lives when it is there again", async () => {
		const own = await startDaemon();
		const { host } = await remote.add(remote.ssh.address(own.management));
		await remote.until("live");
		await own.stop();
		const gone = await remote.until("gone", "no-socket");
		expect(gone.problem?.command).toContain(`ls -l ${own.management}`);
		const asked = await remote.desk.page("GET", `/hosts/${host.id}/v1/status`);
		expect([asked.status, JSON.parse(asked.text).trouble.kind]).toEqual([502, "no-socket"]);
		const again = await startDaemon({ folder: own.folder });
		await remote.until("live");
		await again.stop();
		rmSync(own.folder, { recursive: true, force: true });
	});

	test("comes back by itself after sshd was restarted and its sessions were cut", async () => {
		const seen: string[] = [];
		await remote.addGood();
		remote.desk.hosts.listen({ onFrame: () => undefined, onHosts: () => seen.push(remote.now()?.link ?? "") });
		await remote.ssh.restart();
		await eventually("gone, and live again", 20, () => seen.includes("gone") && remote.now()?.link === "live");
	});

	test("takes no acts while it is read-only here", async () => {
		const { id } = await remote.addGood();
		await remote.desk.page("PATCH", `/desk/hosts/${id}`, { readOnly: true });
		const act = await remote.desk.page("POST", `/hosts/${id}/v1/pass-all`, { seconds: 60, reason: "a try" });
		expect([act.status, JSON.parse(act.text).detail]).toEqual([403, expect.stringMatching(/read-only/)]);
		expect((await remote.desk.page("GET", `/hosts/${id}/v1/status`)).status).toBe(200);
	});
});
