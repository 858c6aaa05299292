// 扫企业码: the camera looks for a QR code; a picture from a file, or a few typed characters, do the same.
import { meaningOf } from "../qr.js";
import { enterprisesLike } from "../search.js";
import { decoder } from "./decoder.js";
import { html, icon, nothing, render } from "./dom.js";
import { useStyle } from "./styles.js";
import { isCurrent, visitsAt } from "../views/enterprise_own.js";

const EVERY_MS = 160, HITS = 6;
const WANTED = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 960 } } };
const LOOKING = "把企业的安全检查码放进框里";
const REASONS = {
  NotAllowedError: "没有相机权限。请在浏览器设置中允许本网站使用相机，或选一张照片、直接输入。",
  NotFoundError: "没有找到相机，请选一张照片或直接输入。",
  NotReadableError: "相机正被其他应用占用，请关闭后重试，或直接输入。",
};

/** What to do with what was read: an address inside the app, or a sentence to show. @param {any} ctx @param {string} text @returns {Promise<{to: string}|{say: string, register?: string}>} */
export async function answerTo(ctx, text) {
  const read = meaningOf(text);
  if (read.kind === "enterprise") return ctx.enterprise(read.id) ? { to: await placeOf(ctx, read.id) }
    : { say: "这是企业的安全检查码，但这家企业不在平板的名单里。请联网更新名单，或按名称搜索。" };
  if (read.kind === "licence") {
    const e = ctx.bundle.enterprises.find((/** @type {any} */ one) => one.uscc === read.uscc);
    return e ? { to: await placeOf(ctx, e.id) } : { say: `登记簿里没有信用代码 ${read.uscc} 的企业。`, register: read.uscc };
  }
  if (read.kind === "notice") return { say: `这是文书上的核验码（${read.code}），供企业和公众查看文书，不是企业的安全检查码。` };
  return { say: `不是企业的安全检查码，内容是：${read.text}` };
}

/** My visit of today when there is one, else the enterprise. @param {any} ctx @param {string} id */
async function placeOf(ctx, id) {
  const current = (await visitsAt(ctx, id)).find(({ plan, state }) => isCurrent(plan, state));
  return current ? `/visit/${current.plan.id}` : `/enterprise/${id}`;
}

/** @param {MediaStream|null} stream */
const stop = (stream) => stream?.getTracks().forEach((track) => track.stop());

/** Opens the scanner and goes where the code leads. @param {any} ctx */
export async function scanEnterprise(ctx) {
  await useStyle("scan");
  const box = document.createElement("dialog");
  box.className = "sheet scan";
  box.setAttribute("aria-label", "扫企业码");
  document.body.append(box);
  const state = { message: "正在打开相机…", bad: false, register: "", query: "", torch: /** @type {boolean|null} */ (null), seen: "" };
  /** @type {MediaStream|null} */
  let stream = null;
  let timer = 0, open = true;

  const say = (/** @type {string} */ message, bad = false, register = "") => { Object.assign(state, { message, bad, register }); draw(); };
  const leave = () => box.close();
  const go = (/** @type {string} */ to) => { leave(); ctx.go(to); };

  /** @param {string} text */
  async function take(text) {
    const answer = await answerTo(ctx, text);
    if (!open) return;
    if ("to" in answer) return go(answer.to);
    say(answer.say, true, answer.register ?? "");
  }

  /** The same code may lie before the camera for long: it is answered once. @param {any} decode @param {HTMLVideoElement} video */
  async function look(decode, video) {
    if (!open) return;
    const text = video.videoWidth ? await decode(video).catch(() => null) : null;
    if (text && text !== state.seen) {
      state.seen = text;
      await take(text);
    }
    if (open) timer = window.setTimeout(() => look(decode, video), EVERY_MS);
  }

  async function picked(/** @type {Event} */ event) {
    const input = /** @type {HTMLInputElement} */ (event.target), file = input.files?.[0];
    input.value = "";
    if (!file) return;
    say("正在识别照片…");
    try {
      const picture = await createImageBitmap(file).catch(() => { throw new Error("这个文件不是照片，请另选一张。"); });
      const text = await (await decoder())(picture);
      picture.close();
      if (text) await take(text);
      else say("照片里没有识别到二维码。请让二维码清楚、占画面大一些，再选一张。", true);
    } catch (error) { say(error.message, true); }
  }

  async function light() {
    const on = !state.torch;
    await stream?.getVideoTracks()[0].applyConstraints(/** @type {any} */ ({ advanced: [{ torch: on }] })).then(() => { state.torch = on; }, () => {});
    draw();
  }

  const draw = () => {
    const hits = enterprisesLike(ctx.bundle, state.query);
    render(html`<div class="scan-view"><video autoplay playsinline muted aria-hidden="true"></video><span class="scan-frame" aria-hidden="true"></span>
        ${state.torch === null ? nothing : html`<button type="button" class="button scan-torch" aria-pressed=${state.torch} @click=${light}>${icon("flame")}补光</button>`}</div>
      <div class="sheet-body"><h2>扫企业码</h2><p class="scan-message ${state.bad ? "is-bad" : ""}" role="status">${state.message}</p>
        ${state.register ? html`<a class="button" href=${`#/register/${state.register}`} @click=${leave}>${icon("plus")}登记这家企业</a>` : nothing}
        <label class="field"><span class="label">扫不了时，输入名称或信用代码</span><input type="search" autocomplete="off" maxlength="60" .value=${state.query}
          @input=${(/** @type {any} */ event) => { state.query = event.target.value; draw(); }}></label>
        ${state.query.trim() ? html`<ul class="rows" aria-label="企业">${hits.slice(0, HITS).map((e) => html`<li><button type="button" class="row" @click=${async () => go(await placeOf(ctx, e.id))}>
          ${icon("building")}<span class="row-main"><strong>${e.name}</strong><span>${[ctx.township(e.township), e.uscc].filter(Boolean).join(" · ")}</span></span>${icon("next")}</button></li>`)}
          ${hits.length ? nothing : html`<li class="hint">没有找到</li>`}</ul>` : nothing}</div>
      <footer class="sheet-foot"><label class="button scan-file">${icon("image")}从照片识别<input class="file-input" type="file" accept="image/*" @change=${picked}></label>
        <button type="button" class="button" @click=${leave}>取消</button></footer>`, box);
  };

  const closed = new Promise((resolve) => box.addEventListener("close", resolve, { once: true }));
  draw();
  box.showModal();
  camera().catch((error) => say(REASONS[/** @type {keyof typeof REASONS} */ (error.name)] ?? error.message, true));
  await closed;
  open = false;
  clearTimeout(timer);
  stop(stream);
  box.remove();

  async function camera() {
    const video = /** @type {HTMLVideoElement} */ (box.querySelector("video"));
    if (!navigator.mediaDevices) throw Object.assign(new Error(), { name: "NotFoundError" });
    stream = await navigator.mediaDevices.getUserMedia(WANTED);
    if (!open) return stop(stream);
    video.srcObject = stream;
    await video.play();
    if (/** @type {any} */ (stream.getVideoTracks()[0].getCapabilities?.())?.torch) state.torch = false;
    const decode = await decoder();
    say(LOOKING);
    await look(decode, video);
  }
}
