// A text field that saves itself: after a pause, on blur, and when the page goes away.
import { conflictBox } from "./conflictbox.js";
import { html, icon, nothing } from "./dom.js";
import { decimalOf } from "./limits.js";
import { InputError, unsaved } from "./saver.js";

export const savedMark = () => html`<span class="mark mark-ok">${icon("check")}已保存</span>`;

/** Beside what was just touched. Spoken by the one live region of the app (app.js). @param {import("./saver.js").SaveState|undefined} state */
export function saveMark(state) {
  if (!state) return nothing;
  if (state.phase === "failed") return html`<span class="mark mark-bad">${icon("warn")}${unsaved(state.message)}</span>`;
  if (state.phase === "saving") return state.slow ? html`<span class="mark">保存中…</span>` : nothing;
  return savedMark();
}

/** What a decimal field sends. @param {string} typed */
const decimalValue = (typed) => {
  if (!typed.trim()) return null;
  const value = decimalOf(typed);
  if (value === null) throw new InputError("请输入数字，例如 0.35");
  return value;
};

/**
 * @typedef {{scope: string, visit: string, subject: string, path: string, saved: string|null, label: string, rows?: number, disabled?: boolean,
 *   whole?: (text: string) => any, hint?: any, warn?: any, kind?: "text"|"decimal", unit?: string, placeholder?: string, options?: string[], phrases?: string,
 *   conflict?: import("../fold.js").Field[]|null}} TextSpec `phrases`: group of 常用语; `whole`: what is written for the text, when the field holds more than it;
 *   `conflict`: what two people wrote at the same time, the shown one first
 * @param {any} ctx @param {TextSpec} spec
 */
export function textField(ctx, spec) {
  const key = `${spec.visit} ${spec.subject} ${spec.path}`;
  const id = `f-${spec.subject}-${spec.path}`.replace(/[^\w-]/g, "-");
  const decimal = spec.kind === "decimal";
  const value = spec.whole ?? ((text) => (decimal ? decimalValue(text) : text));
  const write = async (text) => ctx.store.set(spec.visit, spec.subject, spec.path, value(text));
  const typed = (event) => ctx.drafts.type(spec.scope, key, event.target.value, write, event.isComposing);
  const done = () => ctx.drafts.flush(key);
  const state = ctx.saver.state(key);
  const text = ctx.drafts.textOf(key, spec.saved ?? "");
  const invalid = state?.phase === "failed" && state.typed;
  const input = spec.rows
    ? html`<textarea id=${id} autocomplete="off" rows=${spec.rows} maxlength="4000" .value=${text} ?disabled=${spec.disabled} placeholder=${spec.placeholder ?? ""}
        aria-describedby=${`${id}-h`} @input=${typed} @compositionend=${typed} @change=${done} @blur=${done}></textarea>`
    : html`<input id=${id} type="text" maxlength=${decimal ? 22 : 400} .value=${text} ?disabled=${spec.disabled} placeholder=${spec.placeholder ?? ""}
        inputmode=${decimal ? "decimal" : "text"} autocomplete="off" list=${spec.options ? `${id}-o` : nothing} aria-invalid=${invalid ? "true" : "false"}
        aria-describedby=${`${id}-h`} @input=${typed} @compositionend=${typed} @change=${done} @blur=${done}>`;
  const phrases = async () => {
    const [{ pickPhrase }, box] = [await import("./phrases.js"), document.getElementById(id)];
    if (box) await pickPhrase(ctx, { group: spec.phrases ?? "", visit: spec.visit, input: /** @type {HTMLInputElement} */ (box) });
  };
  return html`<div class="field ${decimal ? "field-decimal" : ""}">
    <div class="label-row"><label class="label" for=${id}>${spec.label}</label><span class="label-end">${saveMark(state)}
      ${spec.phrases && !spec.disabled ? html`<button type="button" class="text-button" aria-label=${`${spec.label}：常用语`} @click=${phrases}>${icon("list")}常用语</button>` : nothing}</span></div>
    ${spec.unit ? html`<div class="with-unit">${input}<span class="unit">${spec.unit}</span></div>` : input}
    ${spec.options ? html`<datalist id=${`${id}-o`}>${spec.options.map((word) => html`<option value=${word}></option>`)}</datalist>` : nothing}
    <div class="hint" id=${`${id}-h`}>${spec.hint ?? nothing}${spec.warn ? html`<p class="warn-line">${icon("warn")}<span>${spec.warn}</span></p>` : nothing}</div>
    ${spec.conflict ? conflictBox(ctx, { ...spec, choices: spec.conflict }) : nothing}
  </div>`;
}
