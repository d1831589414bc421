/**
 * Text written by strangers. Control and direction-changing characters are shown as what they are, the rest is
 * isolated (`bdi`) so that it cannot turn the words around it. Long text is cut to its column and whole on hover.
 */
import { visibleText } from "./visible-text.ts";

export function Foreign({ text, cut = true, title }: { text: string; cut?: boolean; title?: string }) {
	const seen = visibleText(text);
	return (
		<bdi className={cut ? "cut" : undefined} title={title ?? (cut ? seen : undefined)} style={cut ? block : broken}>
			{seen}
		</bdi>
	);
}

/** An envelope address; the null sender is written as on the wire. */
export function MailAddress({ address, cut = true }: { address: string; cut?: boolean }) {
	return (
		<span className="mono" style={cut ? block : undefined}>
			<Foreign text={address === "" ? "<>" : address} cut={cut} {...(address === "" ? { title: "null sender" } : {})} />
		</span>
	);
}

const block = { display: "block", minWidth: 0 } as const;
const broken = { overflowWrap: "anywhere" } as const;
