/** The query as it is typed, its error under the very column, examples to begin with; states as shortcuts. */
import { Button, Kbd } from "@mantine/core";
import { IconMailPlus, IconRefresh, IconSearch, IconX } from "@tabler/icons-react";
import { type RefObject, useEffect, useMemo, useState } from "react";
import { parse } from "../../../shared/protocol/query.ts";
import type { Problem } from "../../../shared/protocol/shapes.ts";
import { useAddress, useApp, useHost } from "../../state/app-context.tsx";
import { useStore } from "../../state/store.ts";
import { useRights } from "../../state/use-rights.ts";
import { countText, plural } from "../../ui/numbers.ts";
import { FilterMenu } from "../filters/filter-menu.tsx";
import styles from "./query.module.css";
import { QueryHelp } from "./query-help.tsx";
import { StateChips } from "./state-chips.tsx";

export interface QueryBarProps {
	readonly field: RefObject<HTMLInputElement | null>;
	readonly problem: Problem | null;
	readonly total: { readonly value: number; readonly exact: boolean } | null;
	readonly arrivals: number;
	readonly onReload: () => void;
	readonly onMail: () => void;
}

const SETTLE_MS = 220;

export function QueryBar({ field, problem, total, arrivals, onReload, onMail }: QueryBarProps) {
	const { address } = useApp();
	const { q } = useAddress();
	const tick = useStore(useHost().live.tick);
	const { approve } = useRights();
	const [text, setText] = useState(q);
	const [focused, setFocused] = useState(false);
	// The address may change under the field: a chip, an example, the back button.
	useEffect(() => setText(q), [q]);
	// Read here too, so that a slip is shown at once and no half-typed query empties the list.
	const read = useMemo(() => parse(text), [text]);
	useEffect(() => {
		if (text === q || !read.ok) return;
		const timer = setTimeout(() => address.go({ q: text }, "replace"), SETTLE_MS);
		return () => clearTimeout(timer);
	}, [text, q, address, read.ok]);
	const fault = read.ok ? (text === q ? problem : null) : { detail: read.problem, column: read.column };
	return (
		<div className={styles.bar}>
			<div className={styles.row}>
				<StateChips q={q} counts={tick?.triplets ?? null} onQuery={(next) => address.go({ q: next })} />
				<FilterMenu view="triplets" />
				<div className={styles.fieldFrame}>
					<IconSearch size={15} aria-hidden className={styles.fieldSign} />
					<input
						ref={field}
						className={`${styles.field} mono`}
						type="text"
						value={text}
						placeholder="sender:*@example.com age:>1h"
						aria-label="Query"
						aria-invalid={fault !== null}
						aria-describedby="query-help"
						spellCheck={false}
						autoComplete="off"
						onChange={(event) => setText(event.currentTarget.value)}
						onFocus={() => setFocused(true)}
						onBlur={() => setFocused(false)}
						onKeyDown={(event) => {
							if (event.key === "Enter" && read.ok) address.go({ q: text });
							if (event.key === "Escape" || event.key === "Enter") event.currentTarget.blur();
						}}
					/>
					{text === "" ? (
						<Kbd size="xs" className={styles.fieldEnd}>
							/
						</Kbd>
					) : (
						<button
							type="button"
							className={styles.clear}
							aria-label="Clear the query"
							onClick={() => address.go({ q: "" })}
						>
							<IconX size={14} aria-hidden />
						</button>
					)}
					<div id="query-help">
						{fault !== null ? (
							<QueryProblem problem={fault} />
						) : (
							focused && text === "" && <QueryHelp onPick={setText} />
						)}
					</div>
				</div>
				<span className={`${styles.total} figures soft`} aria-live="polite">
					{total === null ? "…" : `${total.exact ? "" : "about "}${plural(total.value, "triplet")}`}
				</span>
				<Button
					variant={arrivals > 0 ? "light" : "default"}
					className={`${styles.reload} figures`}
					leftSection={<IconRefresh size={14} aria-hidden />}
					onClick={onReload}
					title="Read the list again (r)"
				>
					{arrivals > 0 ? `${arrivals > 9_999 ? "9,999+" : countText(arrivals)} new` : "Reload"}
				</Button>
				<Button
					variant="default"
					leftSection={<IconMailPlus size={14} aria-hidden />}
					onClick={onMail}
					disabled={approve !== null}
					title={approve ?? "Let a mail pass that was never seen (n)"}
					aria-label="Expect a mail"
					className={styles.expect}
				>
					<span className={styles.words}>Expect a mail</span>
				</Button>
			</div>
		</div>
	);
}

function QueryProblem({ problem }: { problem: Pick<Problem, "detail" | "column"> }) {
	return (
		<div className={styles.problem} role="alert">
			<span
				className={`${styles.caret} mono`}
				style={{ paddingLeft: `${Math.max(0, (problem.column ?? 1) - 1)}ch` }}
				aria-hidden
			>
				▲
			</span>
			<span>
				{problem.detail} <span className="soft">(column {problem.column})</span>
			</span>
		</div>
	);
}
