// Camera picture -> what is kept and sent. The work happens in photo.worker.js: on the page it would stop every tap for half a second.
import { makeCaller } from "./call.js";
import { StoreError } from "./op.js";

const { ask } = makeCaller(() => new Worker(new URL("./photo.worker.js", import.meta.url), { type: "module" }), 60_000);

/** @param {Blob|ImageBitmap} source a bitmap stays usable here: what is sent is a copy @returns {Promise<{sha: string, buf: ArrayBuffer, thumb: ArrayBuffer, w: number, h: number}>} JPEG, upright, without EXIF */
export const shrink = (source) =>
  ask("shrink", source).catch((error) => { throw new StoreError("bad_photo", "未保存：无法读取这张照片，请重新拍摄或另选一张", error); });
