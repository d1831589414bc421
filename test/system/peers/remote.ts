/**
 * A desk, a real daemon and a real sshd between them, for the tests of one file. Each test begins with a new desk and a
 * known host key, and ends without a process or a socket of ours left.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { Host } from "../../../shared/protocol/desk.ts";
import type { Problem, Trouble } from "../../../shared/protocol/shapes.ts";
import { startDaemon, type TestDaemon } from "../../fixtures/daemon.ts";
import { type OpenedDesk, openTestDesk } from "../../fixtures/desk.ts";
import { eventually } from "./eventually.ts";
import { type SshServer, startSshServer } from "./ssh-server.ts";

/** Ssh gives up after three times `alive`, well after a link without traffic counts as stale. */
const pace = { patience: { stale: 2000, givenUp: 60_000 }, ssh: { connect: 2, alive: 2 } };

export interface Remote {
	readonly ssh: SshServer;
	readonly daemon: TestDaemon;
	readonly desk: OpenedDesk;
	/** As the page adds a host: the answer read as a host, and as a refusal. */
	add(address: string, more?: object): Promise<{ status: number; host: Host; problem: Problem }>;
	/** Adds the daemon; it is live then. */
	addGood(): Promise<Host>;
	/** Adds what cannot be used; the trouble that was told. */
	refusal(address: string): Promise<Trouble>;
	/** The one host, as it is now. */
	now(): Host | undefined;
	/** Resolves when its link is so. */
	until(link: Host["link"], kind?: Trouble["kind"]): Promise<Host>;
}

/** Registers the hooks of the file; what it returns may be used in its tests. */
export function useRemote(): Remote {
	let ssh: SshServer;
	let daemon: TestDaemon;
	let desk: OpenedDesk;
	const before = { ...process.env };
	beforeAll(async () => {
		ssh = await startSshServer();
		Object.assign(process.env, ssh.env);
		daemon = await startDaemon();
	});
	afterAll(async () => {
		await daemon?.stop();
		await ssh?.stop();
		process.env = before;
	});
	beforeEach(async () => {
		ssh.trust();
		desk = await openTestDesk(pace);
	});
	afterEach(async () => {
		await desk.close();
		expect(ssh.clients()).toEqual([]);
		expect(ssh.localEnds()).toEqual([]);
	});

	const add: Remote["add"] = async (address, more = {}) => {
		const { status, text } = await desk.page("POST", "/desk/hosts", { address, ...more });
		return { status, host: JSON.parse(text) as Host, problem: JSON.parse(text) as Problem };
	};
	const now = () => desk.hosts.list()[0];
	const until: Remote["until"] = (link, kind) =>
		eventually(`${link} ${kind ?? ""} (begins as ${JSON.stringify(now())})`, 40, () => {
			const host = now();
			return host?.link === link && (kind === undefined || host.problem?.kind === kind) && host;
		});
	return {
		get ssh() {
			return ssh;
		},
		get daemon() {
			return daemon;
		},
		get desk() {
			return desk;
		},
		add,
		now,
		until,
		async addGood() {
			const { status, host, problem } = await add(ssh.address(daemon.management));
			expect([status, problem.detail]).toEqual([200, undefined]);
			await until("live");
			return host;
		},
		async refusal(address) {
			const { status, problem } = await add(address);
			expect([status, problem.trouble === undefined ? problem.detail : ""]).toEqual([400, ""]);
			expect(desk.hosts.list()).toEqual([]);
			if (problem.trouble === undefined) throw new Error(problem.detail);
			return problem.trouble;
		},
	};
}
