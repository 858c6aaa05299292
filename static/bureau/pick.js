// Tick boxes on a list: one that ticks the page, a count, and a button that waits for the first tick. Without this script the boxes work all the same.
import { all, one } from "./dom.js";

const form = one("form[data-pick]");
if (form) {
  const boxes = all('form[data-pick] input[name="document"]');
  const whole = one("[data-pick-all]");
  const go = one("[data-pick-go]");
  const count = one("[data-pick-count]");
  const first = count.textContent;
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    whole.checked = ticked === boxes.length;
    whole.indeterminate = ticked > 0 && ticked < boxes.length;
    go.disabled = ticked === 0;
    count.textContent = ticked ? `已选 ${ticked} 份` : first;
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
