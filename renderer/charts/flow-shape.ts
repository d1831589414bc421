/** From counts to what is drawn: the unit of the axis, how a bucket is scaled, how high it stands, where gaps are. Pure. */
import type { Point } from "../../shared/protocol/shapes.ts";
import { type FlowPoint, flowGroups } from "./flow-groups.ts";

/** Counts of one second are told per second, longer buckets per minute, and from an hour on per hour. */
export function unitOf(stepSeconds: number): { readonly words: string; readonly per: number } {
	if (stepSeconds === 1) return { words: "per second", per: 1 };
	if (stepSeconds < 3_600) return { words: "per minute", per: 60 / stepSeconds };
	return { words: "per hour", per: 3_600 / stepSeconds };
}

/** A bucket that is not over yet would seem to fall: it is scaled by its part that is, once that is a quarter. */
export function scaleOf(at: number, stepSeconds: number, knownUntil: number): number | null {
	const { per } = unitOf(stepSeconds);
	const gone = (knownUntil - at) / 1000;
	if (stepSeconds === 1 || gone >= stepSeconds) return per;
	return gone < stepSeconds / 4 ? null : (per * stepSeconds) / gone;
}

/** Of all bands together; what is unknown adds nothing. */
export function heightOf(point: FlowPoint): number {
	let sum = 0;
	for (const group of flowGroups) sum += Number(point[group.id] ?? 0);
	return sum;
}

/** Where the host itself says that it did not record; neighbours joined. */
export function gapsOf(points: readonly Point[], stepSeconds: number): { from: number; to: number }[] {
	const gaps: { from: number; to: number }[] = [];
	for (const { at, gap } of points) {
		if (!gap) continue;
		const last = gaps.at(-1);
		const to = at + stepSeconds * 1000;
		if (last?.to === at) last.to = to;
		else gaps.push({ from: at, to });
	}
	return gaps;
}
