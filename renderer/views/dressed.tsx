/** The clothes of every screen: theme, colour scheme, and the place where toasts appear: never over the panel. */
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { heights, schemeManager, theme, variables } from "../ui/look.ts";

export function Dressed({ children }: { children: ReactNode }) {
	return (
		<MantineProvider
			theme={theme}
			defaultColorScheme="auto"
			colorSchemeManager={schemeManager}
			cssVariablesResolver={variables}
		>
			{children}
			<Notifications position="bottom-left" limit={4} containerWidth={400} zIndex={heights.messages} />
		</MantineProvider>
	);
}
