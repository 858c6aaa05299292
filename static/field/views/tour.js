// The first-use tour: short steps over the real screen. It offers itself in a banner (ui/frame.js), waits, and never stands in anybody's way.
import { openDialog } from "../ui/dialog.js";
import { html, icon, nothing } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";

const still = (/** @type {string} */ word, /** @type {string} */ kind, pressed = false) => html`<span class="answer answer-${kind}" data-pressed=${pressed}>${word}</span>`;

/** `at`: what of the screen a step points to; `show`: what it draws where the screen has none yet. */
const STEPS = [
  { title: "看状态栏", at: ".status", text: "右上角一直写着还有几项没有上传、是不是离线、上次什么时候成功。写着“已全部上传”，才是都到了局里。" },
  { title: "从任务开始", at: ".visit-card", text: "派给您的企业都在这里，已经存进平板。点开看企业情况，再点“开始诊断”。没有网络一样能做。" },
  { title: "每项点一下", show: html`<div class="tour-answers">${still("符合", "ok", true)}${still("不符合", "nok")}${still("不适用", "na")}</div><p class="mark mark-ok">${icon("check")}已保存</p>`,
    text: "三个按钮，点一下就保存，再点一次回到未查。出现“已保存”，就是两份都写好了。" },
  { title: "不符合就拍照", show: html`<div class="tour-answers"><span class="button">${icon("camera")}拍照</span></div>`,
    text: "点“不符合”会打开一条隐患：写部位和看到的事实，连续拍照，选整改期限。人脸和企业要求保密的地方，可以遮挡。" },
  { title: "当面签字", show: html`<div class="tour-answers"><span class="button">${icon("signature")}签字</span></div>`,
    text: "查完到“意见与签字”，逐条说给企业听，双方在平板上签名，再点“提交”。签过字的内容不会再变。" },
  { title: "联网就上传", at: ".status", text: "回到有网络的地方，打开应用就会自动上传。点状态栏可以看每一项的进度和局里的回执。" },
];
const GAP = 6;
const heading = () => /** @type {HTMLElement|null} */ (document.querySelector(".tour h2"));

/** Shown or declined: it does not offer itself again to this person on this tablet. @param {any} ctx */
export const markSeen = (ctx) => ctx.store.setMemo("tour", (all = {}) => ({ ...all, [ctx.store.person.id]: Date.now() })).catch(() => {});

/** @param {any} ctx */
export async function startTour(ctx) {
  await useStyle("help");
  if (location.hash.slice(1) !== "/") {
    ctx.go("/");
    await new Promise((ready) => setTimeout(ready, 300)); // the page is drawn after the address has changed
  }
  const light = document.createElement("div");
  light.className = "tour-light";
  light.setAttribute("aria-hidden", "true");
  let step = 0;
  /** @type {() => void} */
  let again = () => {};
  const go = (by) => { step += by; again(); aim(); heading()?.focus(); };
  const aim = () => {
    const { at } = STEPS[step];
    const target = at ? document.querySelector(at) : null;
    target?.scrollIntoView({ block: "nearest" });
    const box = target?.getBoundingClientRect();
    const sheet = document.querySelector("dialog.tour");
    sheet?.classList.remove("aside");
    sheet?.classList.toggle("has-light", Boolean(box));
    const own = sheet?.getBoundingClientRect();
    if (box && own) sheet?.classList.toggle("aside", box.bottom > own.top && box.right > own.left && box.left < innerWidth / 2);
    light.hidden = !box;
    if (box) Object.entries({ left: box.left - GAP, top: box.top - GAP, width: box.width + 2 * GAP, height: box.height + 2 * GAP })
      .forEach(([name, value]) => light.style.setProperty(name, `${value}px`));
  };
  const ended = openDialog((close, redraw) => {
    again = redraw;
    const { title, text, show } = STEPS[step];
    const last = step === STEPS.length - 1;
    return html`${light}<div class="sheet-body tour-body"><p class="tour-count" aria-hidden="true">${step + 1} / ${STEPS.length}</p>
        <h2 tabindex="-1">${title}<span class="visually-hidden">，第 ${step + 1} 步，共 ${STEPS.length} 步</span></h2>${show ?? nothing}<p>${text}</p></div>
      <footer class="sheet-foot">${last ? nothing : html`<button class="button quiet tour-skip" @click=${() => close()}>跳过</button>`}
        ${step ? html`<button class="button" @click=${() => go(-1)}>上一步</button>` : nothing}
        <button class="button primary" @click=${() => (last ? close(true) : go(1))}>${last ? "知道了" : "下一步"}</button></footer>`;
  }, { label: "怎么用", kind: "tour" });
  addEventListener("resize", aim);
  aim();
  heading()?.focus();
  await ended;
  removeEventListener("resize", aim);
  await markSeen(ctx);
}
