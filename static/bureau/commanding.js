// Free text of the advisory track: says under the field, while one types, whether it orders somebody about. It never stops anybody.
import { commandHint } from "../field/ui/commanding.js";
import { all, one } from "./dom.js";

for (const field of all("textarea[data-orders], input[data-orders]")) {
  const hint = one(`#${field.id}-orders`);
  field.addEventListener("input", () => {
    const said = commandHint(field.value);
    hint.querySelector("span").textContent = said ?? "";
    hint.hidden = said === null;
  });
}
