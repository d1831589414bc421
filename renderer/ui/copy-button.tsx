/** Copies a text, and says so for a moment, in place of its label. */
import { Button, CopyButton as Copies } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";

export function CopyText({ text, label }: { text: string; label: string }) {
	return (
		<Copies value={text} timeout={1500}>
			{({ copied, copy }) => (
				<Button
					variant="default"
					size="compact-xs"
					onClick={copy}
					leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
				>
					{copied ? "Copied" : label}
				</Button>
			)}
		</Copies>
	);
}
