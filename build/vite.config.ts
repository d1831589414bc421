import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
	root: at("../renderer"),
	plugins: [react()],
	build: {
		outDir: at("../out/renderer"),
		emptyOutDir: true,
		// A small font inlined as data: would be refused by our own font-src 'self'.
		assetsInlineLimit: 0,
		// The polyfill is an inline script, which our policy refuses; every browser we meet knows modulepreload.
		modulePreload: { polyfill: false },
		// One piece on purpose: it comes from this machine's disk, where more requests cost more than more bytes. The
		// limit, in kB, is a quarter above what it weighs, so that a library that comes in unseen is told by the build.
		chunkSizeWarningLimit: 2000,
		rollupOptions: { input: at("../renderer/index.html") },
	},
});
