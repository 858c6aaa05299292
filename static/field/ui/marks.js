// Strokes and masks over a photo: their geometry and what may be done with them. Pure. Points are 1/10000 of the upright picture's width and
// height (docs/wire.md); the server draws the same (inspect_app/render/marks.py).

export const FULL = 10_000;
export const MOST = 40;
export const TEXT_LENGTH = 30;
/** Less than this is a slip of the finger, not a shape. */
const SMALLEST = 150;
const STEP = 150;

/** @typedef {{kind: "arrow"|"circle"|"text", points: number[], text: string}} Shape @typedef {{kind: "face"|"secret", x: number, y: number, w: number, h: number}} Mask */
/** @typedef {{shapes: Shape[], masks: Mask[]}} Drawing */

export const TOOLS = {
  arrow: { word: "箭头", icon: "arrow" }, circle: { word: "圈", icon: "circle" }, text: { word: "文字", icon: "text" },
  face: { word: "遮挡人脸", icon: "person" }, secret: { word: "遮挡涉密", icon: "mask" },
};

const within = (/** @type {number} */ value) => Math.min(FULL, Math.max(0, Math.round(value)));
const isMask = (/** @type {string} */ tool) => tool === "face" || tool === "secret";

/** @param {Drawing} drawing */
const isFull = ({ shapes, masks }, tool) => (isMask(tool) ? masks : shapes).length >= MOST;

/**
 * The drawing with what a drag from one point to another made; null when it made nothing.
 * @param {Drawing} drawing @param {string} tool one of TOOLS @param {number[]} from x, y @param {number[]} to @param {string} [text]
 * @returns {Drawing|null}
 */
export function drawn(drawing, tool, from, to, text = "") {
  const [x1, y1, x2, y2] = [...from, ...to].map(within);
  if (isFull(drawing, tool)) return null;
  if (tool === "text") return text.trim() ? { ...drawing, shapes: [...drawing.shapes, { kind: "text", points: [x2, y2], text: text.trim().slice(0, TEXT_LENGTH) }] } : null;
  if (Math.abs(x1 - x2) < SMALLEST && Math.abs(y1 - y2) < SMALLEST) return null;
  if (tool === "arrow") return { ...drawing, shapes: [...drawing.shapes, { kind: "arrow", points: [x1, y1, x2, y2], text: "" }] };
  const box = { x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x1 - x2), h: Math.abs(y1 - y2) };
  if (tool === "circle") return { ...drawing, shapes: [...drawing.shapes, { kind: "circle", points: [box.x, box.y, box.x + box.w, box.y + box.h], text: "" }] };
  return { ...drawing, masks: [...drawing.masks, { kind: /** @type {Mask["kind"]} */ (tool), ...box }] };
}

/** In the middle, for who works with keys: it is moved with the arrow keys then. @param {Drawing} drawing @param {string} tool @param {string} [text] */
export const placed = (drawing, tool, text = "") => drawn(drawing, tool, [4000, 4000], tool === "text" ? [4000, 4500] : [6000, 6000], text);

/**
 * The last mark of the tool's kind moved, or its far corner when `grow`; the same drawing when there is none.
 * @param {Drawing} drawing @param {string} tool @param {string} key of the keyboard event @param {boolean} grow
 * @returns {Drawing|null} null: no such key, or nothing to move
 */
export function moved(drawing, tool, key, grow) {
  const [dx, dy] = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key] ?? [0, 0];
  if (!dx && !dy) return null;
  if (isMask(tool)) {
    const last = drawing.masks.at(-1);
    if (!last) return null;
    const mask = grow ? { ...last, w: Math.max(SMALLEST, Math.min(FULL - last.x, last.w + dx)), h: Math.max(SMALLEST, Math.min(FULL - last.y, last.h + dy)) }
      : { ...last, x: Math.min(FULL - last.w, within(last.x + dx)), y: Math.min(FULL - last.h, within(last.y + dy)) };
    return { ...drawing, masks: [...drawing.masks.slice(0, -1), mask] };
  }
  const last = drawing.shapes.at(-1);
  if (!last) return null;
  const first = grow && last.points.length > 2 ? 2 : 0;
  const points = last.points.map((value, n) => (n < first ? value : within(value + (n % 2 ? dy : dx))));
  return { ...drawing, shapes: [...drawing.shapes.slice(0, -1), { ...last, points }] };
}

/**
 * A shape in the pixels of a picture: line widths and sizes follow its longer side, as on the server.
 * @param {Shape} shape @param {number} width @param {number} height
 */
export function geometry({ kind, points, text }, width, height) {
  const unit = Math.max(width, height) / 100;
  const [x1, y1, x2 = x1, y2 = y1] = points.map((value, n) => (value * (n % 2 ? height : width)) / FULL);
  const lines = { edge: 1.5 * unit, line: 0.7 * unit };
  if (kind === "text") return { kind, x: x1, y: y1, size: 4 * unit, edge: 0.9 * unit, text };
  if (kind === "circle") return { kind, cx: (x1 + x2) / 2, cy: (y1 + y2) / 2, rx: Math.abs(x2 - x1) / 2, ry: Math.abs(y2 - y1) / 2, ...lines };
  const angle = Math.atan2(y2 - y1, x2 - x1);
  const barb = (/** @type {number} */ turn) => `M${(x2 - 4 * unit * Math.cos(angle + turn)).toFixed(1)} ${(y2 - 4 * unit * Math.sin(angle + turn)).toFixed(1)}L${x2} ${y2}`;
  return { kind, path: `M${x1} ${y1}L${x2} ${y2}${barb(0.5)}${barb(-0.5)}`, ...lines };
}

/** A mask in pixels. @param {Mask} mask @param {number} width @param {number} height */
export const maskBox = ({ x, y, w, h }, width, height) =>
  ({ x: (x * width) / FULL, y: (y * height) / FULL, width: (w * width) / FULL, height: (h * height) / FULL });
