/**
 * The mail that was opened with the app, dropped on it, or chosen here: its text as it stands, and nothing made of it.
 * No markup, no picture, no link of it comes to life; what a terminal or a browser would hide is shown as a sign.
 */
import { Button, FileButton, Modal } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { useApp } from "../../state/app-context.tsx";
import { useCover } from "../../state/masking.ts";
import { type Mail, type MailLook, MOST_BYTES, type OpenedMail } from "../../state/opened-mail.ts";
import { useStore } from "../../state/store.ts";
import { CopyText } from "../../ui/copy-button.tsx";
import { Foreign } from "../../ui/foreign-text.tsx";
import { useKeys } from "../../ui/keys.ts";
import { bytesText } from "../../ui/numbers.ts";
import { EmptyNote, ProblemNote } from "../../ui/problem-note.tsx";
import { visibleLines } from "../../ui/visible-text.ts";
import styles from "./mail.module.css";
import { MailDrop } from "./mail-drop.tsx";

export function MailDialog() {
	const { mail } = useApp();
	const look = useStore(mail);
	useKeys({ "g m": mail.open });
	return (
		<>
			<MailDrop mail={mail} />
			<Modal
				opened={look !== null}
				onClose={mail.close}
				title="A mail"
				size={900}
				transitionProps={{ duration: 0 }}
				attributes={{ header: { role: "presentation" } }}
			>
				{look !== null && <Look look={look} opened={mail} />}
			</Modal>
		</>
	);
}

function Look({ look, opened }: { look: NonNullable<MailLook>; opened: OpenedMail }) {
	return (
		<div className={styles.look}>
			{look.problem !== null && <ProblemNote problem={{ title: "Not opened", detail: look.problem }} />}
			{look.mail === null ? (
				<EmptyNote title="No mail is open">
					Drop one on this window, or choose the file: a mail saved as .eml, such as a bounce somebody forwarded.
				</EmptyNote>
			) : (
				<MailText mail={look.mail} />
			)}
			<div className={styles.foot}>
				<span className="soft">
					Shown as it stands, to you alone. Reading bounces (who refused whom, and why) comes next.
				</span>
				<FileButton accept=".eml,message/rfc822" onChange={(file) => file !== null && void opened.take([file])}>
					{(button) => (
						<Button {...button} variant="default" size="compact-xs" leftSection={<IconMail size={13} aria-hidden />}>
							{look.mail === null ? "Choose a file…" : "Another file…"}
						</Button>
					)}
				</FileButton>
			</div>
		</div>
	);
}

function MailText({ mail }: { mail: Mail }) {
	const { bytes, cut } = mail;
	const cover = useCover();
	const [name, text] = [cover(mail.name), cover(mail.text)];
	return (
		<>
			<div className={styles.head}>
				<strong className={styles.name}>
					<Foreign text={name} />
				</strong>
				<span className="soft figures">{bytesText(bytes)}</span>
				<CopyText text={text} label="Copy the text" />
			</div>
			{cut && (
				<p className={styles.cut} role="status">
					Only the first {bytesText(MOST_BYTES)} are shown; the file is longer.
				</p>
			)}
			{text === "" ? (
				<EmptyNote title="The file is empty">There is not a byte in it: save the mail again.</EmptyNote>
			) : (
				// A scrolling text must be reachable by the keyboard.
				<pre className={`${styles.text} mono`} tabIndex={0} aria-label="Text of the mail" role="region">
					{visibleLines(text)}
				</pre>
			)}
		</>
	);
}
