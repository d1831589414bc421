// Runs before the first paint, so that nobody who works in the dark sees a white flash.
// The key is the one that renderer/ui/look.ts hands to Mantine.
(() => {
	let choice = "auto";
	try {
		choice = localStorage.getItem("greydesk-theme") ?? "auto";
	} catch {
		// Storage is closed to us: the system's choice stands.
	}
	const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
	document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
