// Free text of the advisory track: says under the field, while one types, whether it orders somebody about. It never stops anybody.
import { commandHint } from "../field/ui/commanding.js";
import { one } from "./dom.js";

document.addEventListener("input", (/** @type {any} */ event) => {
  const field = event.target;
  if (!field.matches("textarea[data-orders], input[data-orders]")) return;
  const hint = one(`#${field.id}-orders`);
  const said = commandHint(field.value);
  hint.querySelector("span").textContent = said ?? "";
  hint.hidden = said === null;
});
