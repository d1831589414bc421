/** Light, dark, or as the system says. */
import { ActionIcon, Tooltip, useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";

const order = ["auto", "light", "dark"] as const;
const signs = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };
const words = { auto: "as the system", light: "light", dark: "dark" };

export function ThemeToggle() {
	const { colorScheme, setColorScheme } = useMantineColorScheme();
	const next = order[(order.indexOf(colorScheme) + 1) % order.length] ?? "auto";
	const Sign = signs[colorScheme];
	const label = `Theme: ${words[colorScheme]}. Click for ${words[next]}`;
	return (
		<Tooltip label={label}>
			<ActionIcon aria-label={label} onClick={() => setColorScheme(next)}>
				<Sign size={18} stroke={1.8} />
			</ActionIcon>
		</Tooltip>
	);
}
