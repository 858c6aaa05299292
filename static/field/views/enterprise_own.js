// 企业, without a visit chosen: what I have to do there already, and the way to a visit that nobody sent me to.
import { html, icon, nothing } from "../ui/dom.js";
import { OPEN_STATES, stateOf } from "../ui/inspection.js";
import { TRACKS, VISIT_STATES, dayOf, distanceWord } from "../ui/words.js";

/** My visits of one enterprise, today's and the open ones first, then the latest. @param {any} ctx @param {string} enterprise */
export async function visitsAt(ctx, enterprise) {
  const plans = ctx.bundle.visits.filter((plan) => plan.enterprise === enterprise);
  const rows = await Promise.all(plans.map(async (plan) => ({ plan, state: stateOf(await ctx.store.visit(plan.id), plan) })));
  const last = ({ plan, state }) => `${isCurrent(plan, state) ? 1 : 0}${plan.planned_date}`;
  return rows.sort((a, b) => last(b).localeCompare(last(a)));
}

/** The visit to go on with, rather than beginning another: under way, or planned for today or before. @param {any} plan @param {string} state */
export const isCurrent = (plan, state) => OPEN_STATES.includes(state) || (state === "planned" && plan.planned_date <= dayOf());

/** @param {any[]} rows of visitsAt */
export const myVisits = (rows) => (rows.length ? html`<section class="panel"><h2>我的检查<span class="count">${rows.length}</span></h2>
  <ul class="rows">${rows.map(({ plan, state }) => html`<li><a class="row" href=${`#/visit/${plan.id}`}>${icon("calendar")}
    <span class="row-main"><strong class="number">${plan.planned_date}</strong><span>${[TRACKS[plan.track], plan.unplanned ? "临时检查" : "", state === "planned" ? distanceWord(plan.planned_date) : ""]
    .filter(Boolean).join(" · ")}</span></span><span class="pill pill-${state}">${VISIT_STATES[state]}</span>${icon("next")}</a></li>`)}</ul></section>` : nothing);

/** @param {any} ctx @param {any} e @param {any[]} rows of visitsAt */
export function ownFoot(ctx, e, rows) {
  const current = rows.find(({ plan, state }) => isCurrent(plan, state));
  const fresh = (word, kind) => html`<a class="button ${kind}" href=${`#/new/${e.id}`}>${icon("plus")}${word}</a>`;
  if (ctx.store.readOnly) return nothing;
  return html`<footer class="foot">${current ? html`${fresh("另发起临时检查", "")}
    <a class="button primary big" href=${`#/visit/${current.plan.id}`}>${current.state === "planned" ? "打开已有任务" : "继续检查"}</a>`
    : html`<p class="foot-note">没有派给您的任务。确需检查的，可以当场发起。</p>${fresh("发起临时检查", "primary big")}`}</footer>`;
}

/** @param {any} plan the bundle's row of a visit that the server did not accept */
export const refusedPlan = (plan) => (plan.refused === undefined ? nothing : html`<div class="notice notice-warn">${icon("warn")}<div><h2>局端没有接受这次临时检查</h2>
  <p>${plan.refused || "原因见上传页"}。您填写的内容都在平板上，局端也另存了一份，请联系业务科室处理。</p></div></div>`);
