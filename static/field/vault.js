// Encryption of what lies on this tablet, where the bureau asks for it. A data key made here seals every value, photo, the bundle and the person;
// it is wrapped by the PIN and for the bureau's public key, and both wraps lie in IndexedDB and at the head of every file of the second copy.
// Ids, states, visits and devices stay readable: sending, counting and restoring need no key.
import { base64, joined, newKey, openWith, seal, unbase64, unseal, utf8, wrapForBureau, wrapForSecret } from "./crypt.js";
import { StoreError } from "./op.js";

/** @typedef {import("./crypt.js").Wrap} Wrap */
/** @typedef {{v: 1, stage: "sealing"|"on"|"opening", wraps: Wrap[]}} Head `stage`: everything is being sealed, is sealed, is being opened */
/** @typedef {{open: (pin: string) => Promise<boolean>, waitUntil: () => Promise<number>, core: any, head: Head}} Gate */
/** @typedef {(gate: Gate) => Promise<void>} Unlock resolves after `open` was true */

const MARK = "INSPSEAL"; // mirror.worker.js knows it too
const HEAD_MAX = 1016;
/** Wrong PINs before the next one has to wait, and for how long. They stop somebody at the screen only; the count lies in IndexedDB. */
const FREE_TRIES = 5, WAITS_S = [30, 60, 120, 300, 900, 3600];
export const SHORTEST_PIN = 6;

/** What an op is bound to, whatever becomes of its state. @param {any} op */
const nameOf = ({ id, visit, device }) => `op ${id.slice(0, 22)} ${visit} ${device}`;

/** @param {CryptoKey} key @param {Head} head @param {() => void} [onDamaged] a row can't be read @returns {import("./codec.js").Codec & {key: CryptoKey, head: Head}} */
export function makeCodec(key, head, onDamaged = () => {}) {
  const sealing = () => codec.head.stage !== "opening";
  const sealText = async (name, value) => base64(await seal(key, utf8(JSON.stringify(value)), name));
  const openText = async (name, sealed) => JSON.parse(new TextDecoder().decode(await unseal(key, unbase64(sealed), name)));
  const codec = {
    on: true, key, head,
    sealOps: (ops) => Promise.all(ops.map(async (op) => {
      if (!sealing() || op.sealed) return op;
      const { subject, kind, path, value, prev, author, ...plain } = op;
      return { ...plain, sealed: await sealText(nameOf(op), { subject, kind, path, value, prev, author }) };
    })),
    async openOps(rows) {
      const opened = await Promise.all(rows.map(async ({ sealed, ...plain }) => (sealed ? { ...plain, ...(await openText(nameOf(plain), sealed).catch(() => ({ damaged: true }))) } : plain)));
      const whole = opened.filter((op) => !op.damaged);
      if (whole.length < opened.length) onDamaged();
      return whole;
    },
    sealBytes: async (kind, buf) => (sealing() && !isSealed(buf) ? joined(utf8(MARK), await seal(key, buf, kind)).buffer : buf),
    openBytes: async (kind, stored) => (isSealed(stored) ? unseal(key, new Uint8Array(stored, MARK.length), kind) : stored),
    sealJson: async (name, value) => (sealing() && value && !value.sealed ? { sealed: await sealText(name, value) } : value),
    openJson: async (name, stored) => (stored?.sealed ? openText(name, stored.sealed) : stored),
  };
  return codec;
}

/** @param {ArrayBuffer|undefined} stored */
export const isSealed = (stored) => !!stored && stored.byteLength > MARK.length && new TextDecoder().decode(new Uint8Array(stored, 0, MARK.length)) === MARK;

/** Asks for the PIN until it is right. @param {any} core @param {Head} head @param {Unlock|undefined} unlock */
export async function openVault(core, head, unlock) {
  if (!unlock) throw new StoreError("locked", "平板上的数据已加密，请输入密码打开。");
  /** @type {CryptoKey|null} */
  let key = null;
  await unlock({
    core, head,
    waitUntil: async () => (await core.db.get("meta", "pinTries"))?.until ?? 0,
    async open(pin) {
      await countTry(core);
      key = await openWith(head.wraps, pin);
      if (key) await core.db.put("meta", "pinTries", { n: 0, until: 0 });
      return !!key;
    },
  });
  if (!key) throw new StoreError("locked", "平板上的数据没有解锁。");
  return codecOf(core, key, head);
}

const codecOf = (core, key, head) => makeCodec(key, head, () => core.trouble("unreadable", true));

/** Once everything is read: ends a switch that was cut off, and follows what the bureau has set since. @param {any} core */
export async function afterUnlock(core) {
  await resume(core);
  const wish = (await core.bundle())?.bundle.encryption;
  if (wish && !wish.on) await turnOff(core);
  else await followBureau(core, wish?.key);
}

/** Counted before the PIN is looked at, so that a restart doesn't undo it. */
async function countTry(core, now = Date.now()) {
  const { n = 0, until = 0 } = (await core.db.get("meta", "pinTries")) ?? {};
  if (now < until) throw new StoreError("too_many", `密码输错次数过多，请 ${Math.ceil((until - now) / 1000)} 秒后再试。`);
  const wait = n + 1 < FREE_TRIES ? 0 : WAITS_S[Math.min(n + 1 - FREE_TRIES, WAITS_S.length - 1)];
  await core.db.put("meta", "pinTries", { n: n + 1, until: now + wait * 1000 });
}

/** @param {string} pin */
export function checkPin(pin) {
  if (pin.length < SHORTEST_PIN) throw new StoreError("weak_pin", `密码至少 ${SHORTEST_PIN} 位。`);
  if (/^(.)\1*$/.test(pin) || "01234567890".includes(pin) || "09876543210".includes(pin)) throw new StoreError("weak_pin", "这个密码太容易猜到（相同或连续的数字），请换一个。");
}

/** Both wraps anew. @returns {Promise<Wrap[]>} */
const wrapsFor = (key, pin, bureau) => Promise.all([wrapForSecret(key, pin), wrapForBureau(key, bureau)]);

/** To IndexedDB, then to the head of every file. @param {any} core @param {Head} head */
async function putHead(core, head) {
  if (JSON.stringify(head).length > HEAD_MAX) throw new StoreError("bad_key", "局里的加密公钥格式不正确，请联系系统管理员。");
  await core.db.put("meta", "vault", head);
  await core.copy((copy) => copy.vault(head));
}

const mayWrite = (core) => { if (core.readOnly) throw new StoreError("read_only", "另一个窗口正在填写，请在那个窗口里操作。"); };

/** From here on everything is sealed; what is there already, one after the other. A start after a kill goes on with it.
 * @param {any} core @param {string} pin @param {import("./crypt.js").BureauKey} bureau @param {(done: number, of: number) => void} [tell] */
export async function turnOn(core, pin, bureau, tell) {
  mayWrite(core);
  checkPin(pin);
  const key = await newKey();
  const head = { v: /** @type {1} */ (1), stage: /** @type {"sealing"} */ ("sealing"), wraps: await wrapsFor(key, pin, bureau) };
  await core.serial(async () => {
    await putHead(core, head).catch(async (error) => {
      await core.db.write(["meta"], (tx) => tx.store.delete("vault"));
      await core.copy((copy) => copy.append([{ meta: { vault: null } }])).catch(() => {});
      throw core.failed(error);
    });
    core.codec = codecOf(core, key, head);
  });
  await resume(core, tell);
}

/** Back to plain files, for a bureau that no longer wants it. @param {any} core @param {(done: number, of: number) => void} [tell] */
export async function turnOff(core, tell) {
  mayWrite(core);
  await setStage(core, "opening");
  await resume(core, tell);
}

const setStage = (core, stage) => core.serial(async () => {
  core.codec.head = { ...core.codec.head, stage };
  await putHead(core, core.codec.head);
});

/** Ends what was begun: a switch of the encryption that a kill cut off, too. @param {any} core @param {(done: number, of: number) => void} [tell] */
export async function resume(core, tell = () => {}) {
  const { stage } = core.codec.head ?? {};
  if (core.readOnly || !stage || stage === "on") return;
  const { convert } = await import("./convert.js");
  await convert(core, tell);
  if (stage === "sealing") {
    await setStage(core, "on");
    return core.emit({ sealed: true });
  }
  const { PLAIN } = await import("./codec.js");
  await core.serial(async () => {
    await core.copy((copy) => copy.vault(null));
    await core.db.write(["meta"], (tx) => tx.store.delete("vault"));
    core.codec = PLAIN;
  });
  core.emit({ sealed: true });
}

/** Another PIN for the same data key. @param {any} core @param {string} old @param {string} pin */
export async function changePin(core, old, pin) {
  mayWrite(core);
  checkPin(pin);
  const { head, key } = core.codec;
  if (!(await openWith(head.wraps, old))) throw new StoreError("wrong_pin", "原密码不正确。");
  await newWraps(core, [await wrapForSecret(key, pin), ...head.wraps.filter((wrap) => wrap.by !== "secret")]);
}

/** The bureau has made itself another key pair: the data key is wrapped for it as well. @param {any} core @param {import("./crypt.js").BureauKey|undefined} bureau */
export async function followBureau(core, bureau) {
  const { head, key } = core.codec;
  if (core.readOnly || !bureau || head.wraps.some((wrap) => wrap.kid === bureau.kid)) return;
  await newWraps(core, [...head.wraps.filter((wrap) => wrap.by === "secret"), await wrapForBureau(key, bureau)]);
}

const newWraps = (core, wraps) => core.serial(async () => {
  const head = { ...core.codec.head, wraps };
  await putHead(core, head);
  core.codec.head = head;
});
