// One finding, written where it was seen: place, facts, photos, measure, deadline, and whether it may be a major one.
import { commandHint } from "../ui/commanding.js";
import { ask } from "../ui/dialog.js";
import { conflictBox } from "../ui/conflictbox.js";
import { choicesOf } from "../ui/conflicts.js";
import { html, icon, nothing } from "../ui/dom.js";
import { blanksOf, factOf, valueOf } from "../ui/inspection.js";
import { photoTools } from "../ui/phototools.js";
import { strip, withMarks } from "../ui/photos.js";
import { saveMark, textField } from "../ui/textfield.js";
import { DUE_DAYS, dueWord } from "../ui/words.js";

/** Facts that have no place of their own in the form: said at its head when two people differ. */
const OTHER = /^(item$|photo\/|strokes\/|masks\/)/;

/** @param {any} finding */
const findingPhotos = (finding) => (finding ? withMarks(finding, finding.photos) : []);

/** @param {any} ctx @param {any} env @param {any} finding @param {any} item */
function photoBox(ctx, env, finding, item) {
  const tools = photoTools(ctx, {
    visit: env.visit, subject: `finding/${finding.id}`, scope: env.scope, locked: env.locked, title: factOf(finding, "location") || "拍摄问题部位", pictures: env.pictures,
    position: () => valueOf(env.model(), "consent")?.position === true, photos: () => findingPhotos(env.model().findings.get(finding.id)), file: `file-${finding.id}`,
  });
  const photos = findingPhotos(finding);
  return html`<div class="field"><div class="label-row"><span class="label">照片<span class="count">${finding.photos.length}</span></span>${saveMark(ctx.saver.state(tools.key))}</div>
    ${photos.length ? strip(photos, { pictures: env.pictures, open: tools.open }) : nothing}
    ${env.locked ? nothing : !env.photos ? html`<p class="hint">企业未同意拍照，请用文字写清楚。</p>` : html`
      <div class="photo-buttons"><button class="button" type="button" @click=${tools.shoot}>${icon("camera")}拍照</button>
        <button class="button" type="button" @click=${tools.pick}>${icon("image")}选文件</button>
        <input id=${`file-${finding.id}`} class="file-input" type="file" accept="image/*" multiple tabindex="-1" aria-label="选择照片文件" @change=${tools.picked}></div>
      ${item?.photo_required && !finding.photos.length ? html`<p class="hint">本项要求拍照。</p>` : nothing}`}</div>`;
}

/** Two people's values of one fact. @param {any} ctx @param {any} env @param {any} finding @param {string} path */
const doubt = (ctx, env, finding, path) => conflictBox(ctx, {
  visit: env.visit, scope: env.scope, subject: `finding/${finding.id}`, path, choices: choicesOf(path, finding.fields.get(path)), disabled: env.locked,
});

/** One took it back, the other went on with it. @param {any} ctx @param {any} env @param {any} finding */
export const goneBox = (ctx, env, finding) => doubt(ctx, env, finding, "withdrawn");

/** One tap on a fact of a finding, undoable. @param {any} env @param {any} finding @param {string} path @param {any} value @param {string} word */
const tapFact = (env, finding, path, value, word) => env.tap({
  scope: env.scope, key: `${env.visit} ${finding.id} ${path}`, drafts: [{ subject: `finding/${finding.id}`, path, value }], intent: value, label: word,
});

/** @param {any} ctx @param {any} env @param {any} finding */
function dueChips(ctx, env, finding) {
  const key = `${env.visit} ${finding.id} due_days`;
  const state = ctx.saver.state(key);
  const now = state && state.phase !== "saved" ? state.intent : factOf(finding, "due_days");
  const choose = (days) => () => tapFact(env, finding, "due_days", days, `期限 ${dueWord(days)}`);
  return html`<div class="field" role="group" aria-label="建议期限"><div class="label-row"><span class="label">建议期限</span>${saveMark(state)}</div>
    <div class="chips">${DUE_DAYS.map((days) => html`<button type="button" class="chip" aria-pressed=${now === days} ?disabled=${env.locked}
      @click=${choose(days)}>${dueWord(days)}</button>`)}</div>${doubt(ctx, env, finding, "due_days")}</div>`;
}

/** @param {any} criterion */
const criterionText = (criterion) => html`<span class="criterion-text">${criterion.text ?? "（判据原文待补录，请对照标准原文）"}</span>
  <span class="criterion-source">《${criterion.name}》${criterion.number ? `（${criterion.number}）` : ""}${criterion.clause ?? ""}${criterion.src === "V" ? nothing : html`<b class="badge badge-warn">条款待核</b>`}</span>`;

/** @param {any} ctx @param {any} env @param {any} finding @param {any} item */
function majorBox(ctx, env, finding, item) {
  if (!item?.major_criterion?.length) return nothing;
  const key = `${env.visit} ${finding.id} suspected_major`;
  const state = ctx.saver.state(key);
  const now = state && state.phase !== "saved" ? state.intent : factOf(finding, "suspected_major");
  const choose = (index) => () => tapFact(env, finding, "suspected_major", now === index ? null : index, now === index ? "取消疑似重大" : "疑似重大");
  return html`<div class="field major ${now === null ? "" : "is-on"}" role="group" aria-label="疑似重大事故隐患">
    <div class="label-row"><span class="label">${icon("warn")}疑似重大事故隐患</span>${saveMark(state)}</div>
    <p class="hint">只有现场事实完全落入判据原文才勾选；是否重大由局里认定。</p>
    ${item.major_criterion.map((criterion, index) => html`<button type="button" class="criterion" role="checkbox" aria-checked=${now === index}
      ?disabled=${env.locked} @click=${choose(index)}><span class="tick">${icon("check")}</span><span>${criterionText(criterion)}</span></button>`)}
    ${doubt(ctx, env, finding, "suspected_major")}
    ${now === null ? nothing : html`<p class="warn-line">${icon("flag")}<span>请当场告知企业，提交后局里会立即研判。</span></p>`}</div>`;
}

/** @param {string} text */
const blanksHint = (text) => {
  const blanks = blanksOf(text);
  return blanks.length ? `还有空白 ${blanks.join(" ")} 没有填，请改写为现场看到的事实和数值` : null;
};

/** What is doubtful about the text of a field, the gravest first. @param {{advisory: boolean}} env @param {string} text */
const textHint = (env, text) => blanksHint(text) ?? (env.advisory ? commandHint(text) : null);

/**
 * @param {any} ctx
 * @param {{visit: string, scope: string, model: () => any, locked: boolean, advisory: boolean, photos: boolean, pictures: any, places: string[]}} env
 * @param {any} finding @param {{item: any, title: string, reason?: string}} about
 */
export function findingEditor(ctx, env, finding, { item, title, reason }) {
  const subject = `finding/${finding.id}`;
  const text = (path, label, rest) => textField(ctx, {
    scope: env.scope, visit: env.visit, subject, path, saved: factOf(finding, path), conflict: choicesOf(path, finding.fields.get(path)), label,
    disabled: env.locked, ...rest,
  });
  const shown = (path) => ctx.drafts.textOf(`${env.visit} ${subject} ${path}`, factOf(finding, path) ?? "");
  const remove = async () => {
    const sure = !finding.photos.length || await ask({ title: `撤回${title}？`, text: `连同 ${finding.photos.length} 张照片一起撤回，随时可以恢复。`, yes: "撤回", danger: true });
    if (!sure) return;
    const set = (value) => ctx.saver.save(env.scope, `${env.visit} ${finding.id} withdrawn`, () => ctx.store.set(env.visit, subject, "withdrawn", value));
    if (await set(true)) ctx.toast("已撤回一条隐患", { label: "恢复", run: () => set(null) });
  };
  return html`<div class="finding" role="group" aria-label=${title} id=${`finding-${finding.id}`}>
    <header class="finding-head">${item ? html`<h4>${icon("flag")}${title}</h4>` : html`<h3>${icon("flag")}${title}</h3>`}
      ${env.locked ? nothing : html`<button type="button" class="button quiet" @click=${remove}>${icon("trash")}撤回</button>`}</header>
    ${reason ? html`<p class="warn-line">${icon("undo")}<span>局端退回：${reason}</span></p>` : nothing}
    ${goneBox(ctx, env, finding)}${[...finding.fields.keys()].filter((path) => OTHER.test(path)).map((path) => doubt(ctx, env, finding, path))}
    <div class="finding-grid">
      <div>
        ${text("location", "部位", { placeholder: "如：一号车间北侧配电箱 AP-3", options: env.places, phrases: "部位" })}
        ${text("statement", "问题描述", { rows: 4, warn: textHint(env, shown("statement")), placeholder: "部位＋不符合的事实（数量、测量值）＋危害" })}
        ${text("measure", "整改建议", { rows: 3, warn: textHint(env, shown("measure")), phrases: "整改建议" })}
      </div>
      <div>${photoBox(ctx, env, finding, item)}${dueChips(ctx, env, finding)}${majorBox(ctx, env, finding, item)}</div>
    </div></div>`;
}
