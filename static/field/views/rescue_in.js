// 导入救援文件: the file and its passphrase, what is inside, then what became of it.
import { timeOf } from "../clock.js";
import { keyOf } from "../rescue.js";
import { look, takeIn } from "../rescue_import.js";
import { openDialog } from "../ui/dialog.js";
import { html, icon, nothing } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";
import { momentOf } from "../ui/words.js";

/** @param {any} ctx */
export async function importSheet(ctx) {
  await useStyle("vault");
  /** @type {any} */
  const state = { busy: "", error: "", blob: null, key: null, inside: null, receipt: null };
  await openDialog((close, again) => {
    const step = state.receipt ? receiptSheet : state.inside ? lookSheet : openSheet;
    return step(ctx, state, { close, again });
  }, { label: "导入救援文件" });
  if (state.receipt) ctx.sync.now();
}

const message = (state) => html`<p class="form-message ${state.error ? "is-bad" : ""}" role="status">${state.error ? html`${icon("warn")}${state.error}` : state.busy}</p>`;

/** Runs one step; what goes wrong is said in the sheet. */
const attempt = async (state, again, busy, work) => {
  Object.assign(state, { busy, error: "" });
  again();
  await work().catch((/** @type {Error} */ error) => { state.error = error.message; });
  state.busy = "";
  again();
};

function openSheet(ctx, state, { close, again }) {
  const send = (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    attempt(state, again, "正在打开…", async () => {
      state.blob = form.get("file");
      state.key = await keyOf(state.blob, String(form.get("secret")));
      state.inside = await look(state.blob, state.key);
    });
  };
  return html`<form @submit=${send}><div class="sheet-body"><h2>导入救援文件</h2>
      <p>导入只添加这台平板没有的内容，不会覆盖任何记录；重复导入也不会产生重复。作者仍是原来填写的人。</p>
      <label class="field"><span class="label">救援文件（.rescue）</span><input name="file" type="file" required accept=".rescue,application/octet-stream"></label>
      <label class="field"><span class="label">救援口令</span><input name="secret" class="secret" type="text" required autocomplete="off" autocapitalize="off" spellcheck="false"></label>
      ${message(state)}</div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => close()}>取消</button><button class="button primary" ?disabled=${Boolean(state.busy)}>打开</button></footer></form>`;
}

/** @param {any} bundle @param {string} visit */
const firmOf = (bundle, visit) => {
  const plan = bundle?.visits.find((one) => one.id === visit);
  return bundle?.enterprises.find((one) => one.id === plan?.enterprise)?.name ?? "其他任务";
};

function lookSheet(ctx, state, { close, again }) {
  const { about, bundle, ops, photos, whole, faults } = state.inside;
  const visits = [...new Set([...ops.map((op) => op.visit), ...photos.flatMap((photo) => photo.visits)])];
  const strange = visits.filter((visit) => !ctx.planned(visit)).length;
  const oldest = ops.length ? Math.min(...ops.map((op) => timeOf(op.id))) : null;
  const take = () => attempt(state, again, "正在导入…", async () => {
    state.receipt = await takeIn(ctx.store.core, state.blob, state.key, state.inside, (done, of) => { state.busy = `正在导入 ${done}/${of}`; again(); });
  });
  return html`<div class="sheet-body"><h2>文件里的内容</h2>
      ${whole ? nothing : html`<p class="warn-line">${icon("warn")}<span>文件不完整：有 ${faults} 处损坏或被截断。下面是完好的部分，可以先导入，再找一份完整的拷贝重新导入。</span></p>`}
      <dl class="facts"><dt>平板</dt><dd class="number">${about?.device ?? "—"}</dd><dt>使用人</dt><dd>${about?.person?.name ?? "—"}</dd><dt>导出时间</dt><dd>${about ? momentOf(Date.parse(about.made)) : "—"}</dd>
        <dt>记录</dt><dd>${ops.length} 条${oldest ? `，最早 ${momentOf(oldest)}` : ""}</dd><dt>照片</dt><dd>${photos.length} 张</dd></dl>
      <ul class="rows">${visits.map((visit) => html`<li><div class="row">${icon("building")}<span class="row-main"><strong>${firmOf(bundle, visit)}</strong>
        <span>${ops.filter((op) => op.visit === visit).length} 条记录 · ${photos.filter((photo) => photo.visits.includes(visit)).length} 张照片${ctx.planned(visit) ? "" : " · 您不在这次任务的名单中"}</span></span></div></li>`)}</ul>
      ${strange ? html`<p class="hint">不在名单中的任务也可以导入；局端如不接受，会留存原文并在上传页说明。也可以请同组人员导入，或把文件交给局里。</p>` : nothing}
      ${message(state)}</div>
    <footer class="sheet-foot"><button class="button" ?disabled=${Boolean(state.busy)} @click=${() => close()}>取消</button>
      <button class="button primary" ?disabled=${Boolean(state.busy) || !(ops.length + photos.length)} @click=${take}>${icon("disk")}导入</button></footer>`;
}

function receiptSheet(ctx, { receipt, inside }, { close }) {
  return html`<div class="sheet-body"><h2>导入回执</h2>
      <p class="notice notice-ok">${icon("check")}<span>新增 ${receipt.ops} 条记录、${receipt.photos} 张照片，已存入本机两份副本，联网后自动上传。</span></p>
      <dl class="facts"><dt>来源</dt><dd>平板 ${inside.about?.device ?? "—"}，${inside.about?.person?.name ?? "—"}</dd>
        <dt>本机已有</dt><dd>${receipt.known} 条记录、${receipt.knownPhotos} 张照片（没有改动）</dd>
        ${receipt.reused ? html`<dt>编号冲突</dt><dd class="is-bad">${receipt.reused} 条，两份都已保留，见“需要处理”</dd>` : nothing}
        ${receipt.damaged ? html`<dt>照片损坏</dt><dd class="is-bad">${receipt.damaged} 张没有导入</dd>` : nothing}
        ${inside.whole ? nothing : html`<dt>文件</dt><dd class="is-bad">不完整，缺少的部分没有导入</dd>`}</dl></div>
    <footer class="sheet-foot"><button class="button primary" @click=${() => close()}>完成</button></footer>`;
}
