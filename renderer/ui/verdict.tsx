/** A verdict or a state as a sign, a word and a colour; the sign differs too, for whoever sees no colours. */
import {
	IconAlertTriangle,
	IconCheck,
	IconClockPause,
	IconGhost2,
	IconShieldCheck,
	IconUserCheck,
} from "@tabler/icons-react";
import { ink, type Tone } from "./tone.ts";
import styles from "./verdict.module.css";
import type { VerdictWords } from "./verdict-words.ts";

const signs = {
	deferred: IconClockPause,
	passed: IconCheck,
	whitelisted: IconShieldCheck,
	operator: IconUserCheck,
	never: IconGhost2,
	trouble: IconAlertTriangle,
} satisfies Record<Tone, unknown>;

export function ToneSign({ tone, size = 14 }: { tone: Tone; size?: number }) {
	const Sign = signs[tone];
	return <Sign size={size} stroke={2} color={ink(tone)} aria-hidden />;
}

export function Verdict({ words, brief = false }: { words: VerdictWords; brief?: boolean }) {
	return (
		<span className={styles.verdict} title={words.detail === "" ? words.word : `${words.word}: ${words.detail}`}>
			<ToneSign tone={words.tone} />
			<span className={styles.word} style={{ color: ink(words.tone) }}>
				{words.word}
			</span>
			{!brief && words.detail !== "" && <span className={styles.detail}>{words.detail}</span>}
		</span>
	);
}
