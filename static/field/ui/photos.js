// Photos on the screen: taking them in, the strip of thumbnails, the large view with 撤回.
import { api } from "../api.js";
import { shrink } from "../photo.js";
import { openDialog } from "./dialog.js";
import { html, icon, nothing } from "./dom.js";
import { momentOf } from "./words.js";

const POSITION_WAIT_MS = 4000;

/** In place of an address: the photo is on the server only, and there is no network. */
export const MISSING = "missing";
const urlOf = (/** @type {ArrayBuffer} */ bytes) => URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));

/** Photos of earlier visits are on the server; what was seen once stays for the next time without a network. @param {any} store @param {string} sha */
async function fetched(store, sha) {
  const bytes = await api.photo(sha).catch(() => null);
  if (bytes) await store.addRemotePhoto(sha, bytes).catch(() => {});
  return bytes;
}

/** Addresses of photos for as long as a view is open. @param {any} store */
export function makePictures(store) {
  /** @type {Map<string, string>} */
  const urls = new Map();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const load = async (sha) => {
    const bytes = (await store.thumb(sha).catch(() => null)) ?? (await fetched(store, sha));
    urls.set(sha, bytes ? urlOf(bytes) : MISSING);
    listeners.forEach((draw) => draw());
  };
  return {
    /** @param {string} sha @returns {string} empty until it is loaded, MISSING when it is on the server only and there is no network */
    thumb(sha) {
      if (!urls.has(sha)) { urls.set(sha, ""); load(sha); }
      return urls.get(sha) ?? "";
    },
    /** @param {() => void} draw called when an address is known @returns {() => void} off */
    listen(draw) {
      listeners.add(draw);
      return () => void listeners.delete(draw);
    },
    free: () => urls.forEach((url) => URL.revokeObjectURL(url)),
  };
}

/** @param {boolean} wanted only with the enterprise's consent @returns {Promise<{lat: string, lon: string, acc: string}|null>} */
function positionNow(wanted) {
  if (!wanted || !navigator.geolocation) return Promise.resolve(null);
  return new Promise((resolve) => navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve({ lat: coords.latitude.toFixed(6), lon: coords.longitude.toFixed(6), acc: coords.accuracy.toFixed(0) }),
    () => resolve(null), { enableHighAccuracy: true, timeout: POSITION_WAIT_MS, maximumAge: 30_000 }));
}

/**
 * From a frame or a file to a durable photo of a finding. Rejects with words for the person when nothing was saved.
 * @param {any} store @param {{visit: string, finding: string, position: boolean}} place @param {Blob} blob
 */
export async function keepPhoto(store, { visit, finding, position }, blob) {
  const at = new Date().toISOString();
  const where = positionNow(position);
  if (!(await store.canary())) throw new Error("平板存储空间不足，照片未保存。请先上传已有记录，或删除平板上的其他文件。");
  const photo = await shrink(blob);
  const pos = await where;
  const meta = { at, w: photo.w, h: photo.h, role: "scene", note: "", ...(pos ? { pos } : {}) };
  await store.set(visit, `finding/${finding}`, `photo/${photo.sha}`, meta, { photo });
  return photo;
}

/**
 * @param {{sha: string, at?: string}[]} photos @param {{pictures: ReturnType<typeof makePictures>, open: (index: number) => void}} options
 */
export const strip = (photos, { pictures, open }) => html`<ul class="strip">${photos.map((photo, index) => html`
  <li><button class="thumb" type="button" aria-label=${`查看第 ${index + 1} 张照片`} @click=${() => open(index)}>
    ${picture(pictures.thumb(photo.sha))}
  </button></li>`)}</ul>`;

/** @param {string} url */
const picture = (url) => (url && url !== MISSING ? html`<img src=${url} alt="">` : html`${icon("image")}${url ? html`<span>联网后可看</span>` : nothing}`);

/**
 * @param {any} store @param {{sha: string, at?: string, w?: number, h?: number}} photo
 * @param {{title: string, withdraw?: () => Promise<any>}} options `withdraw` absent: only to look at
 */
export async function showPhoto(store, photo, { title, withdraw }) {
  const kept = await store.photo(photo.sha).catch(() => null);
  const bytes = kept?.buf ?? (await api.photo(photo.sha, "clean").catch(() => null)) ?? (await store.thumb(photo.sha).catch(() => null));
  const url = bytes ? urlOf(bytes) : "";
  const facts = [photo.at ? `拍摄于 ${momentOf(Date.parse(photo.at))}` : "", photo.w ? `${photo.w}×${photo.h}` : ""].filter(Boolean).join(" · ");
  const answer = await openDialog((close) => html`
    <header class="viewer-head"><div><h2>${title}</h2><p>${facts}</p></div>
      <button class="button" autofocus @click=${() => close()}>${icon("cross")}关闭</button></header>
    <div class="viewer-picture">${url ? html`<img src=${url} alt=${title}>` : html`<p>这张照片在局端，联网后可看。</p>`}</div>
    ${withdraw ? html`<footer class="viewer-foot"><p>撤回后不再列入本次检查，原始照片仍保留备查。</p>
      <button class="button danger" @click=${() => close("withdraw")}>${icon("trash")}撤回这张照片</button></footer>` : nothing}`,
  { label: title, kind: "viewer" });
  URL.revokeObjectURL(url);
  if (answer === "withdraw") await withdraw?.();
}
