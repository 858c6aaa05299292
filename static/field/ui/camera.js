// The camera inside the page: shutter, saved, next shot. The system's camera app can kill the page on small tablets, so it is
// only the fallback (failure-modes.md, G).
import { html, icon, nothing, render } from "./dom.js";
import { strip } from "./photos.js";
import { unsaved } from "./saver.js";

const WANTED = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 2560 }, height: { ideal: 1920 } } };
const JPEG_QUALITY = 0.92;

/** @param {HTMLVideoElement} video @returns {Promise<Blob>} the frame shown now */
function frameOf(video) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d")?.drawImage(video, 0, 0);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("没有取到画面，请再拍一次"))), "image/jpeg", JPEG_QUALITY));
}

const REASONS = {
  NotAllowedError: "没有相机权限。请在浏览器设置中允许本网站使用相机，或从文件选取照片。",
  NotFoundError: "没有找到相机，请从文件选取照片。",
  NotReadableError: "相机正被其他应用占用。请关闭后重试，或从文件选取照片。",
};

/**
 * Full-screen camera; resolves when the person taps 完成.
 * @param {{title: string, keep: (blob: Blob) => Promise<any>, pictures: any, photos: () => {sha: string}[], pick: () => void}} options
 *   `keep` resolves when the photo is durable; `photos` those of the finding now; `pick` opens the file picker instead
 */
export async function openCamera({ title, keep, pictures, photos, pick }) {
  const box = document.createElement("dialog");
  box.className = "camera";
  box.setAttribute("aria-label", `拍照：${title}`);
  document.body.append(box);
  const state = { busy: false, message: "正在打开相机…", bad: false, ready: false };
  /** @type {MediaStream|null} */
  let stream = null;
  const video = () => /** @type {HTMLVideoElement} */ (box.querySelector("video"));

  async function shoot() {
    if (state.busy || !state.ready) return;
    Object.assign(state, { busy: true, message: "保存中…", bad: false });
    draw();
    const error = await frameOf(video()).then(keep).then(() => null, (reason) => reason);
    Object.assign(state, { busy: false, bad: Boolean(error), message: error ? unsaved(error.message) : `已保存，共 ${photos().length} 张` });
    draw();
  }

  const leave = () => box.close();
  const fallback = () => { leave(); pick(); };
  const draw = () => render(html`
    <video autoplay playsinline muted aria-hidden="true"></video>
    <header class="camera-head"><h2>${title}</h2></header>
    <div class="camera-side">
      ${strip(photos().slice(-4), { pictures, open: () => leave() })}
      <p class="camera-message ${state.bad ? "is-bad" : ""}" role="status">${state.message}</p>
      ${state.ready ? html`<button class="shutter" aria-label="拍照" ?disabled=${state.busy} @click=${shoot}></button>` : nothing}
      <button class="button" @click=${fallback}>${icon("image")}选文件</button>
      <button class="button primary" @click=${leave}>${icon("check")}完成</button>
    </div>`, box);

  const closed = new Promise((resolve) => box.addEventListener("close", resolve, { once: true }));
  draw();
  box.showModal();
  try {
    stream = await navigator.mediaDevices.getUserMedia(WANTED);
    video().srcObject = stream;
    await video().play();
    Object.assign(state, { ready: true, message: "对准问题部位，按快门" });
  } catch (error) {
    Object.assign(state, { bad: true, message: REASONS[error.name] ?? `相机打不开（${error.name}），请从文件选取照片。` });
  }
  draw();
  const off = pictures.listen(draw);
  await closed;
  off();
  stream?.getTracks().forEach((track) => track.stop());
  box.remove();
}
