// 练习: begins it, goes on with it, says what was done, takes it away.
import { beginPractice, dropPractice, practiceContext, practiceState } from "../practice.js";
import { PRACTICE } from "../router.js";
import { ask } from "../ui/dialog.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { sectionsOf, signaturesOf, standing, tally } from "../ui/inspection.js";
import { useStyle } from "../ui/styles.js";

const HEADS = { none: "用虚构企业走完一次检查", begun: "练习进行中", done: "练习完成" };
const STEPS = ["征得企业同意，开始诊断", "逐项检查，试一试不符合：写部位和问题、拍照、选期限", "与“企业”交换意见，双方签字", "提交。到这里练习就完成了"];

/** @param {any} practice its context @returns {Promise<any>} what was done */
async function doneSoFar(practice) {
  if (!practice.bundle) return null;
  const model = await practice.store.visit(PRACTICE), findings = standing(model);
  const count = tally(model, sectionsOf(practice.bundle, practice.planned(PRACTICE)));
  return { count, findings: findings.length, photos: findings.reduce((sum, finding) => sum + finding.photos.length, 0), signed: signaturesOf(model, false).size };
}

/** @param {any} done */
const figures = ({ count, findings, photos, signed }) => html`<div class="stats">${[[`${count.done}/${count.items}`, "已查"], [findings, "隐患"], [photos, "照片"], [signed, "签字"]]
  .map(([value, word]) => html`<div class="stat"><span class="stat-value">${value}</span><span class="stat-word">${word}</span></div>`)}</div>`;

export const practiceView = {
  /** @param {HTMLElement} root @param {any} ctx */
  async mount(root, ctx) {
    ctx.setHead({ title: "练习", sub: "不上传，不计数", back: "/" });
    const [practice] = await Promise.all([practiceContext(ctx), useStyle("sign")]);
    const load = async () => ({ state: await practiceState(ctx), done: await doneSoFar(practice) });
    let now = await load(), busy = false;
    const visit = `/visit/${PRACTICE}`;
    const act = (/** @type {() => Promise<any>} */ work) => async () => {
      if (busy) return;
      busy = true;
      await ctx.attempt(work);
      busy = false;
      now = await load();
      draw();
    };
    const begin = act(async () => { await beginPractice(ctx); ctx.go(visit); });
    const drop = act(async () => {
      if (!(await ask({ title: "删除练习？", text: "练习的全部内容，包括照片和签字，会从这台平板上删掉。真实的任务不受影响。", yes: "删除练习", danger: true }))) return;
      await dropPractice(ctx);
      ctx.toast("练习已删除");
    });
    const buttons = () => {
      if (now.state === "none") return html`<button class="button primary big" ?disabled=${practice.store.readOnly} @click=${begin}>开始练习</button>`;
      return html`<button class="button danger" @click=${drop}>${icon("trash")}删除练习</button>${now.state === "done"
        ? html`<a class="button" href=${`#${visit}/sign`}>看看刚才的内容</a><button class="button primary big" @click=${begin}>再练一次</button>`
        : html`<a class="button primary big" href=${`#${visit}`}>继续练习</a>`}`;
    };
    const draw = () => render(html`<div class="page has-foot"><section class="panel"><h2>${now.state === "done" ? icon("check") : nothing}${HEADS[now.state]}</h2>
      ${now.done ? figures(now.done) : nothing}
      ${now.state === "done" ? html`<p>步骤都走完了：检查、记录隐患、签字、提交。真实的任务也是这样做，提交后会自动上传。</p>`
    : html`<ol class="practice-steps">${STEPS.map((step) => html`<li>${step}</li>`)}</ol>`}
      <p class="panel-lead">企业和隐患是虚构的，检查表是真的。练习只存在这台平板上，不上传、不计入待上传，也不进任何统计。</p></section></div>
      <footer class="foot">${buttons()}</footer>`, root);
    draw();
    return { update: async () => { now = await load(); draw(); }, destroy() {} };
  },
};
