// Photos on the screen: taking them in, the strip of thumbnails, the large view with what may be done there.
import { api } from "../api.js";
import { shrink } from "../photo.js";
import { openDialog } from "./dialog.js";
import { html, icon, nothing } from "./dom.js";
import { overlay } from "./overlay.js";
import { useStyle } from "./styles.js";
import { momentOf } from "./words.js";

const POSITION_WAIT_MS = 4000;
export const FILE_NOTE = "选自文件";

/** In place of an address: the photo is on the server only, and there is no network. */
export const MISSING = "missing";
const urlOf = (/** @type {ArrayBuffer} */ bytes) => URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));

/**
 * @typedef {{sha: string, at?: string, w?: number, h?: number, shapes?: any[], masks?: any[], of?: string, masked?: string}} Photo
 *   `shapes`, `masks`: to be drawn over it here; `of`: the finding of an earlier visit that it shows (the server drew on that copy already),
 *   `masked`: which masks that copy must carry
 */

/** Which copy of the server's a photo is; empty for the plain one. @param {Photo} photo */
const variantOf = ({ of, masked }) => (of ? `${of}.${masked ?? ""}` : "");

/**
 * A copy of the server's, kept for days without a network; one from before something was hidden is not used again.
 * @param {any} store @param {Photo} photo @param {"thumb"|"clean"|"bare"} size @returns {Promise<ArrayBuffer|null>}
 */
export async function fetched(store, photo, size) {
  const variant = variantOf(photo);
  const kept = await store.remotePhoto(photo.sha, size, variant).catch(() => null);
  if (kept) return kept;
  const bytes = await api.photo(photo.sha, size, photo.of).catch(() => null);
  if (bytes) await store.addRemotePhoto(photo.sha, bytes, size, variant).catch(() => {});
  return bytes;
}

/** @param {any} store @param {Photo} photo */
const smallOf = async (store, photo) => (photo.of ? await fetched(store, photo, "thumb") : null)
  ?? (photo.masked ? null : await store.thumb(photo.sha).catch(() => null)) ?? fetched(store, photo, "thumb");

/** @param {any} store @param {Photo} photo */
async function largeOf(store, photo) {
  if (photo.of) return await fetched(store, photo, "clean") ?? fetched(store, photo, "thumb");
  const kept = await store.photo(photo.sha).catch(() => null);
  return kept?.buf ?? await fetched(store, photo, "bare") ?? store.thumb(photo.sha).catch(() => null);
}

/** Addresses of photos for as long as a view is open. @param {any} store */
export function makePictures(store) {
  useStyle("photos");
  /** @type {Map<string, string>} */
  const urls = new Map();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const load = async (key, photo) => {
    const bytes = await smallOf(store, photo);
    urls.set(key, bytes ? urlOf(bytes) : MISSING);
    listeners.forEach((draw) => draw());
  };
  return {
    /** @param {Photo|string} which a photo, or the hash of a signature's image @returns {string} empty until it is loaded, MISSING when it is on the server only and there is no network */
    thumb(which) {
      const photo = typeof which === "string" ? { sha: which } : which;
      const key = `${photo.sha} ${variantOf(photo)}`;
      if (!urls.has(key)) { urls.set(key, ""); load(key, photo); }
      return urls.get(key) ?? "";
    },
    /** @param {() => void} draw called when an address is known @returns {() => void} off */
    listen(draw) {
      listeners.add(draw);
      return () => void listeners.delete(draw);
    },
    free: () => urls.forEach((url) => URL.revokeObjectURL(url)),
  };
}

/** @returns {Promise<{lat: string, lon: string, acc: string}|null>} */
const positionNow = () => new Promise((resolve) => {
  if (!navigator.geolocation) return resolve(null);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => resolve({ lat: coords.latitude.toFixed(6), lon: coords.longitude.toFixed(6), acc: coords.accuracy.toFixed(0) }),
    () => resolve(null), { enableHighAccuracy: true, timeout: POSITION_WAIT_MS, maximumAge: 30_000 });
});

/**
 * What is known at the moment of the shutter, and then only: the frame, the time, and with the enterprise's consent the place. A file was
 * taken some other time and place.
 * @param {Blob|ImageBitmap} source @param {boolean} position consent to the place
 */
export const takeShot = (source, position) => {
  const file = source instanceof Blob;
  return { source, at: new Date().toISOString(), note: file ? FILE_NOTE : "", where: position && !file ? positionNow() : Promise.resolve(null), photo: /** @type {any} */ (null) };
};

/**
 * From a shot to a durable photo. Rejects with words for the person when nothing was saved; the same shot may then be tried again.
 * @param {any} store @param {ReturnType<typeof takeShot>} shot
 * @param {{visit: string, subject: string, path?: string, role?: string, replaces?: string}} place `path`: what stands before the hash
 */
export async function keepShot(store, shot, { visit, subject, path = "photo", role = "scene", replaces }) {
  if (!(await store.canary())) throw new Error("平板存储空间不足，照片未保存。请先上传已有记录，或删除平板上的其他文件。");
  const photo = (shot.photo ??= await shrink(shot.source));
  const pos = await shot.where;
  const meta = { at: shot.at, w: photo.w, h: photo.h, role, note: shot.note, ...(pos ? { pos } : {}), ...(replaces ? { replaces } : {}) };
  const taken = { subject, path: `${path}/${photo.sha}`, value: meta, photo };
  await store.setMany(visit, replaces && replaces !== photo.sha ? [taken, { subject, path: `${path}/${replaces}`, value: null }] : [taken]);
  return photo;
}

/**
 * Photos with what is drawn over them. @param {{fields: Map<string, any>}} home a finding, or the visit's model @param {Photo[]} photos
 * @returns {Photo[]}
 */
export const withMarks = (home, photos) => photos.map((photo) => ({
  ...photo, shapes: home.fields.get(`strokes/${photo.sha}`)?.value ?? [], masks: home.fields.get(`masks/${photo.sha}`)?.value ?? [],
}));

/** Of the bundle's row of a finding: the server draws on those copies. @param {{id: string, photos?: string[], masked?: {[sha: string]: string}}} finding @returns {Photo[]} */
export const earlierPhotos = ({ id, photos = [], masked = {} }) => photos.map((sha) => ({ sha, of: id, masked: masked[sha] }));

/** Photos of a path such as `earlier_photo/<finding>`, in the order taken. @param {{fields: Map<string, any>}} home @param {string} path @returns {Photo[]} */
export const photosAt = (home, path) => withMarks(home, [...home.fields].filter(([name, field]) => name.startsWith(`${path}/`) && field.value)
  .map(([name, field]) => ({ ...field.value, sha: name.slice(path.length + 1) })).sort((a, b) => (a.at < b.at ? -1 : 1)));

/**
 * @param {Photo[]} photos @param {{pictures: ReturnType<typeof makePictures>, open: (index: number) => void}} options
 */
export const strip = (photos, { pictures, open }) => html`<ul class="strip">${photos.map((photo, index) => html`
  <li><button class="thumb" type="button" aria-label=${`查看第 ${index + 1} 张照片${photo.shapes?.length ? "，有标注" : ""}${photo.masks?.length ? "，有遮挡" : ""}`} @click=${() => open(index)}>
    ${picture(pictures.thumb(photo))}${overlay(photo, "cover")}
  </button></li>`)}</ul>`;

/** @param {string} url */
const picture = (url) => (url && url !== MISSING ? html`<img src=${url} alt="">` : html`${icon("image")}${url ? html`<span>联网后可看</span>` : nothing}`);

/**
 * @param {any} store @param {Photo} photo
 * @param {{title: string, withdraw?: () => Promise<any>, retake?: () => Promise<any>, annotate?: () => Promise<any>}} options absent ones: only to look at
 */
export async function showPhoto(store, photo, { title, withdraw, retake, annotate }) {
  await useStyle("photos");
  const bytes = await largeOf(store, photo);
  const url = bytes ? urlOf(bytes) : "";
  const facts = [photo.at ? `拍摄于 ${momentOf(Date.parse(photo.at))}` : "", photo.w ? `${photo.w}×${photo.h}` : ""].filter(Boolean).join(" · ");
  const acts = { withdraw, retake, annotate };
  const answer = await openDialog((close) => html`
    <header class="viewer-head"><div><h2>${title}</h2><p>${facts}</p></div>
      <button class="button" autofocus @click=${() => close()}>${icon("cross")}关闭</button></header>
    <div class="viewer-picture">${url ? html`<img src=${url} alt=${title}>${overlay(photo, "contain")}` : html`<p>这张照片在局端，联网后可看。</p>`}</div>
    ${withdraw ? html`<footer class="viewer-foot"><p>撤回后不再列入本次检查，原始照片仍保留备查。画面中有人脸或工艺秘密时，请自行遮挡。</p>
      <span class="viewer-acts"><button class="button danger" @click=${() => close("withdraw")}>${icon("trash")}撤回</button>
        ${retake ? html`<button class="button" @click=${() => close("retake")}>${icon("camera")}重拍</button>` : nothing}
        ${annotate && url ? html`<button class="button primary" @click=${() => close("annotate")}>${icon("pen")}标注与遮挡</button>` : nothing}</span></footer>` : nothing}`,
  { label: title, kind: "viewer" });
  URL.revokeObjectURL(url);
  await acts[answer]?.();
}

/**
 * A picture at its full size. @param {any} store @param {Photo} photo @param {"bare"} [size] of one that the server draws on: without strokes and stamp
 * @returns {Promise<string>} an address to be revoked; "" without the picture
 */
export async function addressOf(store, photo, size) {
  const bytes = (size && photo.of ? await fetched(store, photo, size) : null) ?? await largeOf(store, photo);
  return bytes ? urlOf(bytes) : "";
}
