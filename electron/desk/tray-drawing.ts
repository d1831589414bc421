/** Draws the tray's plan when it looks different: figures come every second, a menu that is open must stay open. */
import type { HostFigures } from "./attention.ts";
import { type TrayHands, type TrayPlan, trayPlan } from "./tray-plan.ts";

export interface TrayParts {
	readonly figures: () => readonly HostFigures[];
	readonly hands: Omit<TrayHands, "again">;
	readonly draw: (plan: TrayPlan) => void;
}

export function createTrayDrawing({ figures, hands, draw }: TrayParts): { update(): void } {
	let shown = "";
	const update = () => {
		const plan = trayPlan(figures(), { ...hands, again });
		const looks = JSON.stringify(plan);
		if (looks === shown) return;
		shown = looks;
		draw(plan);
	};
	/** A switch was turned by the click itself: what is on the screen is not what was drawn. */
	const again = () => {
		shown = "";
		update();
	};
	return { update };
}
