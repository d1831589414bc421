/** What a desktop tells of the hosts besides its page: notifications, but for quiet hours, and the tray. */
import { type Notice, watchAttention } from "./attention.ts";
import type { ShowBox } from "./boxes.ts";
import type { Hosts } from "./hosts.ts";
import { createNoticeGate } from "./notice-gate.ts";
import { turnPass } from "./pass-all.ts";
import { mayNotify, type NoticeWishes } from "./quiet-hours.ts";
import { createTrayDrawing } from "./tray-drawing.ts";
import type { TrayHands, TrayPlan } from "./tray-plan.ts";

export interface LookoutParts {
	readonly hosts: Hosts;
	readonly wishes: () => NoticeWishes;
	readonly ask: ShowBox;
	/** Shows a notification; a click on it is for the system to tell. */
	readonly show: (notice: Omit<Notice, "key">) => void;
	readonly hands: Pick<TrayHands, "go" | "show" | "quit">;
	readonly draw: (plan: TrayPlan) => void;
}

/** The tray is drawn at once; `close` ends all that was begun here. */
export function openLookout({ hosts, wishes, ask, show, hands, draw }: LookoutParts): { close(): void } {
	const gate = createNoticeGate({ show, may: () => mayNotify(wishes(), new Date()) });
	const pass = (id: string, on: boolean) => turnPass({ hosts, id, on }, ask);
	const figures = () => attention.figures();
	const tray = createTrayDrawing({ figures, draw, hands: { ...hands, pass } });
	const attention = watchAttention({ hosts, notify: gate.take, mended: gate.drop, onFigures: tray.update });
	tray.update();
	return {
		close() {
			attention.close();
			gate.close();
		},
	};
}
