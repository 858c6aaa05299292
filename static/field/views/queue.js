// The queue on the page 上传: every item one by one with its state, its progress, its reason, and what to do about it.
import { html, icon, nothing } from "../ui/dom.js";
import { short } from "../ui/inspection.js";
import { adviceOn, isHeld, placeOf } from "../ui/repair.js";
import { ANSWERS, momentOf, sizeWord } from "../ui/words.js";

const SHOWN = 40;
const PATHS = {
  answer: "检查结果", measured: "实测值", note: "备注", consent: "企业同意", area: "服务区域", companion: "陪同人员", highlights: "亮点建议",
  opinion: "企业意见", signature: "签名", ink: "签名笔迹", item: "所属检查项", location: "部位", statement: "问题描述", measure: "整改建议", due_days: "建议期限",
  suspected_major: "疑似重大", photo: "照片", strokes: "照片标注", masks: "照片遮挡", withdrawn: "撤回", start: "开始检查", submit: "提交", decline: "企业谢绝",
  plan: "现场立项", rest: "本节其余符合", late: "补录", earlier: "遗留隐患查看", earlier_photo: "遗留隐患照片",
};

/** What a row is about, in the words of the screen it was typed on. @param {any} ctx @param {any} row */
export function nameOf(ctx, row) {
  if (row.kind === "photo") return `照片 ${sizeWord(row.size)}`;
  const [head, id] = row.path.split("/");
  if (head === "answer") return `${short(ctx.itemText(id))}：${ANSWERS[row.value] ?? "清除"}`;
  const value = typeof row.value === "string" && row.value ? `：${short(row.value)}` : "";
  return (PATHS[head] ?? row.path) + value;
}

/** @param {any} row @param {any} sync state */
function stateWord(row, { work, failures, nextAt }) {
  if (row.state === "sending") {
    if (work?.kind === "photo" && work.id === row.id && work.done) return `正在上传 ${Math.min(99, Math.floor((work.done / work.of) * 100))}%`;
    return "正在上传";
  }
  if (failures || row.tries) return nextAt ? `重试 · ${momentOf(nextAt)}` : "等待重试";
  return "等待";
}

/** @param {any} ctx @param {any} row */
function waitingRow(ctx, row) {
  const { state } = ctx.sync;
  const { work } = state;
  const now = row.state === "sending";
  const bytes = now && work?.kind === "photo" && work.id === row.id && work.done ? work : null;
  return html`<li class="pending ${now ? "is-now" : ""}">${icon(row.kind === "photo" ? "image" : "pen")}
    <span class="pending-main"><strong>${nameOf(ctx, row)}</strong>${row.message ? html`<span>${row.message}</span>` : nothing}${row.tries ? html`<span>已试 ${row.tries} 次</span>` : nothing}
      ${bytes ? html`<progress max=${bytes.of} value=${bytes.done} aria-label="这张照片的上传进度"></progress><span class="number">${sizeWord(bytes.done)} / ${sizeWord(bytes.of)}</span>` : nothing}</span>
    <span class="pending-state">${now ? icon("cloud-up") : state.failures || row.tries ? icon("sync") : icon("clock")}${stateWord(row, state)}</span></li>`;
}

/** @param {any} ctx @param {any} row */
function badRow(ctx, row) {
  const { act, text } = adviceOn(row);
  const again = () => ctx.attempt(() => ctx.store.retry(row.kind, row.id).then(() => ctx.sync.now()));
  const fix = () => ctx.attempt(async () => ctx.go(placeOf(await ctx.store.visit(row.visit), row)));
  const phone = ctx.bundle?.org.phone;
  return html`<li class="pending is-bad">${icon(row.kind === "photo" ? "image" : "pen")}
    <span class="pending-main"><strong>${nameOf(ctx, row)}</strong><span>${ctx.visitName(row.visit)}</span>${row.message ? html`<span>${row.message}</span>` : nothing}</span>
    <span class="pending-state">${icon("warn")}需处理</span>
    <p class="pending-advice">${text}</p>
    <span class="pending-do">
      ${act === "edit" ? html`<button class="button primary" @click=${fix}>${icon("pen")}去修改</button>` : nothing}
      ${act === "retake" ? html`<button class="button primary" @click=${fix}>${icon("camera")}重新拍摄</button>` : nothing}
      ${act === "renew" ? html`<button class="button primary" @click=${() => renew(ctx)}>换新编号重传</button>` : nothing}
      ${act === "contact" && phone ? html`<a class="button" href=${`tel:${phone}`}>${icon("phone")}联系业务科室 ${phone}</a>` : nothing}
      ${act === "renew" ? nothing : html`<button class="button" @click=${again}>再试一次</button>`}
      ${isHeld(row) && act !== "renew" ? html`<button class="button quiet" @click=${() => ctx.attempt(() => ctx.store.dismiss(row.id))}>知道了</button>` : nothing}</span></li>`;
}

/** This tablet gets an id of its own, and what the other one's id stood in the way of is written anew under it. @param {any} ctx */
const renew = (ctx) => ctx.attempt(async () => {
  const reused = (await ctx.store.pending()).filter((/** @type {any} */ row) => row.reason === "id_reused");
  const { device } = await ctx.api.enrol({ label: navigator.userAgent.slice(0, 100), app_version: ctx.version });
  await ctx.store.enrol(device);
  for (const { visit, subject, event, path, value, id } of reused) {
    if (!event) await ctx.store.set(visit, subject, path, value);
    else if (path !== "submit") await ctx.store.event(visit, subject, path, value);
    await ctx.store.dismiss(id);
  }
  // A submission names the ids that it covers: it has to be made again.
  const submitted = reused.some((/** @type {any} */ row) => row.event && row.path === "submit");
  ctx.toast(`这台平板的新编号是 ${device}${submitted ? "。请到“意见与签字”页重新提交" : ""}`);
  await ctx.sync.now();
});

/** @param {any} ctx @param {any[]} stuck */
const badPanel = (ctx, stuck) => {
  const all = () => ctx.attempt(() => Promise.all(stuck.map((row) => ctx.store.retry(row.kind, row.id))).then(() => ctx.sync.now()));
  return stuck.length ? html`<section class="panel panel-bad"><h2>${icon("warn")}需要处理<span class="count">${stuck.length}</span></h2>
    <p class="panel-lead">下面的内容局端没有接受，其余内容照常上传。内容都还在平板上。</p>
    ${stuck.length > 1 ? html`<div class="button-row"><button class="button" @click=${all}>全部再试一次</button></div>` : nothing}
    <ul class="pendings">${stuck.map((row) => badRow(ctx, row))}</ul></section>` : nothing;
};

/** @param {any} ctx @param {any} row */
const handledRow = (ctx, row) => html`<li class="pending">${icon(row.kind === "photo" ? "image" : "pen")}<span class="pending-main"><strong>${row.kind === "op" && typeof row.value === "string" ? row.value || "（空）" : nameOf(ctx, row)}</strong>
  <span>${row.kind === "op" ? `${nameOf(ctx, { ...row, value: null })} · ` : ""}${ctx.visitName(row.visit)}</span>${row.message ? html`<span>${row.message}</span>` : nothing}</span></li>`;

/** @param {any} ctx @param {any[]} rows */
const handledPanel = (ctx, rows) => (rows.length ? html`<details class="panel handled"><summary>已处理<span class="count">${rows.length}</span></summary>
  <p class="panel-lead">局端没有接受、后来已改好或已看过的内容，原文保留在这里备查。</p><ul class="pendings">${rows.map((row) => handledRow(ctx, row))}</ul></details>` : nothing);

/**
 * @param {any} ctx @param {{rows: any[], handled: any[]}} now @param {{open: Set<string>, draw: () => void}} shown visits whose whole list is shown
 */
export function queuePanels(ctx, { rows, handled }, { open, draw }) {
  const normal = rows.filter((row) => row.state !== "quarantined");
  const { work } = ctx.sync.state;
  const visits = [...new Set(normal.map((row) => row.visit))];
  const list = (/** @type {string} */ visit) => {
    const mine = normal.filter((row) => row.visit === visit);
    const few = open.has(visit) ? mine : mine.slice(0, SHOWN);
    return html`<h3>${ctx.visitName(visit)}<span class="count">${mine.length}</span></h3><ul class="pendings">${few.map((row) => waitingRow(ctx, row))}</ul>
      ${mine.length > few.length ? html`<button class="button" @click=${() => { open.add(visit); draw(); }}>显示其余 ${mine.length - few.length} 项</button>` : nothing}`;
  };
  return html`${badPanel(ctx, rows.filter((row) => row.state === "quarantined"))}
    <section class="panel"><h2>等待上传<span class="count">${normal.length}</span></h2>
    ${work?.kind === "ops" ? html`<progress max=${work.of} value=${work.done} aria-label="记录上传进度"></progress><p class="hint number">正在上传记录，已传 ${work.done} / ${work.of} 条</p>` : nothing}
    ${normal.length ? visits.map(list) : html`<div class="empty">${icon("cloud-check")}<h3>这台平板上的内容都已上传</h3><p>新填写的内容有网络时会自动上传。</p></div>`}</section>
    ${handledPanel(ctx, handled)}`;
}
