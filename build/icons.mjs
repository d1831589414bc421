// Renders the icons of build/icons/ from our own SVG, in the distribution's Chromium: `node build/icons.mjs`.
// What it writes is committed, so that nobody needs it to build: PNG in every size Linux asks for, one .ico, one .icns.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { chromiumFlags, findChromium } from "./chromium.mjs";
import { giveUp, root, say } from "./words.mjs";

const folder = join(root, "build", "icons");
const sizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** Types of an .icns, by the pixels of their PNG. @type {readonly (readonly [string, number])[]} */
const appleTypes = [
	["icp4", 16],
	["icp5", 32],
	["ic07", 128],
	["ic08", 256],
	["ic09", 512],
	["ic10", 1024],
];

/** Small ones are drawn from the simpler picture. @param {number} size */
const pictureOf = (size) => (size <= 32 ? "tray.svg" : "greydesk.svg");

/** @param {readonly Buffer[]} pngs, 256 pixels at most each @returns {Buffer} */
function ico(pngs) {
	const head = Buffer.alloc(6 + 16 * pngs.length);
	head.writeUInt16LE(1, 2);
	head.writeUInt16LE(pngs.length, 4);
	let offset = head.length;
	for (const [at, png] of pngs.entries()) {
		const entry = 6 + 16 * at;
		// 256 is written as 0.
		head.writeUInt8(png.readUInt32BE(16) % 256, entry);
		head.writeUInt8(png.readUInt32BE(20) % 256, entry + 1);
		head.writeUInt16LE(1, entry + 4);
		head.writeUInt16LE(32, entry + 6);
		head.writeUInt32LE(png.length, entry + 8);
		head.writeUInt32LE(offset, entry + 12);
		offset += png.length;
	}
	return Buffer.concat([head, ...pngs]);
}

/** @param {readonly (readonly [string, Buffer])[]} parts @returns {Buffer} */
function icns(parts) {
	const blocks = parts.map(([type, png]) => {
		const head = Buffer.alloc(8, type, "latin1");
		head.writeUInt32BE(png.length + 8, 4);
		return Buffer.concat([head, png]);
	});
	const head = Buffer.alloc(8, "icns", "latin1");
	head.writeUInt32BE(8 + blocks.reduce((sum, block) => sum + block.length, 0), 4);
	return Buffer.concat([head, ...blocks]);
}

const executablePath = findChromium() ?? giveUp("Chromium is needed to draw the icons.");
const browser = await chromium.launch({ executablePath, args: chromiumFlags });
try {
	const page = await browser.newPage();
	/** @param {string} picture @param {number} size @returns {Promise<Buffer>} */
	const draw = async (picture, size) => {
		const svg = readFileSync(join(folder, picture), "utf8");
		await page.setViewportSize({ width: size, height: size });
		await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
		return page.screenshot({ omitBackground: true });
	};
	for (const size of sizes) writeFileSync(join(folder, `${size}x${size}.png`), await draw(pictureOf(size), size));
	for (const [name, size] of /** @type {const} */ ([
		["tray.png", 16],
		["tray@2x.png", 32],
	]))
		writeFileSync(join(folder, name), await draw("tray.svg", size));
	const small = sizes.filter((size) => size <= 256);
	writeFileSync(join(folder, "icon.ico"), ico(await Promise.all(small.map((size) => readPng(size)))));
	const large = await draw("greydesk.svg", 1024);
	writeFileSync(
		join(folder, "icon.icns"),
		icns(appleTypes.map(([type, size]) => [type, size === 1024 ? large : readPng(size)])),
	);
} finally {
	await browser.close();
}
say(`Icons are drawn: ${folder}`);

/** @param {number} size */
function readPng(size) {
	return readFileSync(join(folder, `${size}x${size}.png`));
}
