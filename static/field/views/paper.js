// The visit's checklists as a form on paper, for places where no tablet may go; what is written there is entered afterwards (补录).
import { visitCode } from "../slip.js";
import { html, icon, render } from "../ui/dom.js";
import { sectionsOf, valueOf } from "../ui/inspection.js";
import { useStyle } from "../ui/styles.js";
import { TRACKS } from "../ui/words.js";

const CHOICES = [[false, "全部项目"], [true, "只印未查的"]];
const BLANK_ROWS = 4;
const box = (word) => html`<span class="tick"><span class="box"></span>${word}</span>`;

/** One blank a measured value. @param {any} entry */
const blank = ({ quantity, unit }) => html`<span class="blank-line">实测 ${quantity}<span class="keep"><span class="blank"></span>${unit ?? ""}</span></span>`;

/** @param {any} item @param {string} number */
const itemRow = (item, number) => html`<tr><td class="mid">${number}</td>
  <td>${item.text}${item.measurement ? html`<p class="measure">${(item.measurement.entries ?? []).map(blank)}<span class="limit-note">限值：${item.measurement.limit}</span></p>` : ""}</td>
  <td class="mid ticks">${box("符合")}${box("不符合")}${box("不适用")}</td><td></td></tr>`;

/** @param {import("../ui/inspection.js").Section[]} sections @param {(item: any) => boolean} wanted */
function lists(sections, wanted) {
  const all = [...new Set(sections.map(({ list }) => list))];
  return all.map((list) => html`<h2>${list.title}（${list.version} 版）</h2><table class="form"><thead><tr><th class="w-n" scope="col">序号</th><th scope="col">检查内容</th>
    <th class="w-ticks" scope="col">结论</th><th class="w-note" scope="col">备注（部位、事实）</th></tr></thead>
    ${sections.filter((part) => part.list === list).map(({ section, items }, at) => {
      const rows = items.map((item, n) => ({ item, number: `${at + 1}.${n + 1}` })).filter(({ item }) => wanted(item));
      return rows.length ? html`<tbody><tr class="part"><th colspan="4" scope="rowgroup">${at + 1}　${section.title}</th></tr>${rows.map(({ item, number }) => itemRow(item, number))}</tbody>` : "";
    })}</table>`);
}

const findings = html`<h2>发现的问题（每条写明部位、事实、数量）</h2><table class="form"><thead><tr><th class="w-n" scope="col">序号</th><th class="w-place" scope="col">部位</th><th scope="col">问题描述</th>
  <th class="w-due" scope="col">建议期限</th></tr></thead><tbody>${Array.from({ length: BLANK_ROWS }, (_, n) => html`<tr class="tall"><td class="mid">${n + 1}</td><td></td><td></td><td></td></tr>`)}</tbody></table>`;

/** @param {any} ctx @param {any} plan */
function header(ctx, plan) {
  const firm = ctx.enterprise(plan.enterprise);
  const people = [plan.lead, ...plan.members.filter((id) => id !== plan.lead)].map(ctx.personName).join("、");
  return html`<header><p class="paper-from">${ctx.bundle.org.name}</p><h1>现场检查纸质底稿</h1>
    <p class="paper-sub">（用于不得带入平板的场所；离开后补录，本页留存备查，不交企业）</p>
    <p class="paper-line"><span>检查编号：${visitCode(plan.id)}</span><span>${TRACKS[plan.track]}　计划日期：${plan.planned_date}</span></p>
    <table class="about"><tbody><tr><th scope="row">企业名称</th><td>${firm?.name ?? ""}</td><th scope="row">检查人员</th><td>${people}</td></tr>
      <tr><th scope="row">检查场所</th><td></td><th scope="row">填写时间</th><td>　　　年　　月　　日　　时　　分</td></tr></tbody></table></header>`;
}

export const paperView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id: string}} params */
  async mount(root, ctx, { id }) {
    const plan = ctx.planned(id);
    if (!plan) return ctx.lost(root);
    await Promise.all([ctx.store.visit(id), useStyle("paper"), useStyle("form")]);
    const sections = sectionsOf(ctx.bundle, plan);
    let open = false;
    const choose = (value) => () => { open = value; draw(); };
    const draw = () => {
      const model = ctx.store.peek(id);
      const wanted = (item) => !open || valueOf(model, `answer/${item.id}`) === null;
      ctx.setHead({ title: ctx.enterprise(plan.enterprise)?.name ?? "", sub: "纸质检查表", back: `/visit/${id}`, visit: id, step: "enterprise" });
      render(html`<div class="page has-foot paper-page"><article class="paper checklist-form" aria-label="纸质检查表">${header(ctx, plan)}${lists(sections, wanted)}${findings}
          <p class="sign-line"><span>记录人（签名）：<span class="blank"></span></span><span>陪同人员（签名）：<span class="blank"></span></span></p></article></div>
        <footer class="foot"><div class="chips" role="group" aria-label="印哪些项目">${CHOICES.map(([value, word]) => html`<button type="button" class="chip" aria-pressed=${open === value} @click=${choose(value)}>${word}</button>`)}</div>
          <button type="button" class="button primary big" @click=${() => window.print()}>${icon("print")}打印</button></footer>`, root);
    };
    draw();
    return { update: async () => draw(), destroy() {} };
  },
};
