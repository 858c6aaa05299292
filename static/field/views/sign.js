// 交换意见与签字: what was found, what the enterprise says, who signs, and the submission with its manifest.
import { contentManifest, fullManifest } from "../manifest.js";
import { printedFindings, slipFacts, slipHash } from "../slip.js";
import { commandHint } from "../ui/commanding.js";
import { choicesOf } from "../ui/conflicts.js";
import { ask, askText } from "../ui/dialog.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { FREE, OPEN_STATES, factOf, gapsOf, itemsById, lockOf, sectionsOf, signaturesOf, stateOf, tally, valueOf } from "../ui/inspection.js";
import { setLateMode } from "../ui/late.js";
import { makePictures, showPhoto, strip, withMarks } from "../ui/photos.js";
import { receiptWord } from "../ui/status.js";
import { useStyle } from "../ui/styles.js";
import { saveMark, textField } from "../ui/textfield.js";
import { VISIT_STATES, dueWord } from "../ui/words.js";
import { ENTERPRISE, signing } from "./signing.js";

const SCOPE = "sign";
const OPINIONS = [[true, "无异议"], [false, "有异议"]];

/** @param {any} ctx @param {any} finding @param {any} view */
function findingRow(ctx, finding, view) {
  const item = view.items.get(factOf(finding, "item")?.item);
  const major = factOf(finding, "suspected_major");
  const days = factOf(finding, "due_days");
  const criterion = major === null ? null : item?.major_criterion?.[major];
  const look = (index) => showPhoto(ctx.store, withMarks(finding, finding.photos)[index], { title: factOf(finding, "location") || "隐患照片" });
  return html`<li class="sum-finding">
    <header><span class="severity severity-${major === null ? "general" : "suspected_major"}">${major === null ? "一般" : html`${icon("warn")}疑似重大`}</span>
      <strong>${factOf(finding, "location") || "（未填部位）"}</strong><span class="sum-due">${days === null ? "期限未选" : `建议期限 ${dueWord(days)}`}</span>
      ${view.lock ? nothing : html`<a class="text-button" href=${`#/visit/${view.id}/check/${factOf(finding, "item")?.item ?? FREE}`}>${icon("pen")}修改</a>`}</header>
    <p>${factOf(finding, "statement") || "（未填问题描述）"}</p>
    ${factOf(finding, "measure") ? html`<p class="sum-measure"><b>整改建议：</b>${factOf(finding, "measure")}</p>` : nothing}
    ${criterion ? html`<p class="sum-measure"><b>判据：</b>${criterion.text ?? criterion.name}</p>` : nothing}
    ${finding.photos.length ? strip(withMarks(finding, finding.photos), { pictures: view.pictures, open: look }) : nothing}</li>`;
}

/** @param {any} ctx @param {any} view */
function summary(ctx, view) {
  const count = tally(view.model, view.sections);
  const findings = printedFindings(view.model);
  const majors = findings.filter((finding) => factOf(finding, "suspected_major") !== null).length;
  const judged = count.ok + count.nok;
  const number = (value, word, tone = "") => html`<div class="stat ${tone}"><span class="stat-value">${value}</span><span class="stat-word">${word}</span></div>`;
  return html`<section class="panel"><h2>一、检查结果</h2>
    <div class="stats">${number(`${count.done}/${count.items}`, "已查")}${number(findings.length - majors, "一般隐患")}
      ${number(majors, "疑似重大", majors ? "is-warn" : "")}${number(judged ? `${Math.round((100 * count.ok) / judged)}%` : "—", "符合率")}</div>
    ${findings.length ? html`<ol class="sum-list">${findings.map((finding) => findingRow(ctx, finding, view))}</ol>`
      : html`<p class="panel-lead">没有记录隐患。</p>`}</section>`;
}

/** @param {any} view */
function gapPanel(view) {
  const count = tally(view.model, view.sections);
  const link = (gap) => html`<li class=${gap.must ? "gap-must" : ""}><a href=${`#/visit/${view.id}/check/${gap.item}`}>${icon(gap.must ? "warn" : "info")}<span>${gap.text}</span>${icon("next")}</a></li>`;
  const unchecked = view.sections.flatMap(({ items }) => items).find((item) => valueOf(view.model, `answer/${item.id}`) === null);
  const soft = unchecked ? [{ must: false, item: unchecked.id, text: `还有 ${count.items - count.done} 项未查（可以提交，意见书会写明实际检查的项数）` }] : [];
  const gaps = [...view.gaps, ...soft];
  if (!gaps.length) return html`<div class="notice notice-ok">${icon("check")}<p>内容齐全，可以签字。</p></div>`;
  return html`<section class="panel gaps"><h2>签字前请核对</h2><ul>${gaps.map(link)}</ul></section>`;
}

/** @param {any} ctx @param {any} view */
function opinion(ctx, view) {
  const text = (path, label, rest) => textField(ctx, {
    scope: SCOPE, visit: view.id, subject: view.subject, path, saved: valueOf(view.model, path), conflict: choicesOf(path, view.model.fields.get(path)), label, disabled: view.lock !== null, ...rest,
  });
  const praise = ctx.drafts.textOf(`${view.id} ${view.subject} highlights`, valueOf(view.model, "highlights") ?? "");
  const key = `${view.id} opinion`;
  const state = ctx.saver.state(key);
  const now = state && state.phase !== "saved" ? state.intent : valueOf(view.model, "opinion");
  const put = (value) => ctx.saver.save(SCOPE, key, () => ctx.store.set(view.id, view.subject, "opinion", value), value);
  const words = (event) => put({ agree: false, text: event.target.value.trim() });
  return html`<section class="panel"><h2>二、交换意见</h2>
    ${text("area", "服务区域", { placeholder: "如：一号车间、配电室、危化品库" })}
    ${text("companion", "陪同人员", { placeholder: "姓名、职务" })}
    ${text("highlights", "亮点与管理提升建议（可不填）", { rows: 3, phrases: "亮点", warn: view.plan.track === "advisory" ? commandHint(praise) : null })}
    <div class="field" role="group" aria-label="企业意见"><div class="label-row"><span class="label">企业对检查意见</span>${saveMark(state)}</div>
      <div class="chips">${OPINIONS.map(([agree, word]) => html`<button type="button" class="chip chip-wide" aria-pressed=${now?.agree === agree} ?disabled=${view.lock !== null}
        @click=${() => put({ agree, text: agree ? "" : now?.text ?? "" })}>${word}</button>`)}</div></div>
    ${now?.agree === false ? html`<label class="field"><span class="label">异议内容</span>
      <textarea rows="3" autocomplete="off" maxlength="2000" .value=${now.text ?? ""} ?disabled=${view.lock !== null} @change=${words}></textarea></label>` : nothing}</section>`;
}

/** @param {any} ctx @param {any} view */
async function submit(ctx, view) {
  const again = view.state === "returned";
  const reason = again ? await askText({ title: "重新提交", text: "写明这次补正了什么，局端会和原版本一起看到。", label: "补正说明", yes: "提交", suggestions: ["已补拍照片", "已补充事实描述", "已更正部位"] })
    : await ask({ title: "提交本次检查？", text: `共 ${printedFindings(view.model).length} 条隐患。提交后不能修改；没有网络也可以提交，回网后自动上传。`, yes: "提交" }) ? "" : undefined;
  if (reason === undefined) return;
  await ctx.drafts.flushAll();
  await ctx.attempt(async () => {
    const model = ctx.store.peek(view.id);
    // Another member's answers may have come in since somebody signed: nobody's name may stand under what they did not see.
    const { hash } = await contentManifest(model);
    if ([...view.signatures.values()].some((signature) => signature.manifest_hash !== hash)) {
      throw new Error("签字之后内容有变化（如同事的填写刚传到）。请点“撤回签字并修改”，核对后重新签字");
    }
    const version = model.version + 1;
    const facts = await slipFacts(model, ctx.bundle.checklists, version);
    const slip = facts ? { slip: await slipHash(facts) } : {};
    await ctx.store.event(view.id, view.subject, "submit", { version, reason, manifest: await fullManifest(model), ...slip });
    setLateMode(view.id, null);
    ctx.toast("已提交，保存在本平板，回网后自动上传");
    ctx.sync.now();
  });
}

/** @param {any} ctx @param {any} view */
function foot(ctx, view) {
  const missing = [view.plan.lead, ENTERPRISE].filter((id) => !view.signatures.has(id)).map((id) => (id === ENTERPRISE ? "企业签字或拒签记录" : "组长签字"));
  const slip = missing.length ? nothing : html`<a class="button big" href=${`#/visit/${view.id}/slip`}>${icon("print")}现场告知单</a>`;
  if (!OPEN_STATES.includes(view.state)) return html`<p class="foot-note">${icon("cloud-check")}${VISIT_STATES[view.state]}${view.receipt && view.state !== "planned" ? ` · ${receiptWord(view.receipt)}` : ""}</p>${slip}`;
  const why = view.gaps.some((gap) => gap.must) ? "先补全必填内容" : missing.length ? `还缺${missing.join("、")}` : "签字齐全";
  return html`<p class="foot-note">${why}</p>${slip}<button class="button primary big" ?disabled=${missing.length > 0 || ctx.store.readOnly || why === "先补全必填内容"}
    @click=${() => submit(ctx, view)}>${icon("cloud-up")}${view.state === "returned" ? "重新提交" : "提交"}</button>`;
}

export const signView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id: string}} params */
  async mount(root, ctx, { id }) {
    if (!ctx.planned(id)) return ctx.lost(root);
    await Promise.all([ctx.store.visit(id), useStyle("sign")]);
    const pictures = makePictures(ctx.store);
    const sections = sectionsOf(ctx.bundle, ctx.planned(id));
    const fixed = { id, subject: `visit/${id}`, sections, items: itemsById(sections), pictures };
    let receipt = await ctx.store.receipt(id);
    /** Everything the parts of the page ask for, computed once a drawing. */
    const look = () => {
      const plan = ctx.planned(id), model = ctx.store.peek(id), state = stateOf(model, plan);
      return { ...fixed, plan, model, state, receipt, lock: lockOf(model, plan, ctx.store.readOnly), gaps: gapsOf(model, sections),
        signatures: signaturesOf(model, OPEN_STATES.includes(state)) };
    };
    const draw = () => {
      const view = look();
      const count = tally(view.model, sections);
      ctx.setHead({ title: ctx.enterprise(view.plan.enterprise).name, sub: "", back: "/", visit: id, step: "sign", progress: `${count.done}/${count.items}` });
      render(html`<div class="page has-foot">${OPEN_STATES.includes(view.state) ? gapPanel(view) : nothing}
        <div class="columns columns-left"><div>${summary(ctx, view)}</div><div>${opinion(ctx, view)}${signing(ctx, view)}</div></div></div>
        <footer class="foot">${foot(ctx, view)}</footer>`, root);
    };
    const off = pictures.listen(draw);
    draw();
    return {
      update: async () => { receipt = await ctx.store.receipt(id); draw(); },
      scope: draw,
      destroy() { off(); pictures.free(); },
    };
  },
};
