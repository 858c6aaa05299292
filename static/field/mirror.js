// The page's side of the second copy (mirror.worker.js).
import { makeCaller } from "./call.js";

/** @typedef {{ops: import("./op.js").Op[], meta: any, stamps: {[device: string]: string}, photos: [string, number][]}} Copy */

/** This browser can keep files for the page (private windows and old Safari can't). */
export const hasFiles = () => typeof Worker === "function" && !!globalThis.navigator?.storage?.getDirectory;

const spawn = () => new Worker(new URL("./mirror.worker.js", import.meta.url), { type: "module" });

/** @param {() => import("./call.js").Port} [start] */
export function makeMirror(start = spawn) {
  const { ask, wake, close } = makeCaller(start);
  return {
    /** @returns {Promise<Copy>} */
    load: () => ask("load"),
    /** @param {object[]} lines */
    append: (lines) => ask("append", lines),
    /** @param {string} sha @param {ArrayBuffer} buf */
    photo: (sha, buf) => ask("photo", sha, buf),
    /** @param {string} sha @returns {Promise<ArrayBuffer>} */
    readPhoto: (sha) => ask("readPhoto", sha),
    /** The wrapped keys, at the head of every file from now on; null takes them away. @param {any} head see vault.js */
    vault: (head) => ask("vault", head),
    /** @param {{etag: string, bundle: any}} record */
    bundle: (record) => ask("bundle", record),
    /** @returns {Promise<{etag: string, bundle: any}|null>} */
    readBundle: () => ask("readBundle"),
    /** Takes things out: lines that say which ops, and photos. @param {object[]} lines @param {string[]} shas */
    trim: (lines, shas) => ask("trim", lines, shas),
    /** @returns {Promise<boolean>} */
    canary: () => ask("canary"),
    wake,
    close,
  };
}
/** @typedef {ReturnType<typeof makeMirror>} Mirror */
