/** While a dialog that takes files is open, whatever is dropped on the window is for it, and nobody else hears of it. */
import { useEffect, useRef, useState } from "react";

/** Whether something is held over the window. */
export function useDroppedFiles(take: (files: readonly File[]) => void): boolean {
	const [over, setOver] = useState(false);
	const latest = useRef(take);
	latest.current = take;
	useEffect(() => {
		const ours = (event: DragEvent): boolean => {
			if (event.dataTransfer?.types.includes("Files") !== true) return false;
			event.preventDefault();
			event.stopPropagation();
			return true;
		};
		const drag = (event: DragEvent) => ours(event) && setOver(true);
		/** Told for each element that is left: only out of the window counts. */
		const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
		const drop = (event: DragEvent) => {
			if (!ours(event)) return;
			setOver(false);
			latest.current([...(event.dataTransfer?.files ?? [])]);
		};
		addEventListener("dragover", drag, true);
		addEventListener("dragleave", leave, true);
		addEventListener("drop", drop, true);
		return () => {
			removeEventListener("dragover", drag, true);
			removeEventListener("dragleave", leave, true);
			removeEventListener("drop", drop, true);
		};
	}, []);
	return over;
}
