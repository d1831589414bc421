/** Why a file that was named cannot be read, as a person says it; what the system said stands only where we know no better. */

const words: Readonly<Record<string, string>> = {
	ENOENT: "There is no file",
	EACCES: "You may not read",
	EPERM: "You may not read",
	EISDIR: "A folder is no file to read:",
};

/** One sentence with the path, as it was given. */
export function unreadable(path: string, error: unknown): string {
	const code = error instanceof Error && "code" in error ? String(error.code) : "";
	const known = words[code];
	if (known !== undefined) return `${known} ${path}`;
	return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
