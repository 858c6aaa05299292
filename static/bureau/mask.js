// Rectangles drawn on a photo with the pointer; each is a row of the form, which also works without this script.
import { all, one } from "./dom.js";

const picture = one("[data-mask-picture]");
const rows = one("[data-mask-rows]");
const SIDES = ["x", "y", "w", "h"];
const SMALLEST = 1; // percent

const blank = rows.querySelector("[data-mask]:last-child").cloneNode(true);
const field = (/** @type {any} */ row, /** @type {string} */ side) => row.querySelector(`[name="${side}"]`);
const numbers = (/** @type {any} */ row) => SIDES.map((side) => Number.parseFloat(field(row, side).value));

/** Draws the rectangle of each row over the picture. */
function draw() {
  picture.querySelectorAll("span").forEach((/** @type {any} */ box) => box.remove());
  for (const row of all("[data-mask]")) {
    const [x, y, w, h] = numbers(row);
    if (![x, y, w, h].every(Number.isFinite)) continue;
    const box = document.createElement("span");
    for (const [name, value] of Object.entries({ left: x, top: y, width: w, height: h })) box.style.setProperty(name, `${value}%`);
    picture.append(box);
  }
}

function prepare(/** @type {any} */ row) {
  const button = row.querySelector("[data-remove]");
  button.hidden = false;
  button.addEventListener("click", () => { row.remove(); draw(); });
  row.addEventListener("input", draw);
}

/** A row for the rectangle, in place of the blank one at the end. @param {number[]} box */
function add(box) {
  const last = rows.querySelector("[data-mask]:last-child");
  const empty = last && SIDES.every((side) => !field(last, side).value);
  const row = empty ? last : rows.appendChild(blank.cloneNode(true));
  if (!empty) prepare(row);
  SIDES.forEach((side, index) => { field(row, side).value = String(Math.round(box[index] * 100) / 100); });
  draw();
}

const at = (/** @type {PointerEvent} */ event) => {
  const box = picture.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map((share) => Math.min(100, Math.max(0, share * 100)));
};
/** @type {number[]|null} */
let from = null;
picture.addEventListener("dragstart", (/** @type {Event} */ event) => event.preventDefault());
picture.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => { from = at(event); picture.setPointerCapture(event.pointerId); });
picture.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => {
  if (!from) return;
  const [[x1, y1], [x2, y2]] = [from, at(event)];
  from = null;
  const box = [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x1 - x2), Math.abs(y1 - y2)];
  if (box[2] > SMALLEST && box[3] > SMALLEST) add(box);
});

all("[data-mask]").forEach(prepare);
draw();
