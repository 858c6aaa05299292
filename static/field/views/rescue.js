// 导出救援文件: what goes in, the passphrase to copy down, then the file.
import { STUCK, WAITING } from "../op.js";
import { SHORTEST_SECRET, exportFile, freshSecret } from "../rescue.js";
import { plainSecret } from "../crypt.js";
import { openDialog } from "../ui/dialog.js";
import { html, icon, nothing } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";
import { sizeWord } from "../ui/words.js";

/** @param {any} core @returns {Promise<{unsent: [number, number], all: [number, number]}>} ops and photos */
async function amounts(core) {
  const count = (store) => core.db.read([store], async (tx) => {
    const [all, ...some] = await Promise.all([tx.store.count(), tx.store.index("state").count(WAITING), tx.store.index("state").count(STUCK)]);
    return { all, unsent: some[0] + some[1] };
  });
  const [ops, photos] = await Promise.all([count("ops"), count("photos")]);
  return { unsent: [ops.unsent, photos.unsent], all: [ops.all, photos.all] };
}

const amountWord = ([ops, photos]) => `${ops} 条记录、${photos} 张照片`;

/** @param {any} ctx */
export async function exportSheet(ctx) {
  await useStyle("vault");
  await ctx.drafts.flushAll();
  const found = await amounts(ctx.store.core);
  const state = { busy: "", error: "", file: /** @type {import("../rescue.js").Export|null} */ (null), link: "", secret: freshSecret(), size: 0 };
  await openDialog((close, again) => (state.file ? doneSheet(state, close) : askSheet(ctx, state, found, { close, again })), { label: "导出救援文件" });
  URL.revokeObjectURL(state.link);
}

function askSheet(ctx, state, found, { close, again }) {
  const bureau = ctx.bundle?.encryption?.key;
  const send = async (/** @type {any} */ event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    state.secret = String(form.get("secret"));
    try {
      if (plainSecret(state.secret).length < SHORTEST_SECRET) throw new Error(`救援口令至少 ${SHORTEST_SECRET} 个字（不算空格和短横线）。`);
      Object.assign(state, { busy: "正在加密…", error: "" });
      again();
      state.file = await exportFile(ctx.store.core, { scope: /** @type {any} */ (form.get("scope")), secret: state.secret, app: ctx.version,
        tell: (done, of) => { state.busy = `正在加密 ${done}/${of}`; again(); } });
      state.link = URL.createObjectURL(state.file.blob);
    } catch (error) {
      Object.assign(state, { error: error.message });
    }
    state.busy = "";
    again();
  };
  const scope = (value, title, text, checked) => html`<label class="check-row"><input type="radio" name="scope" value=${value} ?checked=${checked}>
    <span><b>${title}</b><span>${text}</span></span></label>`;
  return html`<form @submit=${send}><div class="sheet-body"><h2>导出救援文件</h2><p>导出不会删除或改动平板上的内容。文件加密，可以放进 U 盘或用其他方式带走。</p>
      ${scope("unsent", "局端还没有确认的", amountWord(found.unsent), found.unsent[0] + found.unsent[1] > 0)}
      ${scope("all", "这台平板上的全部", amountWord(found.all), found.unsent[0] + found.unsent[1] === 0)}
      <label class="field"><span class="label">救援口令（可以改成自己的）</span><input name="secret" class="secret" type="text" value=${state.secret} required autocomplete="off" autocapitalize="off" spellcheck="false"></label>
      <p class="hint">${bureau ? "另一台平板要凭口令打开；局里也能打开，不用口令。" : "没有口令，谁也打不开这个文件，局里也不行。"}口令请抄在纸上，不要和文件放在一起。</p>
      <label class="check-row"><input type="checkbox" required><span>我已抄下口令</span></label>
      <p class="form-message ${state.error ? "is-bad" : ""}" role="status">${state.error ? html`${icon("warn")}${state.error}` : state.busy}</p></div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => close()}>取消</button>
      <button class="button primary" ?disabled=${Boolean(state.busy)}>${icon("lock")}导出</button></footer></form>`;
}

function doneSheet({ file, link, secret }, close) {
  const sent = new File([file.blob], file.name, { type: "application/octet-stream" });
  const share = navigator.canShare?.({ files: [sent] }) ? () => navigator.share({ files: [sent], title: file.name }).catch(() => {}) : null;
  return html`<div class="sheet-body"><h2>救援文件已生成</h2>
      <p class="notice ${file.proven ? "notice-ok" : "notice-warn"}">${icon(file.proven ? "check" : "warn")}<span>${file.ops} 条记录、${file.photos} 张照片，${sizeWord(file.blob.size)}。${file.proven
        ? "已读回核对，内容完整。" : "读回核对没有通过，请重新导出一次。"}${file.lost ? `另有 ${file.lost} 张照片的内容已不在平板上。` : ""}</span></p>
      <dl class="facts"><dt>文件</dt><dd>${file.name}</dd><dt>口令</dt><dd class="secret">${secret}</dd></dl>
      <p>在另一台平板的“上传”页选“导入救援文件”，或交给局里的系统管理员。确认对方导入成功之前，请不要清除这台平板。</p></div>
    <footer class="sheet-foot"><button class="button" @click=${() => close()}>完成</button>
      ${share ? html`<button class="button" @click=${share}>${icon("next")}发送</button>` : nothing}
      <a class="button primary" href=${link} download=${file.name}>${icon("disk")}保存到平板</a></footer>`;
}
