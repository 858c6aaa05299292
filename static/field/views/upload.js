// 上传: everything that is still only on this tablet, why, and what happens next; storage; signing out.
import { ask } from "../ui/dialog.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { stateOf } from "../ui/inspection.js";
import { receiptWord, statusOf } from "../ui/status.js";
import { useStyle } from "../ui/styles.js";
import { VISIT_STATES, momentOf, sizeWord } from "../ui/words.js";
import { queuePanels } from "./queue.js";
import { safetyPanel } from "./safety.js";
import { signInSheet } from "./signin.js";

/** @param {any} ctx @param {any[]} receipts */
const receiptPanel = (ctx, receipts) => (receipts.length ? html`<section class="panel"><h2>局端接收回执</h2><ul class="rows">${receipts.map(({ plan, receipt, state }) => html`
  <li><a class="row" href=${`#/visit/${plan.id}`}>${icon(receipt.state === "received" ? "cloud-check" : "cloud-up")}<span class="row-main">
    <strong>${ctx.enterprise(plan.enterprise).name}</strong><span>第 ${receipt.version} 版 · ${VISIT_STATES[state]} · ${receiptWord(receipt)}</span></span>${icon("next")}</a></li>`)}</ul></section>` : nothing);

/** @param {any} ctx @param {any} storage */
function storagePanel(ctx, storage) {
  const keep = async () => {
    await ctx.install();
    if (!(await ctx.store.persist())) ctx.toast("浏览器没有答应长期保存。请先把本应用安装到主屏幕，再试一次。");
    ctx.changed();
  };
  if (!storage) return nothing;
  return html`<section class="panel"><h2>平板存储</h2>
    <progress class="storage-bar" max=${storage.quota || 1} value=${storage.usage} aria-label="已用存储"></progress>
    <dl class="facts"><dt>已用</dt><dd class="number">${sizeWord(storage.usage)}</dd><dt>浏览器分配</dt><dd class="number">${sizeWord(storage.quota)}</dd>
      <dt>写入测试</dt><dd class=${storage.canary ? "is-ok" : "is-bad"}>${storage.canary ? "正常" : "失败：空间不足，请删除其他文件"}</dd>
      <dt>本机第二份副本</dt><dd class=${ctx.store.mirrored ? "is-ok" : "is-bad"}>${ctx.store.mirrored ? "正常" : "此浏览器不支持"}</dd>
      <dt>长期保存</dt><dd class=${storage.persisted ? "is-ok" : "is-bad"}>${storage.persisted ? "已开启" : "未开启，数据可能被系统清除"}</dd></dl>
    ${storage.persisted ? nothing : html`<button class="button" @click=${keep}>${icon("shield")}安装并开启长期保存</button>`}</section>`;
}

/** @param {any} ctx @param {any} counts */
async function signOut(ctx, counts) {
  const waiting = counts.ops + counts.photos + ctx.drafts.size();
  const left = [waiting ? `${waiting} 项没有上传，请先联网上传` : "", counts.quarantined ? `${counts.quarantined} 项局端没有接受，请先按“需要处理”里的说明处理` : ""].filter(Boolean);
  if (left.length) {
    const yes = await ask({ title: "现在不能退出登录", text: `这台平板上还有 ${left.join("；")}。`, yes: "立即上传", no: "知道了" });
    return yes && ctx.sync.now();
  }
  if (!(await ask({ title: "退出登录？", text: "平板上已上传的内容会保留，下次登录后继续使用。", yes: "退出登录" }))) return;
  await ctx.attempt(() => ctx.api.signOut().then(() => ctx.store.setPerson(null)));
}

/** @param {any} ctx @param {any} counts */
const account = (ctx, counts) => html`<section class="panel"><h2>账号与应用</h2><dl class="facts">
    <dt>登录人</dt><dd>${ctx.store.person?.name ?? "未登录"}</dd><dt>平板编号</dt><dd class="number">${ctx.store.device ?? "—"}</dd><dt>应用版本</dt><dd class="number">${ctx.version}</dd></dl>
    <div class="button-row">${ctx.store.person ? html`<button class="button" @click=${() => signOut(ctx, counts)}>${icon("sign-out")}退出登录</button>` : nothing}
      <button class="button" @click=${() => signInSheet(ctx)}>${icon("person")}${ctx.store.person ? "重新登录" : "登录"}</button></div></section>`;

/** What goes up, or does not: the same on the page of a locked tablet. @param {any} ctx @param {any} counts */
export function hero(ctx, counts) {
  const { state } = ctx.sync;
  const status = statusOf({ problem: ctx.store.problem, counts, sync: state });
  return html`<section class="panel hero tone-${status.tone}">${icon(status.icon)}<div class="hero-main"><h2>${status.text}</h2>
    <p>上次成功 ${momentOf(state.lastOk)}${state.nextAt ? ` · 下次尝试 ${momentOf(state.nextAt)}` : ""}</p>
    ${state.message ? html`<p>${state.message}</p>` : nothing}</div>
    ${state.phase === "signin" ? html`<button class="button primary big" @click=${() => signInSheet(ctx)}>登录</button>`
      : html`<button class="button primary big" ?disabled=${state.phase === "syncing"} @click=${() => ctx.sync.now()}>${icon("cloud-up")}立即上传</button>`}</section>`;
}

/** @param {any} ctx @param {any} storage what was found the first time: a megabyte is written for it */
async function load(ctx, storage) {
  const { store } = ctx;
  const [rows, handled, counts, kept] = await Promise.all([store.pending(), store.handled(), store.counts(), storage ?? store.storage()]);
  const receipts = await Promise.all((ctx.bundle?.visits ?? []).map(async (/** @type {any} */ plan) => {
    const [receipt, model] = await Promise.all([store.receipt(plan.id), store.visit(plan.id)]);
    return { plan, receipt, state: stateOf(model, plan) };
  }));
  return { rows, handled, counts, storage: kept, receipts: receipts.filter(({ receipt, state }) => receipt && ["waiting", "received", "submitted"].includes(state)) };
}

export const uploadView = {
  /** @param {HTMLElement} root @param {any} ctx */
  async mount(root, ctx) {
    ctx.setHead({ title: "上传", sub: "只在这台平板上的内容", back: "/" });
    /** @type {any} */
    let now = (await Promise.all([load(ctx, null), useStyle("upload")]))[0];
    /** @type {Set<string>} */
    const open = new Set();
    const draw = () => render(html`<div class="page">${hero(ctx, now.counts)}
      <div class="columns columns-left"><div>${queuePanels(ctx, now, { open, draw })}</div>
      <div>${receiptPanel(ctx, now.receipts)}${storagePanel(ctx, now.storage)}${safetyPanel(ctx)}${account(ctx, now.counts)}</div></div></div>`, root);
    draw();
    const stop = ctx.sync.subscribe(draw);
    return { update: async () => { now = await load(ctx, now.storage); draw(); }, destroy: stop };
  },
};
