// Tick boxes on a list: one that ticks the page, a count, and a button that waits for the first tick. Without this script the boxes work all the same.
import { all, one } from "./dom.js";

const form = one("form[data-pick]");
if (form) {
  const boxes = all('form[data-pick] tbody input[type="checkbox"]');
  const whole = one("[data-pick-all]");
  const go = all("[data-pick-go]");
  const unit = form.dataset.unit ?? "份";
  const count = one("[data-pick-count]");
  const first = count.textContent;
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    whole.checked = ticked === boxes.length;
    whole.indeterminate = ticked > 0 && ticked < boxes.length;
    for (const button of go) button.disabled = ticked === 0;
    count.textContent = ticked ? `已选 ${ticked} ${unit}` : first;
  };
  whole.hidden = false;
  whole.addEventListener("change", () => {
    for (const box of boxes) box.checked = whole.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  window.addEventListener("pageshow", show); // the browser may restore ticks on the way back
  show();
}
