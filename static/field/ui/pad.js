// A sheet to sign on. The result is a JPEG on white, kept and uploaded like a photo.
import SignaturePad from "../../vendor/signature_pad.js";
import { shrink } from "../photo.js";
import { html, icon, render } from "./dom.js";
import { unsaved } from "./saver.js";

const QUALITY = 0.9;
/** CSS pixels of paper around the strokes. */
const MARGIN = 20;

/** The strokes with a little paper around them, so that the name is as large on the document as it was written. @param {SignaturePad} pad @param {HTMLCanvasElement} canvas */
function cropped(pad, canvas) {
  const ratio = canvas.width / canvas.offsetWidth;
  const points = pad.toData().flatMap((stroke) => stroke.points);
  const span = (values, most) => [Math.max(0, Math.min(...values) - MARGIN), Math.min(most, Math.max(...values) + MARGIN)].map((value) => value * ratio);
  const [left, right] = span(points.map((point) => point.x), canvas.offsetWidth);
  const [top, bottom] = span(points.map((point) => point.y), canvas.offsetHeight);
  const paper = document.createElement("canvas");
  paper.width = Math.ceil(right - left);
  paper.height = Math.ceil(bottom - top);
  paper.getContext("2d")?.drawImage(canvas, -left, -top);
  return paper;
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
const jpegOf = (canvas) => new Promise((resolve, reject) =>
  canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("签名没有取到，请重签"))), "image/jpeg", QUALITY));

/**
 * @param {{heading: string, statement: string, name: string, title: string, fixedName: boolean}} who
 * @param {(signature: {name: string, title: string, photo: any, strokes: any[], width: number, height: number}) => Promise<any>} keep resolves when the
 *   signature is durable; `strokes`: how it was drawn, on a pad of these CSS pixels
 * @returns {Promise<void>}
 */
export function openPad({ heading, statement, name, title, fixedName }, keep) {
  const box = document.createElement("dialog");
  box.className = "sheet pad";
  box.setAttribute("aria-label", heading);
  document.body.append(box);
  const state = { busy: false, empty: true, message: "" };
  /** @type {SignaturePad} */
  let pad;

  const clear = () => { pad.clear(); state.empty = true; draw(); };
  const sign = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    if (pad.isEmpty()) { state.message = "请在白框内签名"; return draw(); }
    Object.assign(state, { busy: true, message: "保存中…" });
    draw();
    try {
      const photo = await shrink(await jpegOf(cropped(pad, canvas())));
      const { offsetWidth: width, offsetHeight: height } = canvas();
      await keep({ name: String(form.get("name") ?? name).trim(), title: String(form.get("title") ?? title).trim(), photo, strokes: pad.toData(), width, height });
      box.close();
    } catch (error) {
      Object.assign(state, { busy: false, message: unsaved(error.message) });
      draw();
    }
  };
  const canvas = () => /** @type {HTMLCanvasElement} */ (box.querySelector("canvas"));
  const draw = () => render(html`<form @submit=${sign}>
    <div class="sheet-body"><h2>${heading}</h2><p>${statement}</p>
      ${fixedName ? html`<p class="pad-name">${name}${title ? html`<span>${title}</span>` : ""}</p>` : html`<div class="pair">
        <label class="field"><span class="label">姓名</span><input name="name" required maxlength="60" autocomplete="off" .defaultValue=${name}></label>
        <label class="field"><span class="label">职务</span><input name="title" maxlength="60" autocomplete="off" .defaultValue=${title}></label></div>`}
      <div class="pad-frame"><canvas aria-label="签名区"></canvas><span class="pad-line" aria-hidden="true">${state.empty ? "在此签名" : ""}</span></div>
      <p class="form-message" role="status">${state.message}</p></div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => box.close()}>取消</button>
      <button type="button" class="button" @click=${clear}>${icon("undo")}重签</button>
      <button class="button primary" ?disabled=${state.busy}>确认签名</button></footer></form>`, box);

  /** The canvas has as many pixels as the screen shows, so that strokes are sharp and where the pen is. */
  function fit() {
    const ratio = Math.max(devicePixelRatio || 1, 1);
    const element = canvas();
    element.width = element.offsetWidth * ratio;
    element.height = element.offsetHeight * ratio;
    element.getContext("2d")?.scale(ratio, ratio);
    pad?.clear();
    state.empty = true;
  }

  draw();
  box.showModal();
  fit();
  pad = new SignaturePad(canvas(), { backgroundColor: "rgb(255,255,255)", penColor: "rgb(16,26,43)", minWidth: 1, maxWidth: 3.2 });
  pad.clear();
  pad.addEventListener("beginStroke", () => { state.empty = false; state.message = ""; draw(); });
  const turned = () => { fit(); draw(); };
  addEventListener("resize", turned);
  return new Promise((resolve) => box.addEventListener("close", () => {
    removeEventListener("resize", turned);
    pad.off();
    box.remove();
    resolve();
  }, { once: true }));
}
