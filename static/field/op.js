// What an operation is (docs/wire.md): its states on this tablet, what a value may hold, and which photos it names.

/** @typedef {null|boolean|number|string|Array<any>|{[key: string]: any}} Value */
/**
 * @typedef {{id: string, visit: string, subject: string, kind: "set"|"event", path: string, value: Value, prev: string[],
 *   author: string, device: string}} Envelope what goes over the wire
 * @typedef {Envelope & {state: number, seq?: number, rank?: string, reason?: string, message?: string}} Op as kept here
 */

/** Where an op or a photo stands: to be sent, held by the server, quarantined here, refused (the server holds it beside the log),
 * refused and the person has seen it. Index keys in IndexedDB: never renumber. */
export const WAITING = 0, HELD = 1, STUCK = 2, REFUSED = 3, SEEN = 4;
/** As canonical JSON, in UTF-8: the server refuses more. */
export const MAX_VALUE_BYTES = 64 * 1024;

/** Something could not be saved or used; `message` is for the person holding the tablet. */
export class StoreError extends Error {
  /** @param {string} code @param {string} message @param {unknown} [cause] */
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = "StoreError";
    this.code = code;
  }
}

/** Canonical JSON (RFC 8785) of a value made of strings, integers, booleans, null, lists, objects. @param {any} value @returns {string} */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(",")}}`;
}

/** Text without NUL and without half characters (a torn emoji from an input method), which no server could store. @param {string} text */
export const cleanText = (text) => text.replace(/\0|\p{Surrogate}/gu, "");

/** A copy of `value` that the wire accepts. Throws StoreError for fractions, undefined and what is too large. @param {any} value @returns {any} */
export function cleanValue(value) {
  const copy = clean(value);
  const bytes = new TextEncoder().encode(canonical(copy)).length;
  if (bytes <= MAX_VALUE_BYTES) return copy;
  throw new StoreError("too_large", `未保存：内容有 ${Math.ceil(bytes / 1024)} KB，单条上限 ${MAX_VALUE_BYTES / 1024} KB，请缩短文字或分条填写`);
}

/** @param {any} value @returns {any} */
function clean(value) {
  if (typeof value === "string") return cleanText(value);
  if (value === null || typeof value === "boolean" || Number.isSafeInteger(value)) return value;
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [cleanText(name), clean(member)]));
  throw new StoreError("bad_value", "未保存：这一项的内容格式不正确（小数请按文字填写）");
}

/** The members that go over the wire. @param {Envelope} op @returns {Envelope} */
export const envelope = ({ id, visit, subject, kind, path, value, prev, author, device }) =>
  ({ id, visit, subject, kind, path, value, prev, author, device });

/** The photo or signature image that an op names, if any: its SHA-256. @param {Envelope} op @returns {string|null} */
export function photoNamed({ kind, path, value }) {
  if (kind !== "set" || value === null || typeof value !== "object") return null;
  if (/^(photo|earlier_photo\/[^/]+)\/[^/]+$/.test(path)) return path.slice(path.lastIndexOf("/") + 1);
  return path.startsWith("signature/") ? (/** @type {any} */ (value).image ?? null) : null;
}

/** @param {BufferSource|string} data */
export async function sha256(data) {
  const digest = await crypto.subtle.digest("SHA-256", typeof data === "string" ? new TextEncoder().encode(data) : data);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
