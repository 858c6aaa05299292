// Signing in: the whole page on a new tablet, a sheet over the work later. Filling itself never needs it.
import { openDialog } from "../ui/dialog.js";
import { html, icon, nothing, render } from "../ui/dom.js";

/**
 * Session, this tablet's id and the first data, in that order. @param {any} ctx @param {string} login @param {string} password
 * @param {(text: string) => void} say progress
 */
async function signIn(ctx, login, password, say) {
  say("正在登录…");
  const { person } = await ctx.api.signIn(login, password);
  say("正在登记本平板…");
  await ctx.enrol(person);
  say("正在下载任务、企业和检查表…");
  await ctx.sync.now();
  if (!(await ctx.refreshBundle()) && !ctx.store.lock) throw new Error(ctx.sync.state.message || "任务数据没有下载完整，请再试一次。");
}

/** @param {any} ctx @param {{done: () => void, draw: () => void, cancel?: () => void}} hooks */
function makeForm(ctx, { done, draw, cancel }) {
  const state = { busy: "", error: "" };
  const submit = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const say = (text) => { Object.assign(state, { busy: text, error: "" }); draw(); };
    try {
      await signIn(ctx, String(form.get("login")).trim(), String(form.get("password")), say);
      done();
    } catch (error) {
      Object.assign(state, { busy: "", error: error.status === 0 ? "连不上局端。登录需要网络，请连接后重试。" : error.message });
      draw();
    }
  };
  return () => html`<form class="signin-form" @submit=${submit}>
    <label class="field"><span class="label">账号</span><input name="login" autocomplete="username" required autocapitalize="off" spellcheck="false"></label>
    <label class="field"><span class="label">密码</span><input name="password" type="password" autocomplete="current-password" required></label>
    <p class="form-message ${state.error ? "is-bad" : ""}" role="status">${state.error ? html`${icon("warn")}${state.error}` : state.busy}</p>
    <div class="form-foot">
      ${cancel ? html`<button type="button" class="button" @click=${cancel}>稍后登录</button>` : nothing}
      <button class="button primary big" ?disabled=${Boolean(state.busy)}>登录</button>
    </div>
  </form>`;
}

/** @param {any} ctx */
export function signInSheet(ctx) {
  let form = () => /** @type {any} */ (nothing);
  return openDialog((close, again) => {
    if (form() === nothing) form = makeForm(ctx, { done: () => close(true), draw: again, cancel: () => close(false) });
    return html`<div class="sheet-body"><h2>登录后继续上传</h2><p>填写和拍照不需要登录。登录只用来上传和下载，平板上的记录不受影响。</p>${form()}</div>`;
  }, { label: "登录" });
}

/** The server itself answered, not the cache and not a network's own sign-in page. @returns {Promise<boolean>} */
const reached = () => fetch("/healthz", { cache: "no-store", redirect: "error" }).then(async (answer) => (await answer.text()).trim() === "ok").catch(() => false);

export const signinView = {
  /** @param {HTMLElement} root @param {any} ctx */
  mount(root, ctx) {
    ctx.setHead(null);
    const draw = () => render(html`<div class="welcome">
      <section class="welcome-text">
        <img src="/field/static/icons/app-192.png" alt="" width="72" height="72">
        <h1>百名专家助千企<br>现场检查</h1>
        <ul class="welcome-list">
          <li>${icon("cloud-off")}<span>没有网络也能检查、拍照、签字，几天后再上传也不会丢</span></li>
          <li>${icon("shield")}<span>每点一下就保存两份，显示“已保存”才算数</span></li>
          <li>${icon("building")}<span>登录一次，任务、企业和检查表都存到这台平板</span></li>
        </ul>
      </section>
      <section class="welcome-form"><h2>登录</h2>${linked}${form()}</section>
    </div>`, root);
    const form = makeForm(ctx, { done: () => ctx.go("/"), draw });
    let linked = /** @type {any} */ (nothing);
    draw();
    if (location.protocol === "https:" && navigator.onLine) void reached().then((yes) => {
      linked = yes ? html`<p class="form-message is-ok">${icon("lock")}已连接，连接已加密</p>` : nothing;
      draw();
    });
    return { update() {}, destroy() {} };
  },
};
