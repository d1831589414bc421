/** Light, dark, or as the system says. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { themes } from "../../../shared/protocol/preferences.ts";
import { usePreferences } from "../../state/preferences.ts";
import { useChange } from "./use-change.ts";

const signs = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };
const words = { auto: "as the system", light: "light", dark: "dark" };

export function ThemeToggle() {
	const { theme } = usePreferences();
	const change = useChange();
	const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "auto";
	const Sign = signs[theme];
	const label = `Theme: ${words[theme]}. Click for ${words[next]}`;
	return (
		<Tooltip label={label}>
			<ActionIcon aria-label={label} onClick={() => change({ theme: next })}>
				<Sign size={18} stroke={1.8} />
			</ActionIcon>
		</Tooltip>
	);
}
