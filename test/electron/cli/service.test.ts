/** `greydesk service`: the unit it writes, what systemd itself says of it, and what it leaves alone. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { closedToOthers } from "../../../electron/cli/service/place.ts";
import { stateName, unitText } from "../../../electron/cli/service/unit.ts";
import { greydesk, start } from "../../fixtures/command.ts";
import { askOnce } from "../../fixtures/policy-client.ts";

const execute = promisify(execFile);
const analyze = "/usr/bin/systemd-analyze";

let root: string;
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), "greydesk-service-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const env = () => ({ HOME: "/home/anna", XDG_CONFIG_HOME: "", XDG_STATE_HOME: "" });
const systemFile = () => join(root, "etc/systemd/system/greydesk.service");
const userFile = () => join(root, "home/anna/.config/systemd/user/greydesk.service");
const service = (...words: string[]) => greydesk(["service", ...words, "--root", root], { env: env() });

/** What a unit says by a name; all of them where it may be said more than once. */
function said(file: string, name: string): readonly string[] {
	const lines = readFileSync(file, "utf8").split("\n");
	return lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));
}

describe("a service of the system", () => {
	test("runs this bundle on /var/lib/greydesk, watches only at first, and tells how to start it", async () => {
		const ran = await service("install", "--system");
		expect(ran).toMatchObject({ code: 0, out: expect.stringMatching(/^ {2}systemctl enable greydesk\.service$/m) });
		const [command = ""] = said(systemFile(), "ExecStart");
		expect(command.startsWith(`${process.execPath} `)).toBe(true);
		expect(command).toMatch(/\/greydesk\.mjs daemon --data \/var\/lib\/greydesk /);
		expect(command).toContain("--shadow --policy 127.0.0.1:10023");
		expect(command).toContain("--management unix:/run/greydesk/management.sock");
	});

	test("is a user of its own that may write to its folder alone, and its code may compile", async () => {
		await service("install", "--system", "--data", "/var/lib/second");
		const wanted = {
			DynamicUser: "yes",
			StateDirectory: "second",
			NoNewPrivileges: "yes",
			ProtectSystem: "strict",
			ProtectHome: "yes",
			CapabilityBoundingSet: "",
			RestrictAddressFamilies: "AF_UNIX AF_INET AF_INET6",
			MemoryDenyWriteExecute: "no",
		};
		for (const [name, value] of Object.entries(wanted))
			expect([name, ...said(systemFile(), name)]).toEqual([name, value]);
	});

	test.skipIf(!existsSync(analyze))("is found right by systemd, and little exposed", async () => {
		await service("install", "--system");
		const verified = await execute(analyze, ["verify", "--man=no", systemFile()]).catch((error: unknown) => error);
		const words = Object(verified) as { readonly stdout?: string; readonly stderr?: string };
		const ours = `${words.stdout}${words.stderr}`.split("\n").filter((line) => line.includes("greydesk.service"));
		expect(ours).toEqual([]);
		const { stdout } = await execute(analyze, ["security", "--offline=true", "--no-pager", systemFile()]);
		const exposure = Number(/Overall exposure level for \S+: (\d+\.\d+)/.exec(stdout)?.[1]);
		expect(exposure).toBeGreaterThan(0);
		expect(exposure).toBeLessThan(2);
	});

	test("may read the log that it follows, by the group that may, where there is one; else it is in no group", async () => {
		const config = join(root, "greydesk.toml");
		writeFileSync(config, 'mail-log = "/var/log/mail.log"\n');
		mkdirSync(join(root, "etc"));
		writeFileSync(join(root, "etc/group"), "root:x:0:\nadm:x:4:syslog\nsystemd-journal:x:999:\n");
		const groups = async (...words: string[]) => {
			expect(await service("install", "--system", ...words)).toMatchObject({ code: 0 });
			return said(systemFile(), "SupplementaryGroups");
		};
		expect(await groups()).toEqual([]);
		expect(await groups("--mail-log", "/var/log/mail.log")).toEqual(["adm"]);
		expect(said(systemFile(), "ExecStart")[0]).toMatch(/ --mail-log \/var\/log\/mail\.log$/);
		expect(await groups("--mail-log", "journal:")).toEqual(["systemd-journal"]);
		expect(await groups("--config", config)).toEqual(["adm"]);
		writeFileSync(join(root, "etc/group"), "root:x:0:\n");
		expect(await groups("--mail-log", "journal:")).toEqual([]);
	});

	test("asks where its configuration says, unless told elsewhere, and may write there", async () => {
		const config = join(root, "greydesk.toml");
		writeFileSync(config, '[policy]\nlisten = ["unix:/var/spool/postfix/private/greydesk"]\n');
		await service("install", "--system", "--config", config);
		expect(said(systemFile(), "ExecStart")[0]).not.toContain("--policy");
		expect(said(systemFile(), "ReadWritePaths")).toEqual(["/var/spool/postfix/private"]);
		await service("install", "--system", "--config", config, "--policy", "127.0.0.1:10024");
		expect(said(systemFile(), "ExecStart")[0]).toContain("--policy 127.0.0.1:10024");
	});

	test("with a configuration that is none is not written", async () => {
		const config = join(root, "greydesk.toml");
		writeFileSync(config, "mail-logg = 1\n");
		const ran = await service("install", "--system", "--config", config);
		expect(ran).toMatchObject({ code: 1, err: expect.stringMatching(/greydesk\.toml: .*mail-logg/) });
		expect(existsSync(systemFile())).toBe(false);
	});

	test("is refused where its program lies in a folder that is closed to it, with the mend; a trial shows the unit, too", async () => {
		const ran = await greydesk(["service", "install", "--system", "--dry-run"], { env: env() });
		expect(ran).toMatchObject({
			code: 1,
			out: expect.stringMatching(/^ExecStart=.*\/greydesk\.mjs daemon --data \/var\/lib\/greydesk /m),
			err: expect.stringMatching(/would not be installed from here\..*copy the folder out\/ to \/opt\/greydesk/),
		});
	});

	test("keeps its folder under /var/lib and nowhere else", async () => {
		for (const data of ["/home/anna/data", "/var/lib", "/var/lib/a/b", "/var/lib/../etc"]) {
			expect(await service("install", "--system", "--data", data)).toMatchObject({
				code: 2,
				err: expect.stringMatching(/\/var\/lib/),
			});
		}
		expect(existsSync(systemFile())).toBe(false);
	});
});

describe("a service of a user", () => {
	test("lies in that user's folders, asks for no privileges, and says that it ends with the session", async () => {
		const ran = await service("install", "--user");
		expect(ran).toMatchObject({ code: 0, err: expect.stringMatching(/loginctl enable-linger/) });
		expect(said(userFile(), "ExecStart")[0]).toContain("--data /home/anna/.local/state/greydesk ");
		expect(said(userFile(), "WantedBy")).toEqual(["default.target"]);
		expect(readFileSync(userFile(), "utf8")).not.toMatch(
			/^(User|DynamicUser|Protect\w+|Private\w+|CapabilityBoundingSet)=/m,
		);
	});

	test("where systemd does not run says so, with what starts it where it does", async () => {
		const home = { HOME: root, XDG_CONFIG_HOME: join(root, "config"), XDG_STATE_HOME: "", XDG_RUNTIME_DIR: root };
		const ran = await greydesk(["service", "install", "--user"], { env: home });
		expect(ran.code).toBe(0);
		expect(ran.out).toMatch(
			/^systemd for users does not run here: nothing was started\. Where it does:\n {2}systemctl --user/m,
		);
		expect(existsSync(join(root, "config/systemd/user/greydesk.service"))).toBe(true);
	});

	test("what it would run, runs: the daemon answers Postfix, and delays nobody", async () => {
		const data = join(root, "data");
		await service("install", "--user", "--data", data, "--policy", "127.0.0.1:0");
		const [, , ...words] = said(userFile(), "ExecStart")[0]?.split(" ") ?? [];
		const daemon = await start(words);
		const [, policy = ""] = await daemon.until(/^ready policy=(\S+)/m);
		expect(await askOnce(policy)).toBe("DUNNO");
		daemon.child.kill("SIGTERM");
		expect((await daemon.ended).code).toBe(0);
	});
});

test("a policy address that is none is wrong usage", async () => {
	expect(await service("install", "--policy", "evil\nExecStartPre=/bin/sh")).toMatchObject({ code: 2 });
	expect(existsSync(systemFile()) || existsSync(userFile())).toBe(false);
});

test("what is said to the daemon stays one word each, whatever is in it", () => {
	const command = ["/usr/bin/node", "/opt/a b/x.mjs", "100%", "$HOME", 'q"\\', "plain-1"];
	const text = unitText({ scope: "user", command, data: "/d", writes: [], groups: [] });
	expect(/^ExecStart=(.*)$/m.exec(text)?.[1]).toBe('/usr/bin/node "/opt/a b/x.mjs" 100%% $$HOME "q\\"\\\\" plain-1');
});

test("a unit that somebody else wrote is neither overwritten nor removed", async () => {
	mkdirSync(dirname(systemFile()), { recursive: true });
	writeFileSync(systemFile(), "[Service]\nExecStart=/bin/true\n");
	for (const deed of ["install", "uninstall"]) {
		expect(await service(deed, "--system")).toMatchObject({ code: 1, err: expect.stringMatching(/not ours/) });
	}
	expect(readFileSync(systemFile(), "utf8")).toBe("[Service]\nExecStart=/bin/true\n");
});

test("installed again it follows the new wishes; removed, only its unit goes", async () => {
	expect(await service("status", "--system")).toMatchObject({
		code: 1,
		err: expect.stringMatching(/no service is installed/),
	});
	await service("install", "--system");
	await service("install", "--system", "--policy", "127.0.0.1:10024");
	expect(said(systemFile(), "ExecStart")[0]).toMatch(/--policy 127\.0\.0\.1:10024$/);
	const told = JSON.parse((await service("status", "--system", "--json")).out) as unknown;
	expect(told).toMatchObject({ installed: true, state: null, management: "unix:/run/greydesk/management.sock" });
	const removed = await service("uninstall", "--system");
	expect(removed).toMatchObject({ code: 0, out: expect.stringContaining("stays in /var/lib/greydesk") });
	expect(existsSync(systemFile())).toBe(false);
});

test.each([
	["/var/lib/greydesk", "greydesk"],
	["/var/lib/a.b-c_1", "a.b-c_1"],
	["/var/lib/", null],
	["/var/lib/.hidden", null],
	["/var/lib/a/b", null],
	["/srv/greydesk", null],
])("the folder %s is systemd's %s", (data, name) => {
	expect(stateName(data)).toBe(name);
});

test("a program in a closed folder is told by the first closed thing on its way", () => {
	const file = join(root, "program.mjs");
	writeFileSync(file, "", { mode: 0o600 });
	// The folder of a test is its owner's alone.
	expect(closedToOthers(file)).toBe(root);
	expect(closedToOthers("/bin/sh")).toBe(null);
	expect(closedToOthers("/etc/shadow")).toBe("/etc/shadow");
});
