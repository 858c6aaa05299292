// The locked tablet: nothing of it can be read or shown before the PIN. Who forgot it can still hand everything, sealed as it is, to the bureau.
import { SHORTEST_PIN } from "../vault.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";

/** @param {number} until ms @param {number} [now] */
export const waitWord = (until, now = Date.now()) => {
  const seconds = Math.ceil((until - now) / 1000);
  if (seconds <= 0) return "";
  return `密码输错次数过多，请等 ${seconds >= 120 ? `${Math.ceil(seconds / 60)} 分钟` : `${seconds} 秒`}后再试。`;
};

/** @param {import("../vault.js").Gate} gate @returns {Promise<void>} when it is open */
export async function lockPage(gate) {
  if (document.readyState === "loading") await new Promise((parsed) => addEventListener("DOMContentLoaded", parsed, { once: true }));
  const app = /** @type {HTMLElement} */ (document.getElementById("app"));
  await useStyle("vault");
  const state = { busy: "", error: "", until: await gate.waitUntil(), file: /** @type {any} */ (null), link: "" };
  app.replaceChildren();
  return new Promise((opened) => {
    const draw = () => render(page(state, { enter, rescue }), app);
    const clock = setInterval(() => state.until && draw(), 1000);

    async function enter(/** @type {any} */ event) {
      event.preventDefault();
      const input = event.target.elements.pin;
      Object.assign(state, { busy: "正在打开…", error: "" });
      draw();
      const right = await gate.open(input.value).catch((error) => { state.error = error.message; return false; });
      state.until = await gate.waitUntil();
      if (right) {
        clearInterval(clock);
        URL.revokeObjectURL(state.link);
        return opened();
      }
      Object.assign(state, { busy: "", error: state.error || (state.until > Date.now() ? "" : "密码不正确，请重新输入。") });
      input.value = "";
      draw();
      return input.focus();
    }

    async function rescue() {
      Object.assign(state, { busy: "正在导出…", error: "" });
      draw();
      try {
        const { exportSealed } = await import("../rescue.js");
        state.file = await exportSealed(gate.core, gate.head, { app: document.documentElement.dataset.version ?? "", tell: (done, of) => { state.busy = `正在导出 ${done}/${of}`; draw(); } });
        URL.revokeObjectURL(state.link);
        state.link = URL.createObjectURL(state.file.blob);
      } catch (error) {
        state.error = error.message;
      }
      state.busy = "";
      draw();
    }
    draw();
    /** @type {any} */ (app.querySelector("[name=pin]"))?.focus();
  });
}

function page(state, { enter, rescue }) {
  const wait = waitWord(state.until);
  const message = wait || state.error;
  return html`<main class="lock"><section class="panel lock-card">${icon("lock", "icon-big")}<h1>平板已锁定</h1>
    <p class="panel-lead">检查内容已加密，输入密码后继续填写和上传。</p>
    <form class="lock-form" @submit=${enter}>
      <label class="field"><span class="label">密码</span><input name="pin" type="password" required minlength=${SHORTEST_PIN} autocomplete="off" ?disabled=${Boolean(wait)}></label>
      <p class="form-message ${message ? "is-bad" : ""}" role="status">${message ? html`${icon("warn")}${message}` : state.busy}</p>
      <button class="button primary big" ?disabled=${Boolean(state.busy || wait)}>打开</button>
    </form></section>
    <details class="panel lock-help"><summary>忘记密码${icon("down")}</summary>
      <p>密码只有您自己知道，不能找回。内容不会丢：把它按密文导出成一个文件交给局里，系统管理员可以打开并导入。</p>
      <p>局里确认已导入之后，在浏览器设置中清除本站数据，重新登录，这台平板就可以继续使用。</p>
      <div class="button-row"><button class="button" ?disabled=${Boolean(state.busy)} @click=${rescue}>${icon("download")}导出救援文件（密文）</button></div>
      ${state.file ? html`<p class="notice notice-ok">${icon("check")}<span>已生成 ${state.file.name}：${state.file.ops} 条记录、${state.file.photos} 张照片${state.file.lost ? `，${state.file.lost} 张照片的内容已不在平板上` : ""}。</span></p>
        <a class="button primary" href=${state.link} download=${state.file.name}>${icon("disk")}保存到平板</a>` : nothing}</details></main>`;
}
