/** The states, with how many triplets are in each, as a shortcut for `state:…` in the query. */
import { countText } from "../../ui/numbers.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import { stateWords } from "../../ui/verdict-words.ts";
import styles from "./query.module.css";

const states = ["waiting", "passed", "approved", "expired"] as const;
const term = /(^|\s)state:\S+/g;

export interface StateChipsProps {
	readonly q: string;
	readonly counts: Readonly<Record<(typeof states)[number], number>> | null;
	readonly onQuery: (q: string) => void;
}

export function StateChips({ q, counts, onQuery }: StateChipsProps) {
	const rest = q.replace(term, "").trim();
	return (
		<fieldset className={styles.chips}>
			<legend className="unseen">State</legend>
			{states.map((state) => {
				const words = stateWords(state, "");
				const pressed = q.split(/\s+/).includes(`state:${state}`);
				return (
					<button
						key={state}
						type="button"
						className={styles.chip}
						aria-pressed={pressed}
						onClick={() => onQuery(pressed ? rest : `state:${state} ${rest}`.trim())}
					>
						<ToneSign tone={words.tone} size={13} />
						{state === "expired" ? "Expired" : words.word}
						<span className="figures soft">{countText(counts?.[state] ?? null)}</span>
					</button>
				);
			})}
		</fieldset>
	);
}
