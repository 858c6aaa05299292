// Keys of the review: C confirms and the next one comes by itself, R opens the return form, N shows the next one. What can't be sent as it stands is
// shown by the browser at its field; what was confirmed can be assigned anew until its notice.
import { one } from "./dom.js";

const typing = (/** @type {Element} */ target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;

/** @type {{[key: string]: () => void}} */
const keys = {
  c: () => {
    const button = one('[data-key="c"]');
    if (!button || button.disabled) return;
    button.focus();
    button.form.requestSubmit(button);
  },
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
  if (event.repeat) return; // a key that is held down decides one finding only
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

// After an action the next finding begins at its heading, not at the top of the navigation.
if (!one("[data-focus]")) one("#main").focus({ preventScroll: true });
