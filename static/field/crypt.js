// Keys, and things sealed with them, by WebCrypto: AES-GCM 256; a key wrapped by a secret somebody knows, or for the bureau's public key.
// inspect_app/rescue_file.py reads what is made here. Loaded only where something is encrypted or rescued.

/** @typedef {{kid: string, point: string}} BureauKey `point`: uncompressed point on P-256, base64; `kid`: first 16 hex digits of its SHA-256 */
/** @typedef {{by: "secret"|"bureau", key: string, [more: string]: any}} Wrap a key of 32 bytes, sealed */

/** Of PBKDF2-SHA-256, as OWASP asks (2023): about 0.3 s on a tablet. What that is worth for a PIN of six digits: docs/operations.md. */
export const ITERATIONS = 600_000;
const FEWEST = 100_000, MOST = 10_000_000;
const IV_BYTES = 12, KEY_BYTES = 32, CHUNK = 0x8000;
const KEY_NAME = "inspect key 1";
const AES = { name: "AES-GCM", length: 256 };
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const { subtle } = crypto;

/** @param {ArrayBuffer|Uint8Array} data */
const bytesOf = (data) => (data instanceof Uint8Array ? data : new Uint8Array(data));
/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export const utf8 = (text) => /** @type {any} */ (new TextEncoder().encode(text));

/** @param {ArrayBuffer|Uint8Array} data */
export function base64(data) {
  const bytes = /** @type {any} */ (bytesOf(data));
  if (bytes.toBase64) return bytes.toBase64();
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

/** A bundle is a megabyte of it, read at every start. @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function unbase64(text) {
  const native = /** @type {any} */ (Uint8Array).fromBase64;
  if (native) return native.call(Uint8Array, text);
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

/** @param {...(ArrayBuffer|Uint8Array)} parts @returns {Uint8Array<ArrayBuffer>} */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  parts.reduce((at, part) => { whole.set(bytesOf(part), at); return at + part.byteLength; }, 0);
  return whole;
}

/** Extractable, so that it can be wrapped again for a new PIN or a new key of the bureau. */
export const newKey = () => /** @type {Promise<CryptoKey>} */ (subtle.generateKey(AES, true, ["encrypt", "decrypt"]));
const aesKey = (raw) => subtle.importKey("raw", raw, AES, true, ["encrypt", "decrypt"]);

/** iv ‖ ciphertext ‖ tag. `name` says what it is: it does not open under another. @param {CryptoKey} key @param {any} plain @param {string} name */
export async function seal(key, plain, name) {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  return joined(iv, await subtle.encrypt({ name: "AES-GCM", iv, additionalData: utf8(name) }, key, plain));
}

/** Rejects when a byte is other than it was, or the key is another. @param {CryptoKey} key @param {Uint8Array<ArrayBuffer>} sealed @param {string} name */
export const unseal = (key, sealed, name) =>
  subtle.decrypt({ name: "AES-GCM", iv: sealed.subarray(0, IV_BYTES), additionalData: utf8(name) }, key, sealed.subarray(IV_BYTES));

const wrapped = async (key, by) => base64(await seal(by, await subtle.exportKey("raw", key), KEY_NAME));
const unwrapped = async (wrap, by) => aesKey(await unseal(by, unbase64(wrap.key), KEY_NAME));

/** As people type it: without spaces and hyphens, in small letters. @param {string} secret */
export const plainSecret = (secret) => secret.normalize("NFKC").replace(/[\s-]/g, "").replace(/[A-Z]/g, (letter) => letter.toLowerCase());

async function secretKey(secret, salt, iterations) {
  const base = await subtle.importKey("raw", utf8(plainSecret(secret)), "PBKDF2", false, ["deriveKey"]);
  return subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, base, AES, false, ["encrypt", "decrypt"]);
}

/** @param {CryptoKey} key @param {string} secret a PIN or a passphrase @returns {Promise<Wrap>} */
export async function wrapForSecret(key, secret, iterations = ITERATIONS) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { by: "secret", kdf: "PBKDF2-SHA-256", iterations, salt: base64(salt), key: await wrapped(key, await secretKey(secret, salt, iterations)) };
}

/** @param {CryptoKey} key @param {BureauKey} bureau @returns {Promise<Wrap>} */
export async function wrapForBureau(key, { kid, point }) {
  const pair = /** @type {CryptoKeyPair} */ (await subtle.generateKey(CURVE, true, ["deriveBits"]));
  const theirs = unbase64(point);
  const ours = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const shared = await subtle.deriveBits({ name: "ECDH", public: await subtle.importKey("raw", theirs, CURVE, false, []) }, pair.privateKey, KEY_BYTES * 8);
  const base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const by = await subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: joined(ours, theirs), info: utf8(KEY_NAME) }, base, AES, false, ["encrypt", "decrypt"]);
  return { by: "bureau", kid, to: point, from: base64(ours), key: await wrapped(key, by) };
}

/** The key, if the secret is right. @param {Wrap[]} wraps @param {string} secret @returns {Promise<CryptoKey|null>} */
export async function openWith(wraps, secret) {
  const wrap = wraps.find((one) => one.by === "secret");
  if (!wrap || !(wrap.iterations >= FEWEST && wrap.iterations <= MOST)) return null;
  const by = await secretKey(secret, unbase64(wrap.salt), wrap.iterations);
  return unwrapped(wrap, by).catch(() => null);
}
