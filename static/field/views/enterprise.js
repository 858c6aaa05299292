// 企业: who they are, what is dangerous there, what is still open from earlier visits, and how the visit begins.
import { askText, openDialog } from "../ui/dialog.js";
import { html, icon, nothing, orDash, render } from "../ui/dom.js";
import { OPEN_STATES, factOf, lockOf, stateOf, valueOf } from "../ui/inspection.js";
import { documentsOf, openBefore } from "../ui/past.js";
import { makePictures } from "../ui/photos.js";
import { receiptWord } from "../ui/status.js";
import { useStyle } from "../ui/styles.js";
import { DOCUMENT_STATES, SCALES, TRACKS, VISIT_STATES, distanceWord, hasExplosiveZone, hazardWord } from "../ui/words.js";
import { earlierCard } from "./earlier.js";
import { myVisits, ownFoot, refusedPlan, visitsAt } from "./enterprise_own.js";

const DECLINE_REASONS = ["企业负责人不在，约定改期", "企业停产，无人接待", "企业认为近期已检查过"];
const SCOPE = "enterprise";

/** @param {any} plan of the visit, if one is open */
const exZone = (plan) => html`<div class="notice notice-warn">${icon("no-phone")}<div><h2>爆炸危险区域不得带入本平板</h2>
  <p>本平板不防爆。0 区、1 区、2 区和 20 区、21 区、22 区内请用纸质底稿记录，离开后补录；入企请按企业规定登记、着装。</p>
  ${plan ? html`<p class="button-row"><a class="button" href=${`#/visit/${plan.id}/paper`}>${icon("print")}打印纸质检查表</a></p>` : nothing}</div></div>`;

/** @param {any} ctx @param {any} e */
const profile = (ctx, e) => html`<section class="panel"><h2>企业情况</h2>
  ${e.id.startsWith("new-") ? html`<p class="panel-lead"><span class="badge badge-warn badge-first">待核实</span>现场登记，由应急管理局核实。</p>` : nothing}
  <dl class="facts">
    <dt>统一社会信用代码</dt><dd class="number">${orDash(e.uscc)}</dd><dt>行业</dt><dd>${orDash(e.industry)}</dd>
    <dt>规模</dt><dd>${orDash(SCALES[e.scale] ?? e.scale)}</dd><dt>属地</dt><dd>${orDash(ctx.township(e.township))}</dd>
    <dt>地址</dt><dd>${orDash(e.address)}</dd>
  </dl>
  <h3>主要风险</h3>
  <div class="tags">${e.hazards?.length ? e.hazards.map((hazard) => html`<span class="tag tag-big">${hazardWord(hazard)}</span>`) : "未登记"}</div></section>`;

/** @param {any} e */
const contacts = (e) => (e.contacts?.length ? html`<section class="panel"><h2>联系人</h2><ul class="rows">${e.contacts.map((c) => html`
  <li><a class="row" href=${`tel:${c.phone}`}>${icon("phone")}<span class="row-main"><strong>${c.name}</strong><span>${c.title}</span></span>
  <span class="number">${c.phone}</span></a></li>`)}</ul></section>` : nothing);

/** @param {any} ctx @param {any} plan @param {any} model @param {any} pictures */
function earlier(ctx, plan, model, pictures) {
  const open = openBefore(ctx.bundle, plan);
  const lock = lockOf(model, plan, ctx.store.readOnly);
  const env = {
    visit: plan.id, scope: SCOPE, model: () => model, locked: lock !== null, pictures,
    tap: (/** @type {any} */ { scope, key, drafts, intent }) => ctx.saver.save(scope, key, () => ctx.store.setMany(plan.id, drafts), intent),
  };
  const lead = lock === "not_started" ? "开始后请到现场看一看，这些问题还在不在，并在这里记下来。" : "请到现场看一看，这些问题还在不在。记录供局里复查参考，不改变整改状态。";
  return html`<section class="panel"><h2>往次未销号隐患<span class="count">${open.length}</span></h2>
    <p class="panel-lead">${open.length ? lead : "没有未销号的隐患。"}</p>
    ${open.map((finding) => earlierCard(ctx, env, finding))}</section>`;
}

/** @param {any} ctx @param {any} e */
function notices(ctx, e) {
  const listed = documentsOf(ctx.bundle, e.id);
  if (!listed.length) return nothing;
  return html`<section class="panel"><h2>往次文书<span class="count">${listed.length}</span></h2><ul class="rows">${listed.map((paper) => html`
    <li><div class="row"><span class="row-main"><strong>${paper.title}</strong><span class="number">${orDash(paper.number)} · ${orDash(paper.date)}</span></span>
      <span class="pill">${DOCUMENT_STATES[paper.state] ?? paper.state}</span></div></li>`)}</ul></section>`;
}

/**
 * Asked before an advisory visit begins: photos and signatures there rest on consent (workflow.md § 1), so nothing is ticked beforehand.
 * @param {any} e @param {boolean} starting @param {any} [now] what was agreed so far
 */
function askConsent(e, starting, now = { photos: false, signature: false, position: false, by: e.contacts?.[0]?.name ?? "" }) {
  const done = (close) => (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const has = (name) => form.get(name) === "on";
    close({ photos: has("photos"), signature: has("signature"), position: has("position"), by: String(form.get("by")).trim(), at: new Date().toISOString() });
  };
  const box = (name, title, text, checked) => html`<label class="check-row"><input type="checkbox" name=${name} .checked=${checked}>
    <span><strong>${title}</strong><span>${text}</span></span></label>`;
  return openDialog((close) => html`<form @submit=${done(close)}>
    <div class="sheet-body"><h2>先征得企业同意</h2>
      <p>帮扶诊断是服务，不是执法。请向企业说明用途，企业同意哪几项就勾选哪几项。</p>
      ${box("photos", "同意拍摄现场照片", "只拍与隐患有关的部位，不拍工艺秘密和无关人员", now.photos)}
      ${box("signature", "同意签字确认", "签字用于专家检查意见书", now.signature)}
      ${box("position", "同意记录拍照位置", "只在按快门时记录一次", now.position)}
      <label class="field"><span class="label">企业同意人</span><input name="by" required maxlength="60" autocomplete="off" .value=${now.by}></label></div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => close()}>取消</button>
      <button class="button primary">${starting ? "记录并开始诊断" : "记录"}</button></footer></form>`, { label: "征得企业同意" });
}

/** @param {any} ctx @param {any} plan @param {any} e */
async function begin(ctx, plan, e) {
  const subject = `visit/${plan.id}`;
  const consent = plan.track === "advisory" ? await askConsent(e, true) : null;
  if (plan.track === "advisory" && !consent) return;
  await ctx.attempt(async () => {
    if (consent) await ctx.store.set(plan.id, subject, "consent", consent);
    await ctx.store.event(plan.id, subject, "start", { at: new Date().toISOString() });
    ctx.go(`/visit/${plan.id}/check`);
  });
}

/** @param {any} ctx @param {any} plan @param {any} e */
async function decline(ctx, plan, e) {
  const reason = await askText({
    title: "企业谢绝本次帮扶", text: "谢绝也是一种结果，会如实记录并通知应急管理局。本次任务随之结束。", label: "原因", yes: "记录为企业谢绝", suggestions: DECLINE_REASONS,
  });
  if (!reason) return;
  await ctx.attempt(() => ctx.store.event(plan.id, `visit/${plan.id}`, "decline", { reason, by: e.contacts?.[0]?.name ?? "" }));
  ctx.toast("已记录为企业谢绝");
}

/** The enterprise may change its mind. @param {any} ctx @param {any} plan @param {any} consent */
async function changeConsent(ctx, plan, consent) {
  const next = await askConsent(ctx.enterprise(plan.enterprise), false, consent);
  if (next) await ctx.attempt(() => ctx.store.set(plan.id, `visit/${plan.id}`, "consent", next));
}

/** @param {any} ctx @param {any} plan @param {any} model @param {any} receipt */
function standing(ctx, plan, model, receipt) {
  const state = stateOf(model, plan);
  const consent = valueOf(model, "consent");
  const yes = (flag) => (flag ? "同意" : "不同意");
  return html`<section class="panel"><h2>本次任务</h2><dl class="facts">
    <dt>类型</dt><dd>${TRACKS[plan.track]}${plan.unplanned ? html`<span class="badge">临时检查</span>` : nothing}</dd><dt>计划日期</dt><dd>${plan.planned_date}（${distanceWord(plan.planned_date)}）</dd>
    <dt>组长</dt><dd>${ctx.personName(plan.lead)}</dd>
    <dt>成员</dt><dd>${orDash(plan.members.filter((id) => id !== plan.lead).map(ctx.personName).join("、"))}</dd>
    <dt>检查表</dt><dd>${plan.checklists.map((key) => ctx.bundle.checklists[key]?.title ?? key).join("、")}</dd>
    <dt>进展</dt><dd>${VISIT_STATES[state]}${receipt ? html`<br>${receiptWord(receipt)}` : nothing}</dd>
    ${consent ? html`<dt>企业意愿</dt><dd>拍照${yes(consent.photos)}、签字${yes(consent.signature)}、位置${yes(consent.position)}（${consent.by}）</dd>` : nothing}
  </dl>
  ${consent && !lockOf(model, plan, ctx.store.readOnly) ? html`<button class="button" @click=${() => changeConsent(ctx, plan, consent)}>${icon("pen")}修改企业意愿</button>` : nothing}</section>`;
}

/** @param {any} plan */
const returned = (plan) => (plan.returned?.length ? html`<div class="notice notice-warn">${icon("undo")}<div><h2>局端退回 ${plan.returned.length} 条，请补正后重新签字提交</h2>
  <ul>${plan.returned.map(({ reason }) => html`<li>${reason}</li>`)}</ul></div></div>` : nothing);

/** The item of the first finding that came back: where the correction begins. @param {any} plan @param {any} model */
function firstReturned(plan, model) {
  const finding = model.findings.get(plan.returned?.[0]?.finding);
  return finding ? factOf(finding, "item")?.item ?? null : null;
}

/** @param {any} ctx @param {any} plan @param {any} e @param {string} state @param {any} model */
function actions(ctx, plan, e, state, model) {
  const idle = ctx.store.readOnly;
  if (state === "planned") return html`
    ${plan.track === "advisory" ? html`<button class="button" ?disabled=${idle} @click=${() => decline(ctx, plan, e)}>企业谢绝</button>` : nothing}
    <button class="button primary big" ?disabled=${idle} @click=${() => begin(ctx, plan, e)}>${plan.track === "advisory" ? "开始诊断" : "开始检查"}</button>`;
  const first = state === "returned" ? firstReturned(plan, model) : null;
  const word = state === "returned" ? "去补正" : OPEN_STATES.includes(state) ? "继续检查" : "查看检查记录";
  return state === "declined" || state === "cancelled" ? html`<p class="foot-note">本次任务已结束：${VISIT_STATES[state]}</p>`
    : html`<a class="button primary big" href=${`#/visit/${plan.id}/check${first ? `/${first}` : ""}`}>${word}</a>`;
}

export const enterpriseView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id: string, kind: "visit"|"enterprise"}} params */
  async mount(root, ctx, { id, kind }) {
    const plan = kind === "visit" ? ctx.planned(id) : null;
    const e = ctx.enterprise(plan ? plan.enterprise : id);
    if ((kind === "visit" && !plan) || !e) return ctx.lost(root);
    const pictures = makePictures(ctx.store);
    ctx.setHead({ title: e.name, sub: plan ? TRACKS[plan.track] : "企业情况", back: "/", visit: plan?.id, step: "enterprise" });
    if (plan) await useStyle("earlier");
    let model = plan && await ctx.store.visit(id);
    let receipt = plan && await ctx.store.receipt(id);
    let mine = plan ? [] : await visitsAt(ctx, id);
    const draw = () => render(html`<div class="page has-foot">
      ${plan ? refusedPlan(ctx.planned(id)) : nothing}
      ${plan && stateOf(model, ctx.planned(id)) === "returned" ? returned(ctx.planned(id)) : nothing}
      ${hasExplosiveZone(e.hazards ?? []) ? exZone(plan) : nothing}
      <div class="columns"><div>${plan ? standing(ctx, ctx.planned(id), model, receipt) : myVisits(mine)}${contacts(e)}</div>
        <div>${profile(ctx, e)}${plan ? earlier(ctx, ctx.planned(id), model, pictures) : nothing}${plan ? notices(ctx, e) : nothing}</div></div></div>
      ${plan ? html`<footer class="foot">${actions(ctx, ctx.planned(id), e, stateOf(model, ctx.planned(id)), model)}</footer>` : ownFoot(ctx, e, mine)}`, root);
    const off = pictures.listen(draw);
    draw();
    return {
      update: async () => {
        if (plan) [model, receipt] = await Promise.all([ctx.store.visit(id), ctx.store.receipt(id)]);
        else mine = await visitsAt(ctx, id);
        draw();
      },
      scope: (name) => name === SCOPE && draw(),
      destroy() { off(); pictures.free(); },
    };
  },
};
