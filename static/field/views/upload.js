// 上传: everything that is still only on this tablet, why, and what happens next; storage; signing out.
import { ask } from "../ui/dialog.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { short, stateOf } from "../ui/inspection.js";
import { receiptWord, statusOf } from "../ui/status.js";
import { ANSWERS, VISIT_STATES, momentOf, sizeWord } from "../ui/words.js";
import { safetyPanel } from "./safety.js";
import { signInSheet } from "./signin.js";

const SHOWN = 40;
const ROW_STATES = { waiting: "等待上传", sending: "正在上传", quarantined: "需处理" };
const PATHS = {
  answer: "检查结果", measured: "实测值", note: "备注", consent: "企业同意", area: "服务区域", companion: "陪同人员", highlights: "亮点建议",
  opinion: "企业意见", signature: "签名", item: "所属检查项", location: "部位", statement: "问题描述", measure: "整改建议", due_days: "建议期限",
  suspected_major: "疑似重大", photo: "照片", withdrawn: "撤回", start: "开始检查", submit: "提交", decline: "企业谢绝",
};

/** What a row is about, in the words of the screen it was typed on. @param {any} ctx @param {any} row */
const nameOf = (ctx, row) => {
  if (row.kind === "photo") return `照片 ${sizeWord(row.size)}`;
  const [head, id] = row.path.split("/");
  if (head === "answer") return `${short(ctx.itemText(id))}：${ANSWERS[row.value] ?? "清除"}`;
  const value = typeof row.value === "string" && row.value ? `：${short(row.value)}` : "";
  return (PATHS[head] ?? row.path) + value;
};

/** @param {any} ctx @param {any} row */
function pendingRow(ctx, row) {
  const stuck = row.state === "quarantined";
  const retry = () => ctx.attempt(() => ctx.store.retry(row.kind, row.id).then(() => ctx.sync.now()));
  // Refused by the server, which keeps it beside the log: after reading why, nothing more has to happen.
  const refused = row.kind === "op" && row.reason !== "too_large";
  const dismiss = () => ctx.attempt(() => ctx.store.dismiss(row.id));
  return html`<li class="pending ${stuck ? "is-bad" : ""}">${icon(row.kind === "photo" ? "image" : "pen")}
    <span class="pending-main"><strong>${nameOf(ctx, row)}</strong>${row.message ? html`<span>${row.message}</span>` : nothing}
      ${row.tries ? html`<span>已试 ${row.tries} 次</span>` : nothing}</span>
    <span class="pending-state">${stuck ? icon("warn") : nothing}${ROW_STATES[row.state]}</span>
    ${stuck ? html`<span class="pending-do"><button class="button" @click=${retry}>再试一次</button>${refused
      ? html`<button class="button quiet" @click=${dismiss}>知道了</button>` : nothing}</span>` : nothing}</li>`;
}

/** @param {any} ctx @param {any[]} rows */
function pendingPanel(ctx, rows) {
  const stuck = rows.filter((row) => row.state === "quarantined");
  const normal = rows.filter((row) => row.state !== "quarantined");
  const all = () => ctx.attempt(() => Promise.all(stuck.map((row) => ctx.store.retry(row.kind, row.id))).then(() => ctx.sync.now()));
  const visits = [...new Set(normal.map((row) => row.visit))];
  return html`${stuck.length ? html`<section class="panel panel-bad"><h2>${icon("warn")}需要处理<span class="count">${stuck.length}</span></h2>
      <p class="panel-lead">下面的内容局端没有接受，其余内容照常上传。内容都还在平板上。请按说明处理，处理不了请联系局里管理员。</p>
      ${stuck.length > 1 ? html`<div class="button-row"><button class="button" @click=${all}>全部再试一次</button></div>` : nothing}
      <ul class="pendings">${stuck.map((row) => pendingRow(ctx, row))}</ul></section>` : nothing}
    <section class="panel"><h2>等待上传<span class="count">${normal.length}</span></h2>
    ${normal.length ? visits.map((visit) => {
      const mine = normal.filter((row) => row.visit === visit);
      return html`<h3>${ctx.visitName(visit)}<span class="count">${mine.length}</span></h3><ul class="pendings">${mine.slice(0, SHOWN).map((row) => pendingRow(ctx, row))}</ul>
        ${mine.length > SHOWN ? html`<p class="hint">还有 ${mine.length - SHOWN} 项，按先后顺序上传。</p>` : nothing}`;
    }) : html`<div class="empty">${icon("cloud-check")}<h3>这台平板上的内容都已上传</h3><p>新填写的内容有网络时会自动上传。</p></div>`}</section>`;
}

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

export const uploadView = {
  /** @param {HTMLElement} root @param {any} ctx */
  async mount(root, ctx) {
    ctx.setHead({ title: "上传", sub: "只在这台平板上的内容", back: "/" });
    const load = async () => {
      const [rows, counts, storage] = await Promise.all([ctx.store.pending(), ctx.store.counts(), now?.storage ?? ctx.store.storage()]);
      const receipts = await Promise.all((ctx.bundle?.visits ?? []).map(async (plan) => {
        const [receipt, model] = await Promise.all([ctx.store.receipt(plan.id), ctx.store.visit(plan.id)]);
        return { plan, receipt, state: stateOf(model, plan) };
      }));
      return { rows, counts, storage, receipts: receipts.filter(({ receipt, state }) => receipt && ["waiting", "received", "submitted"].includes(state)) };
    };
    /** @type {any} */
    let now = null;
    const draw = () => {
      const { sync } = ctx;
      const status = statusOf({ problem: ctx.store.problem, counts: now.counts, sync: sync.state });
      render(html`<div class="page"><section class="panel hero tone-${status.tone}">${icon(status.icon)}<div class="hero-main"><h2>${status.text}</h2>
          <p>上次成功 ${momentOf(sync.state.lastOk)}${sync.state.nextAt ? ` · 下次尝试 ${momentOf(sync.state.nextAt)}` : ""}</p>
          ${sync.state.message ? html`<p>${sync.state.message}</p>` : nothing}</div>
          ${sync.state.phase === "signin" ? html`<button class="button primary big" @click=${() => signInSheet(ctx)}>登录</button>`
            : html`<button class="button primary big" ?disabled=${sync.state.phase === "syncing"} @click=${() => sync.now()}>${icon("cloud-up")}立即上传</button>`}</section>
        <div class="columns columns-left"><div>${pendingPanel(ctx, now.rows)}</div><div>${receiptPanel(ctx, now.receipts)}${storagePanel(ctx, now.storage)}${safetyPanel(ctx)}${account(ctx, now.counts)}</div></div></div>`, root);
    };
    now = await load();
    draw();
    return { update: async () => { now = await load(); draw(); }, destroy() {} };
  },
};
