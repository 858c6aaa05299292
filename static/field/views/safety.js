// 加密与救援 on the upload page. What it opens is fetched when it is tapped.
import { html, icon, nothing } from "../ui/dom.js";

/** @param {any} ctx @returns {[string, string]} words, tone */
export function sealWord(ctx) {
  const { on, head } = ctx.store.core.codec;
  if (on) return head.stage === "on" ? ["已开启", "is-ok"] : ["正在转换，请保持打开", ""];
  return ctx.bundle?.encryption?.on ? ["局里要求开启，尚未设置密码", "is-bad"] : ["未开启（局里没有要求）", ""];
}

/** @param {any} ctx */
export function safetyPanel(ctx) {
  const { on } = ctx.store.core.codec;
  const [word, tone] = sealWord(ctx);
  const wanted = !on && ctx.bundle?.encryption?.on && ctx.bundle.encryption.key;
  const open = (/** @type {() => Promise<any>} */ load, /** @type {string} */ name) => () => ctx.attempt(async () => { await (await load())[name](ctx); ctx.changed(); });
  const pin = () => import("./pin.js"), rescue = () => import("./rescue.js"), taking = () => import("./rescue_in.js"), guard = () => import("../ui/guard.js");
  return html`<section class="panel"><h2>加密与救援</h2>
    <dl class="facts"><dt>本机加密</dt><dd class=${tone}>${word}</dd></dl>
    ${on || wanted ? html`<div class="button-row">
      ${wanted ? html`<button class="button primary" @click=${open(pin, "setPin")}>${icon("lock")}设置本机密码</button>` : nothing}
      ${on ? html`<button class="button" @click=${open(guard, "lockNow")}>${icon("lock")}立即锁定</button><button class="button" @click=${open(pin, "newPin")}>${icon("pen")}修改密码</button>` : nothing}</div>` : nothing}
    <p class="panel-lead">平板要送修、连不上局端或快没电时，把还没上传的内容导出成一个加密文件，在另一台平板上导入，或交给局里。</p>
    <div class="button-row"><button class="button" @click=${open(rescue, "exportSheet")}>${icon("download")}导出救援文件</button>
      <button class="button" @click=${open(taking, "importSheet")}>${icon("disk")}导入救援文件</button></div></section>`;
}
