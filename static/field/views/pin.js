// Setting and changing the PIN that locks this tablet.
import { openDialog } from "../ui/dialog.js";
import { html, icon, nothing } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";
import { SHORTEST_PIN, changePin, checkPin, turnOn } from "../vault.js";

/**
 * One sheet with PIN fields; closes when `work` has succeeded. @param {{title: string, lead: any, yes: string, old?: boolean, later: string,
 *   work: (typed: {old: string, pin: string}, tell: (text: string) => void) => Promise<void>}} options @returns {Promise<boolean>}
 */
async function pinSheet({ title, lead, yes, old = false, later, work }) {
  await useStyle("vault");
  const state = { busy: "", error: "" };
  return openDialog((close, again) => {
    const send = async (/** @type {any} */ event) => {
      event.preventDefault();
      const form = new FormData(event.target);
      const [pin, twice] = [String(form.get("pin")), String(form.get("twice"))];
      try {
        checkPin(pin);
        if (pin !== twice) throw new Error("两次输入的密码不一样。");
        Object.assign(state, { busy: "正在加密…", error: "" });
        again();
        await work({ old: String(form.get("old") ?? ""), pin }, (text) => { state.busy = text; again(); });
        close(true);
      } catch (error) {
        Object.assign(state, { busy: "", error: error.message });
        again();
      }
    };
    const field = (name, label) => html`<label class="field"><span class="label">${label}</span><input name=${name} type="password" required autocomplete="off"></label>`;
    return html`<form @submit=${send}><div class="sheet-body"><h2>${title}</h2>${lead}
        ${old ? field("old", "原密码") : nothing}${field("pin", `新密码（至少 ${SHORTEST_PIN} 位，可用数字和字母）`)}${field("twice", "再输一次")}
        <p class="form-message ${state.error ? "is-bad" : ""}" role="status">${state.error ? html`${icon("warn")}${state.error}` : state.busy}</p></div>
      <footer class="sheet-foot"><button type="button" class="button" ?disabled=${Boolean(state.busy)} @click=${() => close(false)}>${later}</button>
        <button class="button primary" ?disabled=${Boolean(state.busy)}>${yes}</button></footer></form>`;
  }, { label: title }).then(Boolean);
}

/** The bureau asks for encryption and this tablet has none yet. @param {any} ctx */
export async function setPin(ctx) {
  const wish = ctx.bundle.encryption;
  const done = await pinSheet({
    title: "设置本机密码", yes: "设置并加密", later: "稍后",
    lead: html`<p>局里要求加密平板上的检查内容。以后打开本应用要输入这个密码；离开 ${wish.lock_minutes} 分钟后自动锁定。</p>
      <p class="warn-line">${icon("warn")}<span>密码不能找回。忘记时只能把密文交局里打开。字母加数字的长密码比 6 位数字安全得多。</span></p>`,
    work: ({ pin }, tell) => turnOn(ctx.store.core, pin, wish.key, (n, of) => tell(`正在加密已有内容 ${n}/${of}，请不要关闭`)),
  });
  if (done) ctx.toast("本机内容已加密");
  ctx.changed();
  return done;
}

/** @param {any} ctx */
export async function newPin(ctx) {
  const done = await pinSheet({
    title: "修改本机密码", yes: "修改", later: "取消", old: true, lead: html`<p>修改后原密码立即失效。</p>`,
    work: ({ old, pin }) => changePin(ctx.store.core, old, pin),
  });
  if (done) ctx.toast("密码已修改");
}
