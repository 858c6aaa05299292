// Keys of the review: C goes to the confirm button, R opens the return form, N shows the next one. Nothing is sent by a single key.
import { one } from "./dom.js";

const typing = (/** @type {Element} */ target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;

/** @type {{[key: string]: () => void}} */
const keys = {
  c: () => one('[data-key="c"]')?.focus(),
  r: () => {
    const fold = one("#return");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("textarea").focus();
  },
  n: () => one('[data-key-link="n"]')?.click(),
};

document.addEventListener("keydown", (/** @type {any} */ event) => {
  if (one("dialog[open]")) return;
  if (event.key === "Enter" && event.ctrlKey) {
    event.target.closest("form")?.requestSubmit();
    return;
  }
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// After an action the next finding begins at its heading, not at the top of the navigation.
if (!one("[data-focus]")) one("#main").focus({ preventScroll: true });
