/** The address of what is shown, on the clipboard: as a `greydesk:` link, or as the page's own in browser mode. */
import { linkOf, readLink } from "../../../shared/protocol/link.ts";
import { formatAddress } from "../../state/address.ts";
import { useApp } from "../../state/app-context.tsx";
import { copyText } from "../../ui/copy.ts";
import { tell } from "../undo.tsx";

export interface CopyPlace {
	link(): Promise<void>;
	/** Null in the desktop app, where the page has no address that another program could open. */
	readonly page: (() => Promise<void>) | null;
}

export function useCopyPlace(): CopyPlace {
	const { address } = useApp();
	return {
		async link() {
			const link = linkOf(formatAddress(address.get()));
			const read = readLink(link);
			// A query with a mistake in it leads nowhere, here or elsewhere.
			if (!read.ok) return tell("trouble", "Not copied", `${read.problem}: mend it first.`);
			await copy(link, "Link copied");
		},
		page: location.protocol.startsWith("http")
			? () => copy(location.origin + location.pathname + formatAddress(address.get()), "Address copied")
			: null,
	};
}

async function copy(text: string, title: string): Promise<void> {
	if (await copyText(text)) tell("plain", title, text);
	else tell("trouble", "Not copied", `The browser allows no copying here. Copy it by hand: ${text}`);
}
