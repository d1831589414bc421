/** The states, with how many triplets are in each, as a shortcut for `state:…` in the query. */
import { Chip, Chips } from "../../ui/chip.tsx";
import { countText } from "../../ui/numbers.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import { stateWords } from "../../ui/verdict-words.ts";
import styles from "./query.module.css";

const states = ["waiting", "watched", "passed", "approved", "expired"] as const;
type State = (typeof states)[number];
const term = /(^|\s)state:\S+/g;

export interface StateChipsProps {
	readonly q: string;
	readonly counts: Readonly<Record<Exclude<State, "watched">, number> & { watched?: number | undefined }> | null;
	readonly onQuery: (q: string) => void;
}

export function StateChips({ q, counts, onQuery }: StateChipsProps) {
	const rest = q.replace(term, "").trim();
	return (
		<Chips label="State" className={styles.chips}>
			{states.map((state) => {
				const words = stateWords(state, "");
				const pressed = q.split(/\s+/).includes(`state:${state}`);
				// Where nothing is only watched, most hosts, there is nothing to choose.
				if (state === "watched" && !pressed && (counts?.watched ?? 0) === 0) return null;
				return (
					<Chip key={state} pressed={pressed} onPress={() => onQuery(pressed ? rest : `state:${state} ${rest}`.trim())}>
						<ToneSign tone={words.tone} size={13} />
						{state === "expired" ? "Expired" : words.word}
						<span className={`${styles.count} figures soft`}>{countText(counts?.[state] ?? null)}</span>
					</Chip>
				);
			})}
		</Chips>
	);
}
