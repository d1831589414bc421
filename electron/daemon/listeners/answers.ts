/**
 * The answers owed to one connection, in the order of its questions: Postfix reads them in order, whoever is ready
 * first. Where several are ready together they leave in one write.
 */
export interface Answers {
	/** Owes one more; the returned function gives it, and is heard once. */
	owe(): (text: string) => void;
	/** Questions without an answer yet. */
	readonly owed: number;
	/** Gives `text` to every question that has none yet. */
	settle(text: string): void;
}

interface Slot {
	text: string | null;
}

export function createAnswers(write: (text: string) => void): Answers {
	const slots: Slot[] = [];
	let scheduled = false;

	function flush(): void {
		scheduled = false;
		let ready = 0;
		let out = "";
		for (const slot of slots) {
			if (slot.text === null) break;
			out += slot.text;
			ready += 1;
		}
		slots.splice(0, ready);
		if (out !== "") write(out);
	}

	function given(): void {
		if (slots.length === 1) flush();
		else if (!scheduled) {
			scheduled = true;
			queueMicrotask(flush);
		}
	}

	return {
		owe() {
			const slot: Slot = { text: null };
			slots.push(slot);
			return (text) => {
				if (slot.text !== null) return;
				slot.text = text;
				given();
			};
		},
		get owed() {
			return slots.length;
		},
		settle(text) {
			for (const slot of slots) slot.text ??= text;
			flush();
		},
	};
}
