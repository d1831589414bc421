/** One of eight colours for a host, or none; each has its name, for whoever cannot tell them apart. */
import { type HostColour, hostColours } from "../../../shared/protocol/desk.ts";
import { hostColour } from "../../ui/host-colour.tsx";
import styles from "./hosts.module.css";

export interface ColourFieldProps {
	readonly value: HostColour | null;
	readonly onChange: (colour: HostColour | null) => void;
}

export function ColourField({ value, onChange }: ColourFieldProps) {
	return (
		<fieldset className={styles.colours}>
			<legend>
				Colour <span className="soft">{value ?? "none"}</span>
			</legend>
			{[null, ...hostColours].map((colour) => (
				<label key={colour} className={styles.colour} title={colour ?? "none"}>
					<input
						type="radio"
						name="colour"
						className="unseen"
						checked={colour === value}
						onChange={() => onChange(colour)}
						aria-label={colour ?? "none"}
					/>
					<i data-none={colour === null} style={colour === null ? {} : { background: hostColour(colour) }} />
				</label>
			))}
		</fieldset>
	);
}
