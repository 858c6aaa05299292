// Reinspections given to this person: their group on 今日任务, and what of them is fetched before there is no network.
import { html, icon } from "./dom.js";
import { earlierPhotos, fetched } from "./photos.js";
import { SEVERITIES, distanceWord } from "./words.js";

/** Those that still wait for a conclusion. @param {any} ctx @returns {Promise<{task: any, done: string}[]>} `done`: concluded here, not yet known to the bureau */
export async function rechecksOf(ctx) {
  const tasks = ctx.bundle.rechecks ?? [];
  return Promise.all(tasks.map(async (task) => ({ task, done: outcomeOf(await ctx.store.visit(task.visit), task)?.path ?? "" })));
}

/**
 * The conclusion of this errand, if it was written here: after the note of this round, which no conclusion does without. Until the bureau's
 * data no longer lists the errand it is over here all the same.
 * @param {any} model @param {any} task
 */
export function outcomeOf(model, task) {
  const finding = model.findings.get(task.id);
  const note = finding?.fields.get(`recheck_note/${task.round}`)?.op;
  return (note && finding.events.findLast((event) => ["pass", "fail"].includes(event.path) && event.id > note)) || null;
}

/** Photos for days without a network: small and large ones for the page, a plain one to lie over the viewfinder. @param {any} ctx */
export async function prepare(ctx) {
  for (const task of ctx.bundle.rechecks ?? []) {
    const [before, feedback] = [earlierPhotos(task), earlierPhotos({ ...task, photos: task.feedback?.photos })];
    for (const photo of [...before, ...feedback]) {
      await fetched(ctx.store, photo, "thumb");
      await fetched(ctx.store, photo, "clean");
    }
    if (before.length) await fetched(ctx.store, before[0], "bare");
  }
}

/** @param {any} ctx @param {{task: any, done: string}[]} rows */
export const recheckGroup = (ctx, rows) => html`<section><h2 class="group-title">复查<span>${rows.length}</span></h2>
  <ul class="cards">${rows.map(({ task, done }) => html`<li><a class="card visit-card" href=${`#/recheck/${task.id}`}>
    <span class="card-top"><span class="pill pill-date">${done ? (done === "pass" ? "合格，待上传" : "不合格，待上传") : distanceWord(task.planned_date)}</span>
      <span class="card-date">${task.planned_date}</span><span class="pill pill-track">复查</span></span>
    <strong class="card-name">${ctx.enterprise(task.enterprise)?.name ?? "企业"}</strong>
    <span class="card-line">${task.location}</span>
    <span class="card-line">${SEVERITIES[task.severity] ?? "一般"}隐患 · 期限 ${task.due_date ?? "未定"}</span>
    <span class="card-foot">${icon("camera")}${task.feedback ? "企业已反馈整改" : "企业尚未反馈"}<span class="card-go">${icon("next")}</span></span>
  </a></li>`)}</ul></section>`;
