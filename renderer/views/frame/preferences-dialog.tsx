/** Preferences of whoever works here: for every window of this desk, kept on this machine, and nothing to mail. */
import { Modal, SegmentedControl, Select, Switch } from "@mantine/core";
import { densities, quietTimes, themes } from "../../../shared/protocol/preferences.ts";
import { usePreferences } from "../../state/preferences.ts";
import { instantText } from "../../ui/durations.ts";
import { useGiveBackFocus } from "../../ui/give-back-focus.ts";
import { knownZones, ownZone } from "../../ui/zone.ts";
import styles from "./preferences.module.css";
import { useChange } from "./use-change.ts";

const themeWords = { auto: "As the system", light: "Light", dark: "Dark" } as const;
const quietWords = {
	never: "At any time",
	nights: "Not from 22:00 to 7:00",
	"off-work": "Not from 18:00 to 8:00, nor at weekends",
} as const;
const densityWords = { compact: "Compact", normal: "Normal", roomy: "Roomy" } as const;

export function PreferencesDialog({ onClose }: { onClose: () => void }) {
	useGiveBackFocus();
	const { theme, density, zone, masking, letterKeys, notify, quiet } = usePreferences();
	const change = useChange();
	return (
		<Modal opened onClose={onClose} title="Preferences" size={520}>
			<div className={styles.preferences}>
				<span>Theme</span>
				<SegmentedControl
					aria-label="Theme"
					value={theme}
					data={themes.map((value) => ({ value, label: themeWords[value] }))}
					onChange={(value) => change({ theme: value })}
				/>
				<span>Density</span>
				<SegmentedControl
					aria-label="Density"
					value={density}
					data={densities.map((value) => ({ value, label: densityWords[value] }))}
					onChange={(value) => change({ density: value })}
				/>
				<span>Time zone</span>
				<div>
					<Select
						aria-label="Time zone"
						value={zone}
						data={zoneChoices(zone)}
						searchable
						allowDeselect={false}
						limit={200}
						nothingFoundMessage="No zone is called so"
						maxDropdownHeight={260}
						comboboxProps={{ withinPortal: true, zIndex: 500 }}
						onChange={(value) => value !== null && change({ zone: value })}
					/>
					<p className="figures">Every time of the page is told in it: now {instantText(Date.now())}</p>
				</div>
				<span>Keys</span>
				<div>
					<Switch
						label="Keys of one letter"
						checked={letterKeys}
						onChange={(event) => change({ letterKeys: event.currentTarget.checked })}
					/>
					<p>
						Off: a letter alone does nothing, for who speaks to this machine or hits keys by chance. Ctrl+K has every
						command all the same.
					</p>
				</div>
				<span>Notifications</span>
				<div>
					<Switch
						label="Show notifications"
						checked={notify}
						onChange={(event) => change({ notify: event.currentTarget.checked })}
					/>
					<Select
						aria-label="When notifications are shown"
						mt={6}
						value={quiet}
						disabled={!notify}
						data={quietTimes.map((value) => ({ value, label: quietWords[value] }))}
						allowDeselect={false}
						comboboxProps={{ withinPortal: true, zIndex: 500 }}
						onChange={(value) => value !== null && change({ quiet: value })}
					/>
					<p>
						Of stuck mail, a host that is gone, an engine that lets everything pass: by the app in a window of its own.
						In a browser none are shown.
					</p>
				</div>
				<span>Addresses</span>
				<div>
					<Switch
						label="Mask them, for a shared screen"
						checked={masking}
						onChange={(event) => change({ masking: event.currentTarget.checked })}
					/>
					<p>
						Local parts are hidden wherever the page shows, copies or exports them. Domains stay, and so do postmaster@
						and abuse@. What you type stays as you typed it; what people are called in a sentence or a mail cannot be
						known, and stays too.
					</p>
				</div>
			</div>
		</Modal>
	);
}

function zoneChoices(chosen: string): { value: string; label: string }[] {
	const first = [
		{ value: "local", label: `Of this machine (${ownZone()})` },
		{ value: "utc", label: "UTC" },
	];
	const names = knownZones().filter((name) => name !== "UTC");
	const rest = names.includes(chosen) || chosen === "local" || chosen === "utc" ? names : [chosen, ...names];
	return [...first, ...rest.map((value) => ({ value, label: value.replaceAll("_", " ") }))];
}
