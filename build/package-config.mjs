// What electron-builder makes of out/: deb and tar.gz (built and tried here), AppImage, NSIS and dmg (written down, not
// built here). In the sealed archive lies Electron's entry; beside it, where Node can read it, the command with its
// workers and the page. No updates by themselves: whoever publishes decides about that.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./words.mjs";

const folder = join(root, "build", "packages");
const icons = join(root, "build", "icons");

const { author, homepage } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** Whose package it is: package.json's author; while it names none, nobody else's than the builder's. */
const publisher = author ?? { name: "Unpublished local build", email: "root@localhost" };
/** electron-builder insists on a home page; while package.json has none, this one is left out again. */
export const NO_HOMEPAGE = "https://localhost/";

/** What plain Node must be able to read: the command, its workers, the page of its browser mode. */
export const unsealed = [
	"out/greydesk.mjs",
	"out/history-worker.mjs",
	"out/snapshot-worker.mjs",
	"out/erase-worker.mjs",
	"out/sql-wasm.wasm",
	"out/renderer/**",
];
/** Asserted by a test against what lies in the archive. */
export const sealed = ["out/main.mjs", "out/tray.png", "out/tray@2x.png", "package.json"];

/**
 * What a stranger could switch on in the binary is off: it is no Node, takes no NODE_OPTIONS, loads no other archive.
 * `--inspect` stays, for the tests drive the packaged app by it; who can start programs as this user needs no such door.
 */
export const fuses = {
	runAsNode: false,
	enableCookieEncryption: true,
	enableNodeOptionsEnvironmentVariable: false,
	enableNodeCliInspectArguments: true,
	/** On macOS and Windows; Electron knows no such check on Linux. */
	enableEmbeddedAsarIntegrityValidation: true,
	onlyLoadAppFromAsar: true,
	grantFileProtocolExtraPrivileges: false,
};

const summary = "A desk for postmasters who greylist";
const mail = { ext: "eml", name: "Mail message", mimeType: "message/rfc822", role: /** @type {const} */ ("Viewer") };

/**
 * @param {{readonly into: string, readonly electronVersion: string, readonly electronDist: string, readonly manual: string}} places
 * @returns {import("electron-builder").Configuration}
 */
export function packageConfig({ into, electronVersion, electronDist, manual }) {
	return {
		appId: "local.greydesk",
		productName: "Greydesk",
		executableName: "greydesk-app",
		copyright: "MIT licence",
		directories: { output: into, buildResources: icons },
		files: [...sealed, ...unsealed, "!node_modules/**"],
		asar: true,
		asarUnpack: unsealed,
		extraMetadata: {
			main: "out/main.mjs",
			author: publisher,
			// So that desktops know whose window it is.
			desktopName: "greydesk-app.desktop",
			homepage: homepage ?? NO_HOMEPAGE,
			scripts: {},
			devDependencies: {},
			allowScripts: {},
		},
		electronVersion,
		electronDist,
		electronFuses: fuses,
		npmRebuild: false,
		publish: null,
		protocols: [{ name: "Greydesk link", schemes: ["greydesk"] }],
		linux: {
			target: ["deb", "tar.gz", "AppImage"],
			category: "Network;Email;Monitor;",
			maintainer: `${publisher.name} <${publisher.email}>`,
			vendor: "Greydesk",
			synopsis: summary,
			description: "Watches greylisting as it happens, releases a mail, explains every decision.",
			icon: icons,
			mimeTypes: [mail.mimeType],
			desktop: { entry: { Keywords: "mail;postfix;greylisting;spam;" } },
			syncDesktopName: true,
		},
		deb: {
			packageName: "greydesk",
			packageCategory: "mail",
			recommends: ["nodejs"],
			afterInstall: join(folder, "after-install.sh"),
			afterRemove: join(folder, "after-remove.sh"),
			fpm: [
				`${join(folder, "greydesk.sh")}=/usr/bin/greydesk`,
				`${join(folder, "greydesk-app.metainfo.xml")}=/usr/share/metainfo/greydesk-app.metainfo.xml`,
				`${manual}=/usr/share/man/man1/greydesk.1.gz`,
				`${join(root, "LICENSE")}=/usr/share/doc/greydesk/copyright`,
			],
		},
		win: { target: ["nsis"], icon: join(icons, "icon.ico"), fileAssociations: [mail] },
		nsis: { oneClick: false, perMachine: false },
		mac: {
			target: ["dmg"],
			icon: join(icons, "icon.icns"),
			category: "public.app-category.utilities",
			fileAssociations: [mail],
			notarize: false,
		},
	};
}
