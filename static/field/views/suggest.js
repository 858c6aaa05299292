// 投诉建议: written with or without a network, in both copies before it says so, with what the bureau answered below.
import { CATEGORIES, LONGEST, STATES, add, drop, own, seen } from "../suggestions.js";
import { ask } from "../ui/dialog.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";
import { saveMark } from "../ui/textfield.js";
import { momentOf } from "../ui/words.js";

const EMPTY = { category: "app", text: "", contact: "" };
const TONES = { waiting: "wait", sent: "mute", read: "wait", done: "ok", refused: "bad" };
const ICONS = { waiting: "cloud-up", sent: "cloud-check", read: "info", done: "check", refused: "warn" };
const SCOPE = "suggest";

/** What was typed and not handed in yet: kept like everything else, so that a killed app does not lose it. @param {any} ctx */
const draftOf = (ctx) => ({ ...EMPTY, ...ctx.store.memos.suggestionDraft?.[ctx.store.person?.id] });
const keep = (ctx, change) => ctx.store.setMemo("suggestionDraft", (all = {}) => ({ ...all, [ctx.store.person.id]: { ...EMPTY, ...all[ctx.store.person.id], ...change } }));

/** @param {any} ctx @param {string} name @param {string} label @param {any} control given id and handlers */
function field(ctx, name, label, control) {
  const key = `${SCOPE} ${name}`;
  const typed = (event) => ctx.drafts.type(SCOPE, key, event.target.value, (text) => keep(ctx, { [name]: text }), event.isComposing);
  const done = () => ctx.drafts.flush(key);
  return html`<div class="field"><div class="label-row"><label class="label" for=${`suggest-${name}`}>${label}</label>${saveMark(ctx.saver.state(key))}</div>
    ${control({ id: `suggest-${name}`, value: ctx.drafts.textOf(key, draftOf(ctx)[name]), typed, done })}</div>`;
}

/** @param {any} ctx @param {import("../suggestions.js").Suggestion} one */
const row = (ctx, one) => html`<li class="remark"><div class="remark-head"><span class="pill tone-${TONES[one.state]}">${icon(ICONS[one.state])}${STATES[one.state]}</span>
    <span>${CATEGORIES[one.category] ?? one.category}</span><time class="number">${momentOf(one.at)}</time></div>
  <p class="remark-text">${one.text}</p>
  ${one.reply ? html`<p class="remark-reply"><b>局端答复：</b>${one.reply}</p>` : nothing}
  ${one.state === "refused" ? html`<p class="is-bad">${one.message}</p><div class="button-row"><button class="button" @click=${() => again(ctx, one)}>改后重新提交</button>
    <button class="button danger" @click=${() => remove(ctx, one)}>${icon("trash")}删除</button></div>` : nothing}</li>`;

/** The refused text goes back into the form; it leaves the list only when it is there. */
const again = (ctx, one) => ctx.attempt(async () => {
  await keep(ctx, { category: one.category, text: one.text, contact: one.contact });
  await drop(ctx.store, one.id);
  document.getElementById("suggest-text")?.focus();
});

async function remove(ctx, one) {
  if (await ask({ title: "删除这条投诉建议？", text: "局端没有收到它。删除后找不回来。", yes: "删除", danger: true })) await ctx.attempt(() => drop(ctx.store, one.id));
}

export const suggestView = {
  /** @param {HTMLElement} root @param {any} ctx */
  async mount(root, ctx) {
    await useStyle("help");
    ctx.setHead({ title: "投诉建议", sub: "对应用、检查表、任务安排或工作纪律的意见", back: "/" });
    const chip = (category) => ({ pressed: draftOf(ctx).category === category, tap: () => ctx.attempt(() => keep(ctx, { category })) });
    let error = "", busy = false;
    const send = async (event) => {
      event.preventDefault();
      if (busy) return;
      await ctx.drafts.flushAll();
      const given = draftOf(ctx);
      error = given.text.trim() ? "" : "请先写明您的意见";
      if (error) { draw(); document.getElementById("suggest-text")?.focus(); return; }
      busy = true;
      await ctx.attempt(async () => {
        await add(ctx.store, given);
        await keep(ctx, { text: "" });
        ctx.toast("已保存在平板上，有网络时自动送到局里");
        void ctx.sync.now();
      });
      busy = false;
      draw();
    };
    const draw = () => {
      const mine = own(ctx.store);
      render(html`<div class="page page-narrow">
        <form class="panel" @submit=${send}>
          <div class="field"><span class="label" id="suggest-about">关于</span><div class="chips" role="group" aria-labelledby="suggest-about">
            ${Object.entries(CATEGORIES).map(([key, word]) => html`<button type="button" class="chip" aria-pressed=${chip(key).pressed ? "true" : "false"} @click=${chip(key).tap}>${word}</button>`)}</div></div>
          ${field(ctx, "text", "意见", ({ id, value, typed, done }) => html`<textarea id=${id} rows="5" maxlength=${LONGEST} autocomplete="off" .value=${value} aria-describedby="suggest-hint"
            aria-invalid=${error ? "true" : "false"} @input=${typed} @compositionend=${typed} @change=${done} @blur=${done}></textarea>`)}
          ${error ? html`<p class="is-bad" role="alert">${error}</p>` : nothing}
          ${field(ctx, "contact", "怎样联系您（可不填）", ({ id, value, typed, done }) => html`<input id=${id} type="text" maxlength="100" autocomplete="off" .value=${value}
            @input=${typed} @compositionend=${typed} @change=${done} @blur=${done}>`)}
          <p class="hint" id="suggest-hint">局里的业务科室、局领导和系统管理员可以看到内容和您的姓名，答复会显示在本页。企业的隐患请记在检查里；有人员伤亡或紧急险情，请立即打电话报告。</p>
          <div class="button-row form-end"><button class="button primary big" ?disabled=${busy}>${icon("cloud-up")}提交</button></div>
        </form>
        <section class="panel"><h2>我提交的<span class="count">${mine.length}</span></h2>
          ${mine.length ? html`<ul class="remarks">${mine.map((one) => row(ctx, one))}</ul>` : html`<div class="empty">${icon("note")}<p>还没有提交过。提交后在这里看局里的答复。</p></div>`}</section>
      </div>`, root);
    };
    draw();
    await seen(ctx.store).catch(() => {}); // in a window that may only read they stay new
    return { update: draw, scope: draw, destroy() {} };
  },
};
