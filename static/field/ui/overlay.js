// Strokes and masks drawn over a picture as SVG, in lists and large. Presentation attributes only: the page's rules allow no inline style.
import { html, nothing, svg } from "./dom.js";
import { geometry, maskBox } from "./marks.js";

const RED = "#d6001c", EDGE = "#ffffff", FIELD = "#181c24", FIELD_TEXT = "#dee2e9";
const MASK_WORD = "已遮挡";

/** @param {any} g of `geometry` */
function stroke(g) {
  if (g.kind === "text") return svg`<text x=${g.x} y=${g.y} font-size=${g.size} font-weight="600" dominant-baseline="text-before-edge" fill=${RED}
    stroke=${EDGE} stroke-width=${g.edge} stroke-linejoin="round" paint-order="stroke">${g.text}</text>`;
  const one = (colour, width) => (g.kind === "circle"
    ? svg`<ellipse cx=${g.cx} cy=${g.cy} rx=${g.rx} ry=${g.ry} fill="none" stroke=${colour} stroke-width=${width}></ellipse>`
    : svg`<path d=${g.path} fill="none" stroke=${colour} stroke-width=${width} stroke-linecap="round" stroke-linejoin="round"></path>`);
  return svg`${one(EDGE, g.edge)}${one(RED, g.line)}`;
}

/** @param {import("./marks.js").Mask} mask */
function field(mask, width, height) {
  const box = maskBox(mask, width, height);
  const size = Math.min(box.width / (MASK_WORD.length + 1), box.height / 2, width / 30);
  return svg`<rect x=${box.x} y=${box.y} width=${box.width} height=${box.height} fill=${FIELD}></rect>
    ${size >= width / 100 ? svg`<text x=${box.x + box.width / 2} y=${box.y + box.height / 2} font-size=${size} text-anchor="middle"
      dominant-baseline="central" fill=${FIELD_TEXT}>${MASK_WORD}</text>` : nothing}`;
}

/** The marks alone, to be put into an svg of that size. @param {import("./marks.js").Drawing} drawing @param {number} width @param {number} height */
export const marksOver = ({ shapes, masks }, width, height) =>
  svg`${masks.map((mask) => field(mask, width, height))}${shapes.map((shape) => stroke(geometry(shape, width, height)))}`;

/**
 * Over an image that fills its box as `fit` says (object-fit); nothing when nothing is drawn.
 * @param {{shapes?: any[], masks?: any[], w?: number, h?: number}} photo @param {"cover"|"contain"} fit
 */
export function overlay({ shapes = [], masks = [], w = 4, h = 3 }, fit) {
  if (!shapes.length && !masks.length) return nothing;
  return html`<svg class="overlay" viewBox=${`0 0 ${w} ${h}`} preserveAspectRatio=${fit === "cover" ? "xMidYMid slice" : "xMidYMid meet"} aria-hidden="true">
    ${marksOver({ shapes, masks }, w, h)}</svg>`;
}
