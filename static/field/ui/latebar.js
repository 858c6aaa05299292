// Where 补录 begins and ends on the inspection page, and how an item that came from paper is marked.
import { openDialog } from "./dialog.js";
import { html, icon, nothing } from "./dom.js";
import { valueOf } from "./inspection.js";
import { lateMode, setLateMode } from "./late.js";
import { dayOf, momentOf, timeOf } from "./words.js";

const ZONE = "+08:00"; // the county's; a paper carries its local time

/** Asks when it was written and on which page. @returns {Promise<import("./late.js").Mark|undefined>} */
function askMark() {
  const now = Date.now();
  const send = (close, again, state) => (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const at = Date.parse(`${form.get("at")}:00${ZONE}`);
    if (Number.isNaN(at) || at > Date.now() + 60_000) { state.message = "填写时间不能晚于现在，请核对"; return again(); }
    close({ at: new Date(at).toISOString(), sheet: String(form.get("sheet")).trim() });
  };
  const state = { message: "" };
  return openDialog((close, again) => html`<form @submit=${send(close, again, state)}><div class="sheet-body"><h2>补录纸质记录</h2>
      <p>照着纸质底稿填写。这期间点选的结论和实测值都会标明“补录”，并写明是何时写在纸上的。</p>
      <div class="pair"><label class="field"><span class="label">写在纸上的时间</span><input name="at" type="datetime-local" autocomplete="off" required .value=${`${dayOf(now)}T${timeOf(now)}`}></label>
        <label class="field"><span class="label">纸质底稿页码（可不填）</span><input name="sheet" maxlength="40" autocomplete="off" inputmode="numeric"></label></div>
      <p class="form-message" role="status">${state.message}</p></div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => close()}>取消</button><button class="button primary">开始补录</button></footer></form>`,
  { label: "补录纸质记录" });
}

/** @param {string} visit @param {() => void} again draws the page anew */
export function lateBar(visit, again) {
  const mark = lateMode(visit);
  const begin = async () => {
    const given = await askMark();
    if (given) setLateMode(visit, given);
    again();
  };
  const end = () => { setLateMode(visit, null); again(); };
  if (!mark) return html`<p class="late-tools"><a class="text-button" href=${`#/visit/${visit}/paper`}>${icon("print")}打印纸质检查表</a>
    <button type="button" class="text-button" @click=${begin}>${icon("pen")}补录纸质记录</button></p>`;
  return html`<div class="notice notice-warn" role="status">${icon("pen")}<div><h2>正在补录纸质记录</h2><p>写于 ${momentOf(Date.parse(mark.at))}${mark.sheet ? `，第 ${mark.sheet} 页` : ""}。
    现在点选的结论和实测值都标明“补录”。</p><p class="button-row"><button type="button" class="button" @click=${begin}>换一页</button>
    <button type="button" class="button primary" @click=${end}>结束补录</button></p></div></div>`;
}

/** Beside the enterprise's name while the notice is scrolled away. @param {string} visit */
export function lateWord(visit) {
  const mark = lateMode(visit);
  return mark ? `正在补录纸质记录${mark.sheet ? ` · 第 ${mark.sheet} 页` : ""}` : "";
}

/** @param {any} model @param {any} item */
export function lateMark(model, item) {
  const late = valueOf(model, `late/${item.id}`);
  return late ? html`<span class="badge badge-warn">补录 ${momentOf(Date.parse(late.at))}${late.sheet ? ` 第 ${late.sheet} 页` : ""}</span>` : nothing;
}
