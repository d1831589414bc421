/** What stands where the tail has no line: why, and what can be done. */
import { problemOf } from "../../state/ask.ts";
import { EmptyNote, ProblemNote } from "../../ui/problem-note.tsx";

interface Past {
	readonly error: Error | null;
	readonly isPending: boolean;
	refetch(): unknown;
}

export interface TailNoteProps {
	/** There are events, but none of the outcomes that are chosen. */
	readonly some: boolean;
	readonly live: boolean;
	/** Of a span: how the question stands. Null: the live tail. */
	readonly past: Past | null;
}

export function TailNote({ some, live, past }: TailNoteProps) {
	if (some)
		return (
			<EmptyNote title="Nothing of this kind">None of these events has such an outcome. Choose others above.</EmptyNote>
		);
	if (past === null)
		return live ? (
			<EmptyNote title="Listening">Events appear here as they happen. No earlier ones are known.</EmptyNote>
		) : (
			<EmptyNote title="Not listening">
				The link to the host is down; the tail goes on by itself when it is back.
			</EmptyNote>
		);
	if (past.error !== null) return <ProblemNote problem={problemOf(past.error)} again={() => void past.refetch()} />;
	if (past.isPending) return <EmptyNote title="Reading the events of this time…" />;
	return (
		<EmptyNote title="Nothing happened in this time">
			Or it is no longer kept by the event. Choose another span on the chart, or press Esc.
		</EmptyNote>
	);
}
