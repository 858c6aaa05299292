// One item of a checklist: three big buttons, and what belongs to the answer.
import { newFinding } from "../ui/begin.js";
import { conflictBox } from "../ui/conflictbox.js";
import { choicesOf } from "../ui/conflicts.js";
import { html, icon, nothing } from "../ui/dom.js";
import { factOf, valueOf } from "../ui/inspection.js";
import { lateMark } from "../ui/latebar.js";
import { decimalOf, judge } from "../ui/limits.js";
import { saveMark, savedMark, textField } from "../ui/textfield.js";
import { ANSWERS, timeOf } from "../ui/words.js";
import { earlierCard, sightingStamp } from "./earlier.js";
import { findingEditor, goneBox } from "./finding.js";

const ANSWER_ICONS = { ok: "check", nok: "cross", na: "minus" };

/**
 * The ops of one tap. 不符合 begins a finding or brings back the withdrawn one; any other answer takes its findings back.
 * @param {string} visit @param {{list: any, item: any}} source @param {string|null} value @param {any[]} findings of this item
 * @param {boolean} advisory
 */
export function answerOps(visit, source, value, findings, advisory) {
  const answer = { subject: `visit/${visit}`, path: `answer/${source.item.id}`, value };
  const standing = findings.filter((finding) => !finding.withdrawn);
  const mark = (withdrawn) => (finding) => ({ subject: `finding/${finding.id}`, path: "withdrawn", value: withdrawn });
  if (value !== "nok") return [answer, ...standing.map(mark(true))];
  if (standing.length) return [answer];
  return [answer, ...(findings.length ? findings.slice(-1).map(mark(null)) : newFinding(source, advisory))];
}

/** The buttons, and what is said about them beside. @param {any} ctx @param {any} env @param {any} row @param {any[]} findings */
function answers(ctx, env, row, findings) {
  const { item } = row;
  const key = `${env.visit} answer ${item.id}`;
  const state = ctx.saver.state(key);
  const field = env.model().fields.get(`answer/${item.id}`);
  const now = state && state.phase !== "saved" ? state.intent : field?.value ?? null;
  const choices = choicesOf(`answer/${item.id}`, field);
  const write = (value, drafts) => env.tap({ scope: item.id, key, drafts, intent: value, label: `${ANSWERS[value] ?? "清除"} · ${item.text}` });
  const choose = async (value) => {
    if (value === now && !field?.conflict) return true;
    const back = findings.filter((finding) => !finding.withdrawn && value !== "nok");
    const saved = await write(value, answerOps(env.visit, row, value, findings, env.advisory));
    if (!saved || !back.length) return saved;
    const restore = [{ subject: `visit/${env.visit}`, path: `answer/${item.id}`, value: "nok" },
      ...back.map((finding) => ({ subject: `finding/${finding.id}`, path: "withdrawn", value: null }))];
    ctx.toast(`已撤回本项的 ${back.length} 条隐患`, { label: "恢复", run: () => write("nok", restore) });
    return saved;
  };
  const buttons = html`<div class="answers" role="group" aria-label="检查结果">
    ${Object.entries(ANSWERS).map(([value, word]) => html`<button type="button" class="answer answer-${value}" aria-pressed=${now === value}
      ?disabled=${env.locked} @click=${() => choose(value)}>${icon(ANSWER_ICONS[value])}${word}</button>`)}
  </div>`;
  const conflict = choices ? conflictBox(ctx, {
    visit: env.visit, scope: item.id, subject: `visit/${env.visit}`, path: `answer/${item.id}`, choices, disabled: env.locked, write: choose,
  }) : nothing;
  const told = html`<span class="answer-state">${state ? saveMark(state) : field?.value ? savedMark() : nothing}
      ${env.whole.has(item.id) ? html`<span class="badge" title="用“其余均符合”整体判定">整体</span>` : nothing}
      ${lateMark(env.model(), item)}
      ${field?.value ? html`<span class="mark">${field.author === ctx.store.person?.id ? "" : `${ctx.personName(field.author)} `}${timeOf(field.at)}</span>` : nothing}
      ${field?.value && !env.locked && state?.phase !== "failed" ? html`<button type="button" class="text-button" @click=${() => choose(null)}>清除</button>` : nothing}</span>`;
  return { buttons, told, conflict };
}

/** What is measured at this item; the limits as a machine reads them. @param {any} item @returns {any[]} */
const entriesOf = (item) => item.measurement?.entries ?? [];

/** @param {any} ctx @param {any} env @param {any} item @param {any} entry */
function measured(ctx, env, item, entry) {
  const path = `measured/${item.id}/${entry.key}`;
  const saved = valueOf(env.model(), path);
  const typed = ctx.drafts.textOf(`${env.visit} visit/${env.visit} ${path}`, saved ?? "");
  const verdict = judge(entry, decimalOf(typed));
  const line = (limit) => html`<span class="limit ${limit.within === null ? "" : limit.within ? "is-within" : "is-outside"}">
    ${limit.within === null ? nothing : icon(limit.within ? "check" : "warn")}${limit.when ? `${limit.when}：` : ""}${limit.text}${limit.binding ? "" : "（参考）"}${limit.within === null ? "" : limit.within ? " 在限值内" : " 超出限值"}</span>`;
  const before = env.past.result(item.id);
  const hint = html`${before?.measured?.[entry.key] ? html`<span class="past">上次实测 ${before.measured[entry.key]} ${entry.unit ?? ""}（${before.on}）</span>` : nothing}<span class="limits">${verdict.lines.map(line)}</span>限值原文：${item.measurement.limit}`;
  const outside = verdict.outside && valueOf(env.model(), `answer/${item.id}`) !== "nok" ? "实测值超出限值，请核对后判定是否不符合" : null;
  return textField(ctx, {
    scope: item.id, visit: env.visit, subject: `visit/${env.visit}`, path, saved, label: `实测 ${entry.quantity}`, kind: "decimal",
    unit: entry.unit ?? "", hint, warn: outside, disabled: env.locked, conflict: choicesOf(path, env.model().fields.get(path)),
  });
}

/** @param {any} item */
const basis = (item) => html`<div class="basis">
  ${(item.basis ?? []).map((b) => html`<p>《${b.name}》${b.number ? `（${b.number}）` : ""}${b.clause ?? ""}
    ${b.src === "V" && b.clause ? nothing : html`<b class="badge badge-warn">条款待核</b>`}${b.status_note ? html`<span class="badge">${b.status_note}</span>` : nothing}</p>`)}
  ${item.major_criterion?.length ? html`<h4>重大隐患判据</h4>${item.major_criterion.map((c) => html`<p class="criterion-quote">${c.text ?? "判据原文待补录"}
    <span>《${c.name}》${c.number ? `（${c.number}）` : ""}${c.clause ?? ""}</span>${c.src === "V" ? nothing : html`<b class="badge badge-warn">待核</b>`}
    ${c.see_also ? html`<span>另见：${c.see_also}</span>` : nothing}</p>`)}` : nothing}
  ${item.note ? html`<p class="hint">${item.note}</p>` : nothing}
  ${item.check ? html`<p class="warn-line">${icon("info")}<span>本项依据至少有一处条款待核，出正式文书前由局里补核。</span></p>` : nothing}</div>`;

/** @param {any} ctx @param {any} env @param {any} row @param {any[]} findings */
function findingsOf(ctx, env, row, findings) {
  const standing = findings.filter((finding) => !finding.withdrawn);
  const doubtful = findings.filter((finding) => finding.withdrawn && choicesOf("withdrawn", finding.fields.get("withdrawn")));
  const doubts = doubtful.map((finding) => html`<div class="finding"><p>${factOf(finding, "location") ?? ""} ${factOf(finding, "statement") ?? ""}</p>${goneBox(ctx, { ...env, scope: row.item.id }, finding)}</div>`);
  if (!standing.length) return html`${doubts}`;
  const again = () => ctx.saver.save(row.item.id, `${env.visit} more ${row.item.id}`, () => ctx.store.setMany(env.visit, newFinding(row, env.advisory)));
  return html`${doubts}${standing.map((finding, index) => findingEditor(ctx, { ...env, scope: row.item.id }, finding, {
    item: row.item, title: standing.length > 1 ? `隐患 ${index + 1}` : "隐患", reason: env.reasons.get(finding.id),
  }))}${env.locked ? nothing : html`<button type="button" class="button quiet add-finding" @click=${again}>${icon("plus")}本项再记一处</button>`}`;
}

/**
 * @param {any} ctx @param {any} env what all items share (views/check.js)
 * @param {{list: any, item: any, number: number, open: Set<string>}} row `open`: which parts are unfolded
 * @param {any[]} findings of this item, withdrawn ones too
 */
export function itemView(ctx, env, row, findings) {
  const { item, open } = row;
  const toggle = (part) => () => {
    if (!open.delete(part)) open.add(part);
    env.redraw(item.id);
  };
  const { buttons, told, conflict } = answers(ctx, env, row, findings);
  const before = env.past.result(item.id);
  const note = valueOf(env.model(), `note/${item.id}`);
  const showNote = open.has("note") || Boolean(note);
  const button = (part, name, word) => html`<button type="button" class="text-button" aria-expanded=${open.has(part)} @click=${toggle(part)}>${icon(name)}${word}</button>`;
  return html`<div class="item-main">
      <div class="item-text"><p class="item-meta"><span class="item-number">${row.number}</span>${(item.method ?? []).map((word) => html`<span class="tag">${word}</span>`)}
        ${item.photo_required ? html`<span class="tag">${icon("camera")}须拍照</span>` : nothing}
        ${item.major_criterion?.length ? html`<span class="tag tag-major">${icon("warn")}含重大判据</span>` : nothing}
        ${before ? html`<span class="tag past-${before.value}">上次 ${before.on} ${ANSWERS[before.value] ?? before.value}</span>` : nothing}</p>
        <h3>${item.text}</h3>${item.applies_when ? html`<p class="hint">适用：${item.applies_when}</p>` : nothing}
        <p class="item-tools">${button("basis", "book", "依据")}${showNote ? nothing : button("note", "note", "备注")}
          ${item.check ? html`<span class="badge badge-warn">条款待核</span>` : nothing}${told}</p></div>
      ${buttons}</div>
    ${conflict}
    ${env.past.open(item.id).map((finding) => earlierCard(ctx, { ...env, scope: item.id }, finding, { brief: true }))}
    ${open.has("basis") ? basis(item) : nothing}
    ${item.measurement ? html`<div class="measures">${entriesOf(item).map((entry) => measured(ctx, env, item, entry))}</div>` : nothing}
    ${showNote ? textField(ctx, { scope: item.id, visit: env.visit, subject: `visit/${env.visit}`, path: `note/${item.id}`, saved: note, label: "备注", rows: 2, disabled: env.locked,
      conflict: choicesOf(`note/${item.id}`, env.model().fields.get(`note/${item.id}`)) }) : nothing}
    ${findingsOf(ctx, env, row, findings)}`;
}

/** @param {any} field of several heads the same may be shown while others come */
const fieldStamp = (field) => (field ? field.op + (field.conflict ? field.conflict.map((head) => head.op) : "") : "");

/**
 * Changes when anything that `itemView` shows of the model changes.
 * @param {any} model @param {any} item @param {any[]} findings @param {any} env
 */
export function itemStamp(model, item, findings, env) {
  const paths = [`answer/${item.id}`, `note/${item.id}`, `late/${item.id}`, ...entriesOf(item).map((m) => `measured/${item.id}/${m.key}`)];
  return [...paths.map((path) => fieldStamp(model.fields.get(path))), env.whole.has(item.id), ...env.past.open(item.id).map(({ id }) => sightingStamp(model, id)),
    ...findings.flatMap((finding) => [...finding.fields.values()].map(fieldStamp))].join();
}

/** Places already named in this visit, offered again. @param {any[]} findings */
export const placesOf = (findings) => [...new Set(findings.map((finding) => factOf(finding, "location")).filter(Boolean))];
