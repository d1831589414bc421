/**
 * The packages: what is in them and nothing more, how the binary is locked, and that what dpkg installs into a root of
 * its own runs until the chart moves, and is gone when it is removed. Where Electron's binary is missing the stand-in is
 * packaged in its place.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { extractFile, listPackage } from "@electron/asar";
import { expect, test } from "@playwright/test";
import { findElectron } from "../../electron/desk/electron-binary.ts";
import { buildDistribution } from "../electron-host/build-host.ts";
import { openApp } from "./app.ts";

const project = join(import.meta.dirname, "..", "..");
const manifest = (path: string) => JSON.parse(readFileSync(path, "utf8")) as { readonly version: string };
const { version } = manifest(join(project, "package.json"));
const electronVersion = manifest(join(project, "node_modules", "electron", "package.json")).version;

let folder: string;
let deb: string;
let archive: string;

test.beforeAll(async () => {
	test.setTimeout(180_000);
	folder = mkdtempSync(join(tmpdir(), "greydesk-packages-"));
	const binary = findElectron(join(project, "out"), process.env);
	const distribution = binary === null ? join(folder, "distribution") : dirname(binary.path);
	if (binary === null) await buildDistribution(distribution, electronVersion);
	execFileSync(process.execPath, [join(project, "build", "package.mjs"), "deb", "tar.gz", "--into", folder], {
		env: { ...process.env, ELECTRON_OVERRIDE_DIST_PATH: distribution },
		stdio: ["ignore", "pipe", "pipe"],
	});
	deb = join(folder, `greydesk_${version}_${process.arch === "arm64" ? "arm64" : "amd64"}.deb`);
	archive = join(folder, `greydesk-${version}.tar.gz`);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const resources = () => join(folder, "linux-unpacked", "resources");
const run = (program: string, ...words: string[]) =>
	execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const isAsset = (path: string) => /^\/?out\/renderer\/assets\/[\w-]+\.(js|css|woff2|woff|svg)$/.test(path);

/** Files below a folder, but for the page's assets, whose names change with their content. */
function filesIn(where: string): readonly string[] {
	const all = readdirSync(where, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
	return all.map(({ parentPath, name }) => join(parentPath, name).slice(where.length + 1)).sort();
}

test("the sealed archive holds Electron's entry and its pictures, and names what lies beside it", () => {
	const entries = listPackage(join(resources(), "app.asar"), { isPack: true }).map((line) => line.split(" : /"));
	const named = (how: string) => entries.filter(([kind = "", path = ""]) => kind.trim() === how && !isAsset(path));
	const folders = ["out", "out/renderer", "out/renderer/assets"];
	const sealed = named("pack").map(([, path = ""]) => path);
	expect(sealed.filter((path) => !folders.includes(path)).sort()).toEqual([
		"out/main.mjs",
		"out/tray.png",
		"out/tray@2x.png",
		"package.json",
	]);
	expect(
		named("unpack")
			.map(([, path]) => path)
			.sort(),
	).toEqual([
		"out/erase-worker.mjs",
		"out/greydesk.mjs",
		"out/history-worker.mjs",
		"out/renderer/greydesk.svg",
		"out/renderer/index.html",
		"out/renderer/theme.js",
		"out/snapshot-worker.mjs",
		"out/sql-wasm.wasm",
	]);
});

test("beside the archive lies what plain Node reads, as it was built, and nothing of tests or libraries", () => {
	const beside = join(resources(), "app.asar.unpacked");
	const files = filesIn(beside);
	expect(files.filter((path) => !isAsset(path))).toHaveLength(8);
	for (const path of files)
		expect(readFileSync(join(beside, path)).equals(readFileSync(join(project, path))), path).toBe(true);
	const built = filesIn(join(project, "out", "renderer")).length;
	expect(files.filter((path) => path.startsWith("out/renderer/"))).toHaveLength(built);
});

test("the package's own manifest says what starts and whose it is, and nothing of how it is built", () => {
	const told = JSON.parse(extractFile(join(resources(), "app.asar"), "package.json").toString("utf8")) as object;
	expect(told).toMatchObject({ name: "greydesk", version, main: "out/main.mjs", desktopName: "greydesk-app.desktop" });
	expect(Object.keys(told)).not.toContain("devDependencies");
	expect(Object.keys(told)).not.toContain("scripts");
});

test("nothing looks for updates", () => {
	expect(existsSync(join(resources(), "app-update.yml"))).toBe(false);
	expect(readFileSync(join(project, "out", "main.mjs"), "utf8")).not.toMatch(/autoUpdater|electron-updater/);
});

test("the binary's fuses: no Node for others, no other code, cookies encrypted", () => {
	const binary = readFileSync(join(folder, "linux-unpacked", "greydesk-app"));
	const at = binary.indexOf("dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX");
	expect(at).toBeGreaterThan(0);
	const [format, count = 0] = binary.subarray(at + 32, at + 34);
	expect([format, count >= 8]).toEqual([1, true]);
	// In Electron's order: 0 off, 1 on.
	const names = [
		"runAsNode",
		"cookieEncryption",
		"nodeOptions",
		"nodeCliInspect",
		"asarIntegrity",
		"onlyLoadAppFromAsar",
		"browserProcessSnapshot",
		"fileProtocolPrivileges",
	];
	const state = Object.fromEntries(
		names.map((name, index) => [name, String.fromCharCode(binary[at + 34 + index] ?? 0)]),
	);
	expect(state).toMatchObject({
		runAsNode: "0",
		cookieEncryption: "1",
		nodeOptions: "0",
		nodeCliInspect: "1",
		asarIntegrity: "1",
		onlyLoadAppFromAsar: "1",
		fileProtocolPrivileges: "0",
	});
});

test("pictures are there in every size that is asked for, each as large as its name says", () => {
	const icons = join(project, "build", "icons");
	for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
		const png = readFileSync(join(icons, `${size}x${size}.png`));
		expect([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(["PNG", size, size]);
	}
	expect([...readFileSync(join(icons, "icon.ico")).subarray(0, 6)]).toEqual([0, 0, 1, 0, 7, 0]);
	const icns = readFileSync(join(icons, "icon.icns"));
	expect([icns.subarray(0, 4).toString(), icns.readUInt32BE(4)]).toEqual(["icns", icns.length]);
});

test("the tar.gz holds the same app in one folder", () => {
	const there = join(folder, "unpacked");
	mkdirSync(there);
	run("tar", "-xzf", archive, "-C", there);
	expect(readdirSync(there)).toEqual([`greydesk-${version}`]);
	expect(filesIn(join(there, `greydesk-${version}`))).toEqual(filesIn(join(folder, "linux-unpacked")));
});

test.describe("the deb", () => {
	test("says who keeps it, what it needs, and in one line what it is", () => {
		const field = (name: string) => run("dpkg-deb", "-f", deb, name).trim();
		expect(field("Package")).toBe("greydesk");
		expect(field("Version")).toBe(version);
		expect(field("Section")).toBe("mail");
		expect(field("Recommends")).toBe("nodejs");
		// While nobody publishes it, nobody's name or home page is made up.
		expect([field("Maintainer"), field("Homepage")]).toEqual(["Unpublished local build <root@localhost>", ""]);
		expect(field("Depends")).toContain("libgtk-3-0");
		expect(field("Description")).toMatch(/^A desk for postmasters who greylist\n [A-Z]/);
	});

	test.describe("installed", () => {
		test.skip(process.getuid?.() !== 0, "dpkg installs into a root as root only");
		let root: string;
		const dpkg = (...words: string[]) =>
			run("dpkg", `--root=${root}`, "--force-depends", "--force-script-chrootless", "--log=/dev/null", ...words);

		test.beforeAll(() => {
			root = join(folder, "root");
			for (const path of ["updates", "info"]) mkdirSync(join(root, "var/lib/dpkg", path), { recursive: true });
			for (const path of ["status", "available"]) writeFileSync(join(root, "var/lib/dpkg", path), "");
			dpkg("--install", deb);
		});

		test("has the app, the command, its place in menus, its pictures, and its licence", () => {
			const rest = filesIn(root).filter((path) => !path.startsWith("opt/") && !path.startsWith("var/"));
			const pictures = rest.filter((path) => path.startsWith("usr/share/icons/"));
			expect(pictures).toHaveLength(8);
			expect(rest.filter((path) => !pictures.includes(path))).toEqual([
				"usr/bin/greydesk",
				"usr/share/applications/greydesk-app.desktop",
				"usr/share/doc/greydesk/copyright",
				"usr/share/man/man1/greydesk.1.gz",
				"usr/share/metainfo/greydesk-app.metainfo.xml",
			]);
			expect(dpkg("--verify", "greydesk")).toBe("");
		});

		test("opens mails and greydesk: links, by an entry that a desktop reads", () => {
			const entry = readFileSync(join(root, "usr/share/applications/greydesk-app.desktop"), "utf8");
			const said = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(entry)?.[1];
			expect(said("Exec")).toBe("/opt/Greydesk/greydesk-app %U");
			expect(said("Icon")).toBe("greydesk-app");
			expect(said("MimeType")?.split(";").filter(Boolean).sort()).toEqual([
				"message/rfc822",
				"x-scheme-handler/greydesk",
			]);
			expect(said("Categories")).toBe("Network;Email;Monitor;");
		});

		test("the entry and what software centres are told are found right by their own checkers", () => {
			const told = join(root, "usr/share/metainfo/greydesk-app.metainfo.xml");
			const said = (program: string, ...words: string[]) => {
				const { stdout, stderr } = spawnSync(program, words, { encoding: "utf8" });
				return `${stdout ?? ""}${stderr ?? ""}`;
			};
			const entry = join(root, "usr/share/applications/greydesk-app.desktop");
			expect(said("desktop-file-validate", entry)).not.toMatch(/error:|warning:/);
			// A name that is no domain of anybody's is warned of: we have none.
			expect(said("appstreamcli", "validate", "--no-net", told)).not.toMatch(/^E: |^W: (?!.*not-rdns)/m);
			expect(readFileSync(told, "utf8")).toContain('<launchable type="desktop-id">greydesk-app.desktop</launchable>');
		});

		test("its manual has every command, as the command itself tells of it", () => {
			const manual = gunzipSync(readFileSync(join(root, "usr/share/man/man1/greydesk.1.gz"))).toString();
			for (const command of ["open", "triplets approve", "whitelist add", "service install", "pass-all"])
				expect(manual).toContain(`.SH "GREYDESK ${command.toUpperCase()}"`);
			expect(manual).toContain("Exit codes: 0 done, 1 refused or failed");
			expect(manual).not.toMatch(/^['.](?!TH|SH|nf|fi|BR)/m);
		});

		test("its command runs in plain Node, and serves the page to a browser", async () => {
			const program = join(root, "opt/Greydesk/resources/app.asar.unpacked/out/greydesk.mjs");
			expect(readFileSync(join(root, "usr/bin/greydesk"), "utf8")).toContain(program.slice(root.length));
			expect(run(process.execPath, program, "--version").trim()).toBe(version);
			const home = join(folder, "home");
			const desk = spawn(process.execPath, [program, "open", "--no-launch", "--data", join(home, "data")], {
				env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, "config") },
			});
			const address = await new Promise<string>((resolve) => desk.stdout.once("data", (line) => resolve(String(line))));
			expect(await (await fetch(address.trim())).text()).toContain("<title>Greydesk</title>");
			const ended = new Promise((resolve) => desk.once("exit", resolve));
			desk.kill("SIGTERM");
			expect(await ended).toBe(0);
		});

		test("its app starts from the installed files, and the chart moves", async () => {
			const opened = await openApp({ installed: join(root, "opt/Greydesk/greydesk-app") });
			try {
				const { page } = opened;
				await page.getByRole("button", { name: "Play sample traffic" }).click();
				await expect(page.getByRole("button", { name: /Host Sample, live/i })).toBeVisible({ timeout: 20_000 });
				const band = page
					.getByRole("img", { name: /Attempts per minute/ })
					.locator("path.recharts-area-area")
					.first();
				const first = await band.getAttribute("d", { timeout: 20_000 });
				await expect.poll(() => band.getAttribute("d"), { timeout: 20_000 }).not.toBe(first);
				const engine = await opened.app.evaluate(({ app }) => [app.isPackaged, app.getAppMetrics().length > 1]);
				expect(engine).toEqual([true, true]);
			} finally {
				await opened.close();
			}
		});

		test("removed, nothing of it stays", () => {
			dpkg("--purge", "greydesk");
			expect(filesIn(root).filter((path) => !path.startsWith("var/lib/dpkg/"))).toEqual([]);
		});
	});
});
