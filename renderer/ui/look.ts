/** Mantine in our clothes: our faces, small controls, one accent. Colours with a meaning are in tokens.css. */
import {
	type CSSVariablesResolver,
	createTheme,
	localStorageColorSchemeManager,
	type MantineColorsTuple,
} from "@mantine/core";

const accent: MantineColorsTuple = [
	"#eef3ff",
	"#dbe6ff",
	"#b9ceff",
	"#93b2ff",
	"#7ea6ff",
	"#5482e6",
	"#3c6bd2",
	"#2f5fc4",
	"#2750a8",
	"#1d3f88",
];

/** The greys of the dark scheme, from text to page: those of tokens.css. */
const dark: MantineColorsTuple = [
	"#e4e8ed",
	"#c3cad2",
	"#9aa4b0",
	"#6d7783",
	"#3b434d",
	"#242a32",
	"#1c2128",
	"#161a20",
	"#12161b",
	"#0f1216",
];

/**
 * What lies over what: a dialog over the messages, for its buttons must not be covered; the messages over what dims the
 * page, for they may tell of the dialog. Menus of the library lie above (300), a menu of a dialog too.
 */
export const heights = { dim: 190, messages: 195, dialog: 200 } as const;

export const theme = createTheme({
	colors: { accent, dark },
	primaryColor: "accent",
	primaryShade: { light: 7, dark: 6 },
	fontFamily: "var(--sans)",
	fontFamilyMonospace: "var(--mono)",
	fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "15px", xl: "18px" },
	defaultRadius: 6,
	cursorType: "pointer",
	respectReducedMotion: true,
	components: {
		Button: { defaultProps: { size: "xs" } },
		ActionIcon: { defaultProps: { size: "md", variant: "subtle", color: "gray" } },
		TextInput: { defaultProps: { size: "sm" }, styles: { label: { marginBottom: 4 }, error: { fontSize: 12 } } },
		NativeSelect: { styles: { label: { marginBottom: 4 } } },
		Notification: {
			defaultProps: { closeButtonProps: { "aria-label": "Close this message" } },
			styles: { description: { color: "var(--ink-soft)" } },
		},
		SegmentedControl: { defaultProps: { size: "xs" } },
		Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 12 } },
		Modal: {
			defaultProps: {
				centered: true,
				zIndex: heights.dialog,
				overlayProps: { zIndex: heights.dim },
				closeButtonProps: { "aria-label": "Close this dialog" },
				transitionProps: { duration: 90 },
			},
		},
		Menu: { defaultProps: { transitionProps: { duration: 60 }, shadow: "md" } },
	},
});

/** Mantine's surfaces follow our tokens, so that a menu and a table are of one house. */
export const variables: CSSVariablesResolver = () => {
	const shared = {
		"--mantine-color-body": "var(--surface)",
		"--mantine-color-text": "var(--ink)",
		"--mantine-color-dimmed": "var(--ink-soft)",
		"--mantine-color-default": "var(--raised)",
		"--mantine-color-default-hover": "var(--hover)",
		"--mantine-color-default-border": "var(--line-strong)",
		"--mantine-color-placeholder": "var(--ink-soft)",
		"--mantine-color-anchor": "var(--accent)",
		"--mantine-color-error": "var(--trouble-ink)",
	};
	return { variables: {}, light: shared, dark: shared };
};

/** The key is also read by public/theme.js, before the first paint. */
export const schemeManager = localStorageColorSchemeManager({ key: "greydesk-theme" });
