// Everything the tablet knows. An answer is saved when set() resolves, not before: then both copies are on the disk.
import { carryOver, checkBundle } from "./bundle.js";
import { compare, makeClock } from "./clock.js";
import { PLAIN, SEALED_META } from "./codec.js";
import { makeDb } from "./db.js";
import { apply, foldVisit, headsAt } from "./fold.js";
import { editorLock } from "./lock.js";
import { hasFiles, makeMirror } from "./mirror.js";
import { REFUSED, STUCK, StoreError, WAITING, cleanText, cleanValue } from "./op.js";
import { makeOutbox } from "./outbox.js";
import { withOwn } from "./own.js";
import { PROBLEMS, makeProblems } from "./problems.js";
import { reconcile } from "./recover.js";
import { saveBoth } from "./save.js";

/** @typedef {import("./op.js").Op} Op */
/** @typedef {import("./fold.js").VisitModel} VisitModel */
/** @typedef {import("./save.js").Photo} Photo */
/** @typedef {{subject: string, path: string, value: any, photo?: Photo}} Draft */
/** @typedef {import("./problems.js").Problem} Problem */
/** @typedef {{reason: string, at: number}} Lock why the bureau locked this tablet, and when (ms) */

const CANARY_EVERY_MS = 5_000;
const SAVING = ["disk_full", "write_failed"];
const META = ["device", "person", "memos", "lock", "clockOffset", "lastOk"];

/**
 * @param {{name?: string, mirror?: import("./mirror.js").Mirror|null, onProblem?: (problem: Problem|null) => void,
 *   unlock?: import("./vault.js").Unlock}} [options]
 *   `mirror`: null for none, absent for the browser's own; `unlock` asks for the PIN where the data is encrypted (vault.js)
 */
export async function openStore({ name = "inspect", mirror = hasFiles() ? makeMirror() : null, onProblem = () => {}, unlock } = {}) {
  const locking = editorLock(`${name}/editor`);
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(name) : null;
  /** @type {Set<(change: {visit?: string, local?: boolean, elsewhere?: boolean, sealed?: boolean}) => void>} */
  const listeners = new Set();
  /** @type {Map<string, Promise<VisitModel>>} */
  const loading = new Map();
  /** @type {Map<string, VisitModel>} */
  const models = new Map();
  let queue = Promise.resolve();
  /** @type {ReturnType<typeof makeClock>} */
  let clock;

  const tell = (/** @type {any} */ change) => listeners.forEach((listener) => listener(change));
  const { trouble, problem } = makeProblems((now) => { onProblem(now); tell({}); });
  const core = {
    db: makeDb(name, () => trouble("superseded", true), () => wiped()),
    mirror, name, models, codec: PLAIN, clockOffset: 0, lastOk: /** @type {number|null} */ (null), readOnly: true,
    device: /** @type {string|null} */ (null), person: /** @type {any} */ (null), memos: /** @type {Record<string, any>} */ ({}), lock: /** @type {Lock|null} */ (null),
    /** @type {Map<string, any>} */ receipts: new Map(),
    /** Something was set aside or refused: what is written may be its repair. */ bad: false,
    /** Ops in IndexedDB that are not reported as saved yet: not to be sent. @type {Set<string>} */ settling: new Set(),
    /** @type {Set<string>} */ sending: new Set(),
    /** One after the other: what is written next names the heads that the one before left. @template T @param {() => Promise<T>} job @returns {Promise<T>} */
    serial(job) {
      const result = queue.then(job);
      queue = result.then(() => {}, () => {});
      return result;
    },
    emit(/** @type {{visit?: string, local?: boolean, sealed?: boolean, lock?: Lock|null}} */ change) { tell(change); channel?.postMessage(change); },
    /** Work on the second copy. When it can't be opened (twice) although the disk has room, filling goes on with one copy and the banner
     * says so; on a full disk one copy would be none, since Chromium may throw IndexedDB away. */
    async copy(/** @type {(mirror: import("./mirror.js").Mirror) => Promise<any>} */ work) {
      for (let again = false; core.mirror && !core.readOnly; again = true) {
        try { return await work(core.mirror); } catch (error) {
          if (!error.gone) throw error;
          core.mirror.close();
          if (!again) continue;
          await writeOneMegabyte();
          core.mirror = null;
          trouble("no_mirror", true);
        }
      }
    },
    ops: (/** @type {string} */ visit) => core.db.read(["ops"], (tx) => tx.store.index("visit").getAll(core.db.below(visit))).then(core.codec.openOps),
    load(/** @type {string} */ visit) {
      const known = loading.get(visit);
      if (known) return known;
      const fresh = core.ops(visit)
        .then((ops) => { const model = foldVisit(ops, visit); models.set(visit, model); return model; });
      loading.set(visit, fresh);
      fresh.catch(() => loading.delete(visit));
      return fresh;
    },
    /** @returns {Promise<{etag: string, bundle: any}|null>} */
    async bundle() {
      const stored = kept ?? await core.db.get("bundle", "current");
      kept = null;
      return stored ? { ...stored, bundle: await core.codec.openJson("bundle", stored.bundle) } : null;
    },
    /** Folds anew, after an op stopped counting. */
    reload(/** @type {string} */ visit) { loading.delete(visit); return core.load(visit); },
    see(/** @type {Op} */ op) { clock?.see(op.id, op.device === core.device ? Infinity : undefined); },
    /** @param {string} name @param {(before: any) => any} change */
    setMemo: (name, change) => remember("memos", (memos) => ({ ...memos, [name]: change(memos[name]) })),
    /** Something stands in one copy only: the next save brings both to the same first. */
    unequal() { behind = true; },
    failed, start, trouble,
  };
  let recovered = { ops: 0, photos: 0 };
  let testedAt = 0, behind = false;
  /** The bundle as the start read it, for whoever asks first: reading it again would cost as much again. @type {any} */
  let kept = null;

  /** Every error of a write means "not saved"; the names differ from browser to browser. @param {any} error */
  function failed(error) {
    if (error instanceof StoreError) return error;
    const code = error?.name === "QuotaExceededError" ? "disk_full" : "write_failed";
    trouble(code, true);
    if (code === "write_failed" && Date.now() - testedAt > CANARY_EVERY_MS) canary();
    return new StoreError(code, PROBLEMS[code], error);
  }

  async function canary() {
    if (core.readOnly) return true; // the files belong to the window that writes
    testedAt = Date.now();
    const room = await (core.mirror ? core.mirror.canary() : writeOneMegabyte()).catch(() => false);
    trouble("disk_full", !room);
    return room;
  }

  /** The same test for a browser without files. @returns {Promise<boolean>} true; rejects when there is no room */
  async function writeOneMegabyte() {
    const bytes = new Uint8Array(1 << 20);
    for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    await core.db.put("meta", "canary", bytes);
    await core.db.put("meta", "canary", 0);
    return true;
  }

  /** Reads what is there; a window that may write first brings both copies to the same. While that fails nothing can be saved. */
  async function start() {
    let stamps = {};
    behind = !core.readOnly;
    let early = behind ? core.mirror?.load() : undefined; // the files are read while the database opens
    early?.catch(() => {});
    await unlocked(await core.db.get("meta", "vault"));
    if (behind) await core.copy(async (copy) => {
      const reading = early ?? copy.load();
      early = undefined;
      const seen = await reading;
      await unlocked(seen.meta.vault);
      const { ops, photos, bundle } = await reconcile(core, copy, seen);
      [recovered, stamps, kept] = [{ ops: recovered.ops + ops, photos: recovered.photos + photos }, seen.stamps, bundle];
    }).then(() => { behind = false; }, failed);
    trouble("no_mirror", !core.mirror);
    trouble("read_only", core.readOnly);
    const { meta, receipts, stuck } = await core.db.read(["meta", "receipts", "ops", "photos"], async (tx) => {
      const at = (/** @type {string} */ name) => tx.objectStore(name);
      const [rows, counts, ...values] = await Promise.all([at("receipts").getAll(),
        Promise.all(["ops", "photos"].map((name) => at(name).index("state").count(IDBKeyRange.bound(STUCK, REFUSED)))), ...META.map((key) => at("meta").get(key))]);
      return { meta: values, receipts: rows, stuck: counts.some(Boolean) };
    });
    for (const [index, key] of META.entries()) core[key] = (await core.codec.openJson(key, meta[index])) ?? core[key];
    core.receipts = new Map(receipts.map((/** @type {any} */ receipt) => [receipt.visit, receipt]));
    core.bad = stuck;
    await setClock(stamps);
    await Promise.all([...loading.keys()].map(core.reload));
  }

  /** With wrapped keys on the disk nothing can be read before the person has typed the PIN. @param {any} head */
  async function unlocked(head) {
    if (!head || core.codec.on) return;
    const { openVault } = await import("./vault.js");
    core.codec = await openVault(core, head, unlock);
  }

  async function setClock(/** @type {{[device: string]: string}} */ stamps) {
    const { device } = core;
    if (!device) return;
    const [last, stamp] = await core.db.read(["ops", "meta"], (tx) => Promise.all([
      tx.objectStore("ops").index("device").openKeyCursor(IDBKeyRange.only(device), "prev"), tx.objectStore("meta").get("stamp")]));
    const made = [last?.primaryKey, stamps[device], stamp, clock?.next()].filter((id) => id).map(String);
    clock = makeClock(device, made.sort(compare).at(-1));
  }

  /** @param {string} visit @param {"set"|"event"} kind @param {Draft[]} drafts @returns {Promise<Op[]>} */
  const write = (visit, kind, drafts) => core.serial(async () => {
    await mayWrite();
    let model = await core.load(visit);
    if (behind) { // the database was thrown away while it was read: an op made now would name nothing that it replaces
      await mayWrite();
      model = await core.load(visit);
    }
    const ready = kind === "set" && store.before ? store.before(model, drafts) : drafts;
    const ops = ready.map(stampIn(model, kind));
    ops.forEach((op) => core.settling.add(op.id));
    try {
      await saveBoth(core, visit, ops, ready.flatMap(({ photo }) => photo ?? []), model);
    } finally {
      ops.forEach((op) => core.settling.delete(op.id));
    }
    SAVING.forEach((code) => trouble(code, false));
    ops.forEach((op) => apply(model, op));
    core.emit({ visit, local: true });
    if (core.bad) await outbox.repaired(visit, ops).catch(failed);
    return ops;
  }).catch((error) => { throw failed(error); });

  /** The browser threw the database away while the app runs. Whatever reads it from now on sees it empty until the copy was brought back. */
  function wiped() {
    if (core.readOnly) return;
    behind = true;
    core.serial(start).then(() => core.emit({}), failed);
  }

  async function mayWrite() {
    if (core.readOnly) throw new StoreError("read_only", PROBLEMS.read_only);
    if (core.lock) throw new StoreError("device_locked", "未保存：本平板已被局端锁定。");
    if (!core.device || !core.person) throw new StoreError("not_enrolled", "未保存：这台平板还没有登录，请先联网登录一次。");
    if (behind) await start();
    if (behind) throw new StoreError(problem()?.code ?? "write_failed", problem()?.message ?? PROBLEMS.write_failed);
  }

  /** Drafts -> ops. Two drafts on one path: the second replaces the first. @param {VisitModel} model @param {"set"|"event"} kind */
  function stampIn(model, kind) {
    /** @type {Map<string, string[]>} */
    const made = new Map();
    return (/** @type {Draft} */ { subject, path, value }) => {
      const key = `${subject} ${path}`;
      const prev = kind === "event" ? [] : made.get(key) ?? headsAt(model, subject, path);
      /** @type {Op} */
      const op = { id: clock.next(), visit: model.id, subject, kind, path: cleanText(path), value: cleanValue(value), prev,
        author: core.person.id, device: /** @type {string} */ (core.device), state: WAITING };
      made.set(key, [op.id]);
      return op;
    };
  }

  /** Into both copies, as meta. @param {string} key @param {(before: any) => any} make */
  const remember = (key, make) => core.serial(async () => {
    const value = make(core[key]);
    try {
      if (core.readOnly) throw new StoreError("read_only", PROBLEMS.read_only);
      const stored = SEALED_META.includes(key) ? await core.codec.sealJson(key, value) : value;
      await core.db.put("meta", key, stored);
      await core.copy((copy) => copy.append([{ meta: { [key]: stored } }]));
    } catch (error) { throw failed(error); }
    core[key] = value;
    core.emit(key === "lock" ? { lock: value } : {});
  });

  if (channel) {
    /** @type {any} */ (channel).unref?.();
    channel.onmessage = async ({ data }) => {
      if ("lock" in data) core.lock = data.lock;
      if (core.readOnly && data.visit && loading.has(data.visit)) await core.reload(data.visit);
      tell(data);
    };
  }
  core.db.open().catch(() => {}); // while the answer about the lock is on its way; who needs it asks again
  mirror?.wake();
  const lock = await locking;
  core.readOnly = !lock.held;
  await start().catch((error) => {
    throw new StoreError("no_database", "无法打开平板上的数据，多半是存储空间已满。请删除其他照片、视频或应用后重新打开；已保存的内容不受影响。", error);
  });
  if (core.codec.on) await import("./vault.js").then((vault) => vault.afterUnlock(core)).catch(failed);
  if (core.readOnly) {
    channel?.postMessage({ elsewhere: true });
    lock.granted.then(() => core.serial(async () => { core.readOnly = false; await start(); tell({}); }));
  }

  const store = {
    /** For the parts that come on demand: vault.js, rescue.js. */ core,
    get device() { return core.device; },
    get person() { return core.person; },
    get clockOffset() { return core.clockOffset; },
    get lastOk() { return core.lastOk; },
    get recovered() { return recovered; },
    get problem() { return problem(); },
    get mirrored() { return !!core.mirror; },
    get readOnly() { return core.readOnly; },
    /** The bureau locked this tablet: nothing may be shown or filled until it says otherwise. */
    get lock() { return core.lock; },
    /** @param {(change: {visit?: string, local?: boolean, elsewhere?: boolean, sealed?: boolean}) => void} listener `local`: somebody typed here;
     * `sealed`: the encryption was switched */
    subscribe(listener) { listeners.add(listener); return () => { listeners.delete(listener); }; },

    /** Looks at fields that are about to be written: may add to them, or refuse them with a StoreError. Set by the app.
     * @type {((model: VisitModel, drafts: Draft[]) => Draft[])|null} */
    before: null,

    setPerson: (/** @type {any} */ person) => remember("person", () => person),
    /** Small things that belong to no visit (投诉建议, what somebody has seen already), by name. */
    get memos() { return core.memos; },
    setMemo: core.setMemo,
    /** @param {Lock|null} lock */
    setLock: (lock) => remember("lock", () => lock),
    async enrol(/** @type {string} */ device) {
      if (device !== core.device) await remember("device", () => device);
      await core.serial(() => setClock({}));
    },

    /** @param {string} visit @param {string} subject @param {string} path @param {any} value @param {{photo?: Photo}} [options] */
    set: async (visit, subject, path, value, { photo } = {}) => (await write(visit, "set", [{ subject, path, value, photo }]))[0],
    /** All or none. @param {string} visit @param {Draft[]} drafts */
    setMany: (visit, drafts) => write(visit, "set", drafts),
    /** @param {string} visit @param {string} subject @param {string} path @param {any} value */
    event: async (visit, subject, path, value) => (await write(visit, "event", [{ subject, path, value }]))[0],
    visit: core.load,
    /** Every op of a visit, replaced ones too. @type {(visit: string) => Promise<Op[]>} */
    ops: core.ops,
    peek: (/** @type {string} */ visit) => models.get(visit) ?? null,

    /** What the server prepared, and beside it what was planned here. */
    async bundle() {
      const bundle = (await core.bundle())?.bundle;
      return bundle ? withOwn(bundle, await outbox.ownPlans(new Set(bundle.visits.map((/** @type {any} */ visit) => visit.id)))) : null;
    },
    etag: async () => (await core.db.get("bundle", "current"))?.etag ?? null,
    /** Staged, checked as it reads back, then swapped. @param {any} bundle @param {string} etag */
    saveBundle: (bundle, etag) => core.serial(async () => {
      try {
        checkBundle(bundle);
        const begun = await outbox.begun(new Set(bundle.visits.map((/** @type {any} */ visit) => visit.id)));
        const whole = carryOver(await store.bundle(), bundle, begun);
        await core.db.put("bundle", "next", { etag, bundle: await core.codec.sealJson("bundle", whole) });
        const next = await core.db.get("bundle", "next");
        checkBundle(await core.codec.openJson("bundle", next.bundle));
        await core.db.write(["bundle"], (tx) => Promise.all([tx.store.put(next, "current"), tx.store.delete("next")]));
        kept = null;
        await core.copy((copy) => copy.bundle(next));
      } catch (error) { throw failed(error); }
      core.emit({});
    }),

    canary,
    async storage() {
      const { usage = 0, quota = 0 } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
      return { persisted: !!(await globalThis.navigator?.storage?.persisted?.()), usage, quota, canary: await canary() };
    },
    /** Asks the browser to keep the data; false: it may be evicted. */
    persist: async () => !!(await globalThis.navigator?.storage?.persist?.()),
    close() { core.db.close(); core.mirror?.close(); channel?.close(); },
  };
  const outbox = makeOutbox(core);
  return Object.assign(store, outbox);
}
/** @typedef {Awaited<ReturnType<typeof openStore>>} Store */
