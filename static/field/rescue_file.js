// The rescue file: one file, encrypted piece by piece, so that a cut or altered one still gives every whole piece, and says that it is not whole.
//
//   8 bytes   INSPRSC1: what it is, and its version
//   4 bytes   length of the head (all numbers big-endian), then the head as JSON, readable: {wraps: [the file's key, wrapped], made, device, app}
//   frames    4 bytes length of what follows; AES-GCM ciphertext and tag of: 4 bytes length of the meta, the meta as JSON, any bytes
//
// Frame n has the nonce n (the key is the file's own) and is bound to the head, to n and to its length; the last one is {kind: "end"}.
// inspect_app/rescue_file.py reads and docs/operations.md describes it.
import { joined, utf8 } from "./crypt.js";
import { StoreError } from "./op.js";

const MAGIC = "INSPRSC1";
const HEAD_MAX = 64 * 1024, FRAME_MAX = 32 * 1024 * 1024, TAG = 16;
const { subtle } = crypto;

const number = (value) => { const bytes = new Uint8Array(4); new DataView(bytes.buffer).setUint32(0, value); return bytes; };
const numberAt = (bytes, at = 0) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** @param {ArrayBuffer} head digest of the file's head @param {number} n of the frame @param {number} length of its ciphertext */
function guard(head, n, length) {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(8, n);
  return { name: "AES-GCM", iv: nonce, additionalData: joined(head, number(n), number(length)) };
}

/** Puts a file together out of parts that the browser may keep on the disk: sixty photos never stand in memory at once.
 * @param {CryptoKey} key of this file only @param {any} about goes into the head, readable */
export async function makeWriter(key, about) {
  const head = utf8(JSON.stringify(about));
  const digest = await subtle.digest("SHA-256", head);
  const parts = [new Blob([joined(utf8(MAGIC), number(head.length), head)])];
  let n = 0;
  return {
    /** @param {any} meta @param {ArrayBuffer} [body] */
    async add(meta, body = new ArrayBuffer(0)) {
      const text = utf8(JSON.stringify(meta));
      const plain = joined(number(text.length), text, body);
      const sealed = await subtle.encrypt(guard(digest, n, plain.length + TAG), key, plain);
      n += 1;
      parts.push(new Blob([number(sealed.byteLength), sealed]));
    },
    finish: () => new Blob(parts, { type: "application/octet-stream" }),
  };
}

/** Its head. @param {Blob} blob @returns {Promise<{head: any, digest: ArrayBuffer, start: number}>} */
export async function readHead(blob) {
  const begin = new Uint8Array(await blob.slice(0, 12).arrayBuffer());
  if (begin.length < 12 || new TextDecoder().decode(begin.subarray(0, 7)) !== MAGIC.slice(0, 7)) throw new StoreError("no_rescue", "这不是救援文件。请选择文件名以“.rescue”结尾的文件。");
  if (begin[7] !== MAGIC.charCodeAt(7)) throw new StoreError("newer_rescue", "这个救援文件由更新的应用版本导出，请先更新本应用。");
  const length = numberAt(begin, 8);
  const text = await blob.slice(12, 12 + length).arrayBuffer();
  const head = length <= HEAD_MAX && text.byteLength === length ? parsed(text) : null;
  if (!Array.isArray(head?.wraps)) throw new StoreError("broken_rescue", "救援文件的开头已损坏，无法打开。请用另一份拷贝。");
  return { head, digest: await subtle.digest("SHA-256", text), start: 12 + length };
}

const parsed = (/** @type {ArrayBuffer|Uint8Array} */ data) => { try { return JSON.parse(new TextDecoder().decode(data)); } catch { return null; } };

/**
 * Every whole frame in order. What is not whole is passed over and counted in `faults`; `whole` is true after the frame that says the end.
 * @param {Blob} blob @param {{digest: ArrayBuffer, start: number}} opened @param {CryptoKey} key @param {{faults: number, whole: boolean}} state
 * @returns {AsyncGenerator<{meta: any, body: Uint8Array<ArrayBuffer>}>}
 */
export async function* frames(blob, { digest, start }, key, state) {
  for (let at = start, n = 0; ; n++) {
    const before = await blob.slice(at, at + 4).arrayBuffer();
    const length = before.byteLength === 4 ? numberAt(new Uint8Array(before)) : 0;
    const sealed = await blob.slice(at + 4, at + 4 + length).arrayBuffer();
    if (length < TAG + 4 || length > FRAME_MAX || sealed.byteLength < length) {
      state.faults += 1; // cut off, or a length was altered: nothing after it can be found
      return;
    }
    at += 4 + length;
    const plain = await subtle.decrypt(guard(digest, n, length), key, sealed).catch(() => null);
    if (!plain) {
      state.faults += 1;
      continue;
    }
    const bytes = new Uint8Array(plain), end = 4 + numberAt(bytes);
    const meta = parsed(bytes.subarray(4, end));
    if (meta?.kind === "end") {
      state.whole = state.faults === 0;
      return;
    }
    yield { meta, body: bytes.subarray(end) };
  }
}
