/** Says that addresses are masked, for as long as they are; a click shows them again. */
import { Tooltip } from "@mantine/core";
import { IconEyeOff } from "@tabler/icons-react";
import { useMasking } from "../../state/masking.ts";
import styles from "./preferences.module.css";
import { useToggleMasking } from "./use-change.ts";

const words =
	"Local parts of addresses are hidden, in copies and exports too; the same sign is the same person. What you type into a search stays as you type it. Click, or press h, to show them again.";

export function MaskedMark() {
	const masked = useMasking();
	const toggle = useToggleMasking();
	if (!masked) return null;
	return (
		<Tooltip label={words} multiline w={320}>
			<button type="button" className={styles.masked} onClick={toggle}>
				<IconEyeOff size={14} aria-hidden />
				Masked
			</button>
		</Tooltip>
	);
}
