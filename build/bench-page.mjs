/// <reference lib="dom" />
// What the app's benchmark asks of the page and its browser: what was painted when, frames, CPU time, memory.

/** @typedef {import("@playwright/test").Page} Page @typedef {import("@playwright/test").CDPSession} Session */
/** @typedef {{rows: [string, number][], figures: [number, number][]}} Seen */
/** @typedef {{longest: number, over50: number, frames: number, scripts: string[]}} Frames */

/** Notes, after the paint, each first attempt that comes into the tail, and each value of "Waiting". @param {Page} page */
export async function beginSeeing(page) {
	await page.evaluate(() => {
		/** @type {Seen} */
		const seen = { rows: [], figures: [] };
		const known = new Set();
		let last = -1;
		let due = false;
		const look = () => {
			due = false;
			const now = Date.now();
			for (const row of document.querySelectorAll("[role=log] button")) {
				const text = row.textContent ?? "";
				const sender = /first attempt(x[a-z]+)@/.exec(text)?.[1];
				if (sender === undefined || known.has(sender)) continue;
				known.add(sender);
				seen.rows.push([sender, now]);
			}
			const tiles = [...document.querySelectorAll("section[aria-label^=Figures] h2")];
			const tile = tiles.find((head) => head.textContent?.startsWith("Waiting"))?.parentElement?.nextElementSibling;
			const value = Number(tile?.textContent?.replace(/\D/g, "") || Number.NaN);
			if (Number.isNaN(value) || value === last) return;
			last = value;
			seen.figures.push([value, now]);
		};
		const observer = new MutationObserver(() => {
			if (due) return;
			due = true;
			// The task after a frame's callbacks comes when it has been drawn.
			requestAnimationFrame(() => setTimeout(look, 0));
		});
		observer.observe(document.body, { subtree: true, childList: true, characterData: true });
		Object.assign(globalThis, { benchSeen: { seen, observer } });
		look();
	});
}

/** @param {Page} page @returns {Promise<Seen>} */
export async function endSeeing(page) {
	return page.evaluate(() => {
		const { benchSeen } = /** @type {any} */ (globalThis);
		benchSeen.observer.disconnect();
		return benchSeen.seen;
	});
}

/** Frames from here on. @param {Page} page */
export async function beginFrames(page) {
	await page.evaluate(() => {
		const told = { longest: 0, over50: 0, frames: 0, scripts: /** @type {string[]} */ ([]), on: true };
		const observer = new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				told.over50++;
				if (entry.duration <= told.longest) continue;
				told.longest = entry.duration;
				const { scripts = [], renderStart = 0, styleAndLayoutStart = 0 } = /** @type {any} */ (entry);
				const end = entry.startTime + entry.duration;
				told.scripts = scripts.map((/** @type {any} */ one) => `${one.invoker} ${Math.round(one.duration)} ms`);
				told.scripts.push(
					`render ${Math.round(styleAndLayoutStart - renderStart)} ms, layout ${Math.round(end - styleAndLayoutStart)} ms`,
				);
			}
		});
		observer.observe({ type: "long-animation-frame" });
		const count = () => {
			told.frames++;
			if (told.on) requestAnimationFrame(count);
		};
		requestAnimationFrame(count);
		Object.assign(globalThis, { benchFrames: { told, observer } });
	});
}

/**
 * Tasks of the page's main thread from here until the returned function is called: the longest, in CPU time, which a
 * busy machine does not stretch, and its sum over all. Milliseconds. @param {Session} browser
 */
export async function traceTasks(browser) {
	/** @type {Record<string, any>[]} */
	const events = [];
	browser.on("Tracing.dataCollected", ({ value }) => events.push(...value));
	await browser.send("Tracing.start", { traceConfig: { includedCategories: ["toplevel"] } });
	return async () => {
		const complete = new Promise((resolve) => browser.once("Tracing.tracingComplete", resolve));
		await browser.send("Tracing.end");
		await complete;
		const thread = (/** @type {Record<string, any>} */ event) => `${event.pid} ${event.tid}`;
		const named = events.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
		const mains = new Set(named.map(thread));
		const tasks = events.filter((event) => /RunTask/.test(event.name) && mains.has(thread(event)));
		const times = tasks.map((event) => (event.tdur ?? 0) / 1000);
		return { longest: Math.max(0, ...times), sum: times.reduce((total, time) => total + time, 0) };
	};
}

/** `longest` is 0 where no frame was longer than 50 ms. @param {Page} page @returns {Promise<Frames>} */
export async function endFrames(page) {
	return page.evaluate(() => {
		const { benchFrames } = /** @type {any} */ (globalThis);
		benchFrames.told.on = false;
		benchFrames.observer.disconnect();
		return benchFrames.told;
	});
}

/** CPU seconds of the page's process, and of the browser's others, which draw for it. @param {Session} browser */
export async function browserCpu(browser) {
	const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
	const sum = (/** @type {(type: string) => boolean} */ of) =>
		processInfo.filter(({ type }) => of(type)).reduce((total, { cpuTime }) => total + cpuTime, 0);
	return { page: sum((type) => type === "renderer"), others: sum((type) => type !== "renderer") };
}

/** Of the process that runs the page: the one that has used most time. @param {Session} browser */
export async function pageProcess(browser) {
	const { processInfo } = await browser.send("SystemInfo.getProcessInfo");
	const renderers = processInfo.filter(({ type }) => type === "renderer");
	return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id ?? 0;
}

/** MiB of the JavaScript heap that are in use after a collection. @param {Session} session */
export async function heapOf(session) {
	await session.send("HeapProfiler.collectGarbage");
	const { usedSize } = await session.send("Runtime.getHeapUsage");
	return usedSize / 2 ** 20;
}

/** @param {Page} page */
export async function chartIsDrawn(page) {
	await page.waitForSelector("path.recharts-area-area[d]", { state: "attached", timeout: 60_000 });
}

/** @param {Page} page */
export async function chartHasMoved(page) {
	await page.evaluate(async () => {
		const shape = () => document.querySelector("path.recharts-area-area")?.getAttribute("d");
		const first = shape();
		while (shape() === first) await new Promise((done) => requestAnimationFrame(done));
	});
}

/** Where the embedded daemon listens, such as `127.0.0.1:10023`. @param {Page} page @returns {Promise<string>} */
export async function policyAddress(page) {
	return page.evaluate(async () => {
		const authorization = `Bearer ${sessionStorage.getItem("greydesk-session") ?? ""}`;
		const told = await fetch("/desk/hosts", { headers: { authorization } });
		return String((await told.json()).policyAddress);
	});
}

/** Goes to the end of the table until so many rows are read, four minutes at most. @param {Page} page @param {number} wanted */
export async function readRows(page, wanted) {
	const begun = performance.now();
	let read = 0;
	while (read < wanted && performance.now() - begun < 240_000) {
		read = await page.evaluate(async () => {
			/** @type {Element | null | undefined} */
			let table = document.querySelector("[role=grid]");
			while (table && table.scrollHeight <= table.clientHeight + 1) table = table.parentElement;
			if (!table) return 0;
			table.scrollTop = table.scrollHeight;
			await new Promise((done) => setTimeout(done, 50));
			const rows = [...document.querySelectorAll("[aria-rowindex]")].map((one) =>
				Number(one.getAttribute("aria-rowindex")),
			);
			return Math.max(0, ...rows);
		});
	}
	return read;
}
