// One short message at a time, spoken politely, with an optional undo.
import { html, nothing, render } from "./dom.js";

const SHOWN_MS = 6000;

/** @param {HTMLElement} host an aria-live region */
export function makeToast(host) {
  let timer = 0;
  const clear = () => render(nothing, host);
  /** @param {string} text @param {{label: string, run: () => void}} [action] */
  return (text, action) => {
    clearTimeout(timer);
    timer = window.setTimeout(clear, SHOWN_MS);
    const act = () => { clear(); action?.run(); };
    render(html`<div class="toast"><span>${text}</span>${action
      ? html`<button class="button quiet" @click=${act}>${action.label}</button>` : nothing}</div>`, host);
  };
}
