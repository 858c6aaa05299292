// 常用语: a tap puts a phrase of the bureau, or a place the expert named before, where the caret stands.
import { openDialog } from "./dialog.js";
import { html, nothing } from "./dom.js";
import { recentPlaces } from "./past.js";

const VISITS = 6;

/** Through the editor, so that the field's own undo takes it back. @param {HTMLInputElement|HTMLTextAreaElement} input @param {string} text */
function insert(input, text) {
  const [start, end] = [input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length];
  input.focus();
  input.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  input.setRangeText(text, start, end, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {any} ctx @param {string} visit the open one comes first @returns {Promise<string[]>} */
async function placesBefore(ctx, visit) {
  const others = ctx.bundle.visits.map(({ id }) => id).filter((id) => id !== visit).slice(-VISITS).reverse();
  return recentPlaces(await Promise.all([visit, ...others].map((id) => ctx.store.visit(id))), ctx.store.person?.id);
}

/**
 * @param {any} ctx @param {{group: string, visit: string, input: HTMLInputElement|HTMLTextAreaElement}} where `group` of the bundle's phrases
 */
export async function pickPhrase(ctx, { group, visit, input }) {
  const own = group === "部位" ? await placesBefore(ctx, visit) : [];
  const listed = ctx.bundle.phrases.filter((phrase) => phrase.group === group && !own.includes(phrase.text)).map(({ text }) => text);
  const set = (title, texts, close) => (texts.length ? html`<h3>${title}</h3>
    <div class="chips">${texts.map((text) => html`<button type="button" class="chip phrase" @click=${() => close(text)}>${text}</button>`)}</div>` : nothing);
  const text = await openDialog((close) => html`<div class="sheet-body"><h2>常用语 · ${group}</h2>
      ${set("我最近写过的", own, close)}${set(own.length ? "局里的常用语" : "", listed, close)}
      ${own.length || listed.length ? nothing : html`<p>还没有这一类常用语。</p>`}</div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => close()}>取消</button></footer>`, { label: `常用语 ${group}` });
  if (text) insert(input, text);
}
