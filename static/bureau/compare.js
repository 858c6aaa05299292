// Before and after in one frame, uncovered with a slider; without this script both stand side by side below.
import { all, one } from "./dom.js";

for (const frame of all("[data-slider]")) {
  const [stage, bar] = [frame.querySelector(".slider-stage"), frame.querySelector('input[type="range"]')];
  const show = () => stage.style.setProperty("--at", `${bar.value}%`);
  bar.addEventListener("input", show);
  // The picture itself can be dragged, too; the bar is what the keyboard moves.
  const follow = (/** @type {any} */ event) => {
    if (event.type === "pointermove" && !event.buttons) return;
    const box = stage.getBoundingClientRect();
    bar.value = String(Math.round(((event.clientX - box.left) / box.width) * 100));
    show();
  };
  for (const type of ["pointerdown", "pointermove"]) stage.addEventListener(type, follow);
  for (const side of ["before", "after"]) {
    const pick = frame.querySelector(`[data-slider-${side}]`);
    pick?.addEventListener("change", () => (frame.querySelector(`img.slider-${side}`).src = pick.value));
  }
  frame.hidden = false;
  one(".compare")?.classList.add("compare-small");
  show();
}
