/** Read first in a utility process: the program in it can tell that it runs under Electron. */
Object.defineProperty(process.versions, "electron", { value: "0.0.0-stand-in", enumerable: true });
// The app is gone: a utility process does not outlive it.
process.once("disconnect", () => process.exit(1));
