// How a signature was drawn, small enough for one op. Pure.
import { canonical } from "./op.js";

/** Of canonical JSON; an op may hold 64 KiB (docs/wire.md: Ink). */
export const MAX_INK_BYTES = 48 * 1024;
const SIDE = { least: 1, most: 20_000 };

/** @typedef {{w: number, h: number, strokes: number[][]}} Ink a list a stroke of x, y, ms since the first touch */

const side = (/** @type {number} */ length) => Math.min(Math.max(Math.round(length), SIDE.least), SIDE.most);
const size = (/** @type {Ink} */ ink) => canonical(ink).length; // digits and marks only: a character is a byte

/**
 * A signature is never refused for its ink: points between others go first, then the last strokes.
 * @param {{points: {x: number, y: number, time: number}[]}[]} drawn of the pad @param {number} w @param {number} h CSS pixels @param {number} [most] bytes
 * @returns {Ink}
 */
export function inkOf(drawn, w, h, most = MAX_INK_BYTES) {
  const began = drawn[0]?.points[0]?.time ?? 0;
  let strokes = drawn.map(({ points }) => still(points.map(({ x, y, time }) => [Math.round(x), Math.round(y), Math.max(0, Math.round(time - began))])));
  const ink = () => ({ w: side(w), h: side(h), strokes: strokes.map((points) => points.flat()) });
  while (size(ink()) > most && strokes.some((points) => points.length > 2)) strokes = strokes.map(everyOther);
  while (size(ink()) > most && strokes.length > 1) strokes = strokes.slice(0, Math.ceil(strokes.length * 0.9) - 1 || 1);
  return ink();
}

/** Without the points where the pen did not move. @param {number[][]} points */
const still = (points) => points.filter(([x, y], at) => at === 0 || x !== points[at - 1][0] || y !== points[at - 1][1]);
/** The ends stay. @param {number[][]} points */
const everyOther = (points) => points.filter((_, at) => at % 2 === 0 || at === points.length - 1);
