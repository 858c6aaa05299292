// 今日任务: my visits as cards, the search over all enterprises, and what the tablet itself needs (install, update).
import { enterprisesLike } from "../search.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { sectionsOf, stateOf, tally } from "../ui/inspection.js";
import { visitStatus } from "../ui/status.js";
import { TRACKS, VISIT_STATES, dayOf, daysUntil, distanceWord, hazardWord, weekdayOf } from "../ui/words.js";

const HITS = 20;
const GROUPS = [
  { title: "退回补正", test: ({ state }) => state === "returned" },
  { title: "检查中", test: ({ state }) => state === "inspecting" },
  { title: "今天", test: ({ state, days }) => state === "planned" && days === 0 },
  { title: "已过计划日期", test: ({ state, days }) => state === "planned" && days < 0 },
  { title: "接下来", test: ({ state }) => state === "planned" },
  { title: "已提交", test: ({ state }) => ["submitted", "waiting", "received", "declined", "cancelled"].includes(state) },
];

/** @param {any} ctx @returns {Promise<any[]>} one row a visit, what its card says */
async function rowsOf(ctx) {
  const rows = await Promise.all(ctx.bundle.visits.map(async (plan) => {
    const [model, counts, receipt] = await Promise.all([ctx.store.visit(plan.id), ctx.store.counts(plan.id), ctx.store.receipt(plan.id)]);
    const state = stateOf(model, plan);
    return {
      plan, state, enterprise: ctx.enterprise(plan.enterprise), days: daysUntil(plan.planned_date),
      tally: tally(model, sectionsOf(ctx.bundle, plan)), status: visitStatus(counts, receipt, state),
    };
  }));
  return rows.sort((a, b) => a.plan.planned_date.localeCompare(b.plan.planned_date) || a.enterprise.name.localeCompare(b.enterprise.name, "zh"));
}

/** @param {any[]} rows @returns {{title: string, rows: any[]}[]} each row in the first group that takes it */
function grouped(rows) {
  const left = new Set(rows);
  return GROUPS.map(({ title, test }) => {
    const mine = [...left].filter(test);
    mine.forEach((row) => left.delete(row));
    return { title, rows: mine };
  }).filter((group) => group.rows.length);
}

/** @param {any} ctx @param {any} row */
const card = (ctx, { plan, state, enterprise, tally: count, status }) => html`
  <li><a class="card visit-card" href=${`#/visit/${plan.id}${state === "inspecting" ? "/check" : ""}`}>
    <span class="card-top">
      <span class="pill pill-${state === "planned" ? "date" : state}">${state === "planned" ? distanceWord(plan.planned_date) : VISIT_STATES[state]}</span>
      <span class="card-date">${plan.planned_date}</span>${plan.unplanned ? html`<span class="pill">临时检查</span>` : nothing}<span class="pill pill-track">${TRACKS[plan.track]}</span>
    </span>
    <strong class="card-name">${enterprise.name}</strong>
    <span class="card-line">${[ctx.township(enterprise.township), enterprise.industry].filter(Boolean).join(" · ")}</span>
    <span class="tags">${(enterprise.hazards ?? []).map((hazard) => html`<span class="tag">${hazardWord(hazard)}</span>`)}</span>
    <span class="card-line card-lists">${icon("list")}${plan.checklists.map((key) => ctx.bundle.checklists[key]?.title ?? key).join("、")}</span>
    ${state === "planned" ? nothing : html`<span class="card-progress"><progress max=${count.items || 1} value=${count.done} aria-label="检查进度"></progress>
      <span class="number">${count.done}/${count.items}</span>${count.nok ? html`<span class="count-bad">不符合 ${count.nok}</span>` : nothing}</span>`}
    <span class="card-foot tone-${status.tone}">${icon(status.icon)}${status.text}<span class="card-go">${icon("next")}</span></span>
  </a></li>`;

/** @param {any} ctx @param {string} query */
function results(ctx, query) {
  const hits = enterprisesLike(ctx.bundle, query);
  if (!query.trim()) return nothing;
  return html`<section class="results" aria-label="企业搜索结果">
    <p role="status">${hits.length ? `找到 ${hits.length} 家企业${hits.length > HITS ? `，显示前 ${HITS} 家，可再加几个字` : ""}` : "没有找到。可换企业名称、信用代码或乡镇的几个字再试。"}</p>
    ${hits.length ? nothing : html`<p class="results-new"><a class="button" href=${`#/register/${encodeURIComponent(query.trim())}`}>${icon("plus")}登记新企业并检查</a></p>`}
    <ul class="rows">${hits.slice(0, HITS).map((e) => html`<li><a class="row" href=${`#/enterprise/${e.id}`}>${icon("building")}
      <span class="row-main"><strong>${e.name}</strong><span>${[ctx.township(e.township), e.industry, e.uscc].filter(Boolean).join(" · ")}</span></span>
      ${icon("next")}</a></li>`)}</ul></section>`;
}

const empty = html`<div class="empty">${icon("calendar")}<h2>还没有派给您的任务</h2>
  <p>任务由应急管理局派单，联网后会自动下载。要先了解企业情况或发起临时检查，可搜索企业，或扫企业的安全检查码。</p></div>`;

/** Scanning needs the camera and a decoder: fetched when it is asked for. @param {any} ctx */
const scan = (ctx) => ctx.attempt(async () => (await import("../ui/scan.js")).scanEnterprise(ctx));

const more = html`<nav class="panel today-more" aria-label="更多">
  <a class="row" href="#/register">${icon("plus")}<span class="row-main"><strong>登记新企业并检查</strong><span>登记簿里查不到的企业，没有网络也可以</span></span>${icon("next")}</a>
  <a class="row" href="#/practice">${icon("book")}<span class="row-main"><strong>练习一次</strong><span>用虚构企业走完全部步骤，不上传、不计数</span></span>${icon("next")}</a></nav>`;

/** @param {any} ctx */
const greeting = (ctx) => {
  const today = ctx.bundle.visits.filter((plan) => plan.planned_date === dayOf()).length;
  const { person } = ctx.bundle;
  return html`<div class="greeting"><h2>${dayOf()} ${weekdayOf()}</h2>
    <p>${[person?.name, person?.title || person?.specialty].filter(Boolean).join(" · ")}${today ? `，今天 ${today} 家` : "，今天没有安排"}</p></div>`;
};

export const todayView = {
  /** @param {HTMLElement} root @param {any} ctx */
  async mount(root, ctx) {
    ctx.setHead({ title: "今日任务", sub: ctx.bundle.org?.name ?? "", demo: ctx.bundle.org?.demo });
    let rows = await rowsOf(ctx);
    let query = "", again = /** @type {any} */ (nothing);
    const search = (event) => { query = event.target.value; draw(); };
    const draw = () => render(html`<div class="page">
      <div class="today-top">${greeting(ctx)}
        <div class="today-find"><label class="search">${icon("search")}<span class="visually-hidden">搜索全部企业</span>
          <input type="search" placeholder="搜索企业名称、信用代码、乡镇" .value=${query} @input=${search} autocomplete="off"></label>
        <button class="button" @click=${() => scan(ctx)}>${icon("qr")}扫企业码</button></div></div>
      ${results(ctx, query)}
      ${query.trim() ? nothing : again}${query.trim() ? nothing : rows.length ? grouped(rows).map((group) => html`<section><h2 class="group-title">${group.title}<span>${group.rows.length}</span></h2>
        <ul class="cards">${group.rows.map((row) => card(ctx, row))}</ul></section>`) : again === nothing ? empty : nothing}
      ${query.trim() ? nothing : more}
    </div>`, root);
    draw();
    /** Only who was sent to look again needs more than this page. */
    async function rechecks() {
      if (!ctx.bundle.rechecks?.length) again = nothing;
      else {
        const more = await import("../ui/rechecks.js");
        again = more.recheckGroup(ctx, await more.rechecksOf(ctx));
        more.prepare(ctx);
      }
      draw();
    }
    rechecks();
    return { update: async () => { rows = await rowsOf(ctx); await rechecks(); }, destroy() {} };
  },
};
