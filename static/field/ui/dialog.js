// Modal sheets on <dialog>: focus stays inside, Escape closes, the rest of the page is inert.
import { html, render } from "./dom.js";

/**
 * Opens a sheet and resolves with what `close` was given (undefined when dismissed).
 * @param {(close: (value?: any) => void, again: () => void) => any} content template; `again` draws it anew
 * @param {{label: string, kind?: string, onClose?: () => void}} options
 */
export function openDialog(content, { label, kind = "", onClose = () => {} }) {
  const box = document.createElement("dialog");
  box.className = `sheet ${kind}`;
  box.setAttribute("aria-label", label);
  document.body.append(box);
  return new Promise((resolve) => {
    let answer;
    const close = (value) => { answer = value; box.close(); };
    const again = () => render(content(close, again), box);
    box.addEventListener("close", () => { box.remove(); onClose(); resolve(answer); });
    again();
    box.showModal();
  });
}

/** @param {{title: string, text: string, yes: string, no?: string, danger?: boolean}} question @returns {Promise<boolean>} */
export function ask({ title, text, yes, no = "取消", danger = false }) {
  return openDialog((close) => html`
    <div class="sheet-body"><h2>${title}</h2><p>${text}</p></div>
    <footer class="sheet-foot">
      <button class="button" @click=${() => close(false)}>${no}</button>
      <button class="button ${danger ? "danger" : "primary"}" @click=${() => close(true)}>${yes}</button>
    </footer>`, { label: title }).then(Boolean);
}

/**
 * Asks for one text that must not be empty.
 * @param {{title: string, text: string, label: string, yes: string, suggestions?: string[]}} question
 * @returns {Promise<string|undefined>}
 */
export function askText({ title, text, label, yes, suggestions = [] }) {
  const send = (close) => (event) => {
    event.preventDefault();
    const typed = new FormData(event.target).get("text")?.toString().trim();
    if (typed) close(typed);
  };
  const fill = (word) => (event) => { event.target.closest("form").elements.text.value = word; };
  return openDialog((close) => html`
    <form @submit=${send(close)}>
      <div class="sheet-body">
        <h2>${title}</h2><p>${text}</p>
        <label class="field"><span class="label">${label}</span><textarea name="text" autocomplete="off" rows="3" required maxlength="2000"></textarea></label>
        <div class="chips">${suggestions.map((word) => html`<button type="button" class="chip" @click=${fill(word)}>${word}</button>`)}</div>
      </div>
      <footer class="sheet-foot">
        <button type="button" class="button" @click=${() => close()}>取消</button>
        <button class="button primary">${yes}</button>
      </footer>
    </form>`, { label: title });
}
