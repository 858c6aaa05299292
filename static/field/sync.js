// Sends what the server lacks and fetches what others wrote. Every step may be repeated any number of times.
import { ApiError } from "./api.js";
import { ifFree } from "./lock.js";
import { envelope } from "./op.js";

const BATCH = 200;
const FIRST_WAIT_MS = 2_000, LONGEST_WAIT_MS = 300_000, EVERY_MS = 60_000, AFTER_SAVE_MS = 1_500, FETCH_EVERY_MS = 30_000;
/** A photo that the server got damaged this often is set aside. */
const MAX_TRIES = 5;

/** @typedef {"idle"|"syncing"|"offline"|"signin"|"upgrade"|"error"} Phase */
/** @typedef {{kind: "ops", done: number, of: number}|{kind: "photo", id: string, done: number, of: number}} Work what is going up now: ops, or bytes of a photo */
/** @typedef {{phase: Phase, lastOk: number|null, nextAt: number|null, message: string, failures: number, work: Work|null}} SyncState */

/** HTTP status -> what the person has to do; anything else is tried again later. @type {{[status: number]: Phase}} */
const PHASES = { 0: "offline", 401: "signin", 426: "upgrade" };
/** What concerns the whole tablet or server, not the one thing that was sent. */
const WHOLE = [0, 401, 408, 409, 426, 429];
const ownFault = (/** @type {any} */ error) => error.status >= 400 && error.status < 500 && !WHOLE.includes(error.status);
/** Until the person has acted nothing is sent; filling goes on. */
const STOPPED = new Set(["signin", "upgrade"]);

/** 2 s, 4 s … 5 min, each ±50 %, so that a hundred tablets don't come back at once. @param {number} failures @param {number} [chance] 0..1 */
export const backOff = (failures, chance = Math.random()) => Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS) * (0.5 + chance);

/**
 * @param {import("./store.js").Store} store @param {import("./api.js").Api} api
 * @param {{label?: string, app_version?: string, beforeLock?: () => Promise<any>}} [about] of this tablet, for enrolling again; `beforeLock` saves what
 *   is being typed, since nothing can be saved after it
 */
export function makeSync(store, api, { label = "", app_version = "", beforeLock = async () => {} } = {}) {
  /** @type {Set<(state: SyncState) => void>} */
  const listeners = new Set();
  /** @type {SyncState} */
  let state = { phase: "idle", lastOk: store.lastOk, nextAt: null, message: "", failures: 0, work: null };
  /** @type {Promise<void>|null} */
  let running = null;
  let timer, failures = 0, fetchedAt = 0, notBefore = 0, again = false, saved = false;

  const show = (/** @type {Partial<SyncState>} */ change) => { state = { ...state, ...change }; listeners.forEach((listener) => listener(state)); };

  function plan(/** @type {number} */ wait) {
    clearTimeout(timer);
    timer = setTimeout(() => now(false), wait);
    timer?.unref?.();
    show({ nextAt: Date.now() + wait });
  }

  /** The network or the person came back; a server that asked for time gets it. */
  const wake = () => { if (Date.now() >= notBefore) now(true); };

  /** Syncs at once; a call during a round starts another after it. @param {boolean} [whole] also fetch, although that was done lately */
  function now(whole = true) {
    if (whole) fetchedAt = 0;
    again = !!running;
    // Another window may be at its last round before it closes: then this one is asked again soon, not in a minute.
    running ??= ifFree("sync", round).then((done) => { if (!done) plan(done === undefined && !store.readOnly ? AFTER_SAVE_MS : EVERY_MS); }).finally(() => {
      running = null;
      if (again && !failures && !STOPPED.has(state.phase)) now(false);
    });
    return running;
  }

  async function round() {
    clearTimeout(timer);
    if (store.readOnly) return false;
    if (!store.device) {
      show({ phase: "signin", message: "请先联网登录一次" });
      return true;
    }
    show({ phase: "syncing", nextAt: null, message: "" });
    saved = false;
    try {
      await enrolledAgain(sendAndFetch);
      failures = notBefore = 0;
      show({ phase: "idle", lastOk: store.lastOk, failures, work: null });
      plan(saved ? AFTER_SAVE_MS : EVERY_MS); // what was saved after this round had sent its answers doesn't wait for a minute
    } catch (error) {
      store.sending([]);
      failures++;
      notBefore = Date.now() + (error.retryAfter ?? 0) * 1000;
      show({ phase: PHASES[error.status] ?? "error", message: error.message, nextAt: null, failures, work: null });
      if (!STOPPED.has(state.phase)) plan(Math.max(backOff(failures), notBefore - Date.now()));
    }
    return true;
  }

  /** 409: the server does not know this tablet for this person. It keeps its id. */
  async function enrolledAgain(/** @type {() => Promise<void>} */ work) {
    try {
      await work();
    } catch (error) {
      if (error.code !== "device_unknown") throw error;
      const { device } = await api.enrol({ device: store.device ?? undefined, label, app_version });
      await store.enrol(device);
      await work();
    }
  }

  async function sendAndFetch() {
    const told = await report();
    const { conflicts, damaged } = await send();
    if (store.lock) {
      if (told?.lock === null) await unlocked();
    } else if (conflicts || Date.now() - fetchedAt > FETCH_EVERY_MS) {
      await fetchBundle(); // first: it says which visits are mine, on a new tablet too
      await pull();
      await store.prune();
      fetchedAt = Date.now();
    }
    for (const visit of await store.awaiting()) await unlessDenied(async () => { await store.saveReceipt(visit, await api.receipt(visit)); });
    if (store.memos.suggestions) await (await import("./suggestions.js")).exchange(store, api);
    if (store.lock) await import("./wipe.js").then(({ wipe }) => wipe(store.core));
    await store.synced(store.clockOffset, Date.now());
    if (told && told.left !== left(await store.counts())) await report(); // the bureau sees what is left now, not what was
    if (damaged) throw damaged;
  }

  /** What this tablet holds, and whether the bureau has locked it. Nothing that goes wrong with it may stop the work from going up.
   * @returns {Promise<{lock: any, left: string}|null>} null: the bureau did not say */
  async function report() {
    const module = await import("./report.js").catch(() => null);
    if (!module) return null;
    try {
      const about = await module.reportOf(store, app_version);
      const { lock = null } = await api.report(String(store.device), about);
      if (lock && store.lock?.at !== lock.at) {
        await beforeLock();
        await store.setLock(lock);
      }
      return { lock, left: left(about) };
    } catch (error) {
      if (WHOLE.includes(error.status) || error.status === 426 || error.status === 503) throw error;
      return null;
    }
  }
  const left = (/** @type {any} */ { ops, photos, quarantined }) => `${ops} ${photos} ${quarantined}`;

  /** First everything is there again, then it is shown. */
  async function unlocked() {
    await fetchBundle();
    await pull();
    await store.setLock(null);
    fetchedAt = Date.now();
  }

  /** Ops first, then the photos, and before each photo what was answered meanwhile: an upload over a slow network takes its time. */
  async function send() {
    let conflicts = await sendOps();
    /** @type {Error|null} */
    let damaged = null;
    /** @type {Set<string>} */
    const tried = new Set();
    for (let next; (next = (await store.waitingPhotos()).find((row) => !tried.has(row.sha))); ) {
      tried.add(next.sha);
      damaged = (await tryPhoto(next)) ?? damaged;
      conflicts = (await sendOps()) || conflicts;
    }
    show({ work: null });
    return { conflicts, damaged };
  }

  /** Oldest first; one that is refused or too large never stops the others. @returns {Promise<boolean>} whether somebody else wrote the same */
  async function sendOps() {
    let size = BATCH, conflicts = false, done = 0;
    for (let ops = await store.waitingOps(size); ops.length; ops = await store.waitingOps(size)) {
      store.sending(ops.map((op) => op.id));
      show({ work: { kind: "ops", done, of: done + (await store.counts()).ops } });
      try {
        const asked = Date.now();
        const { results, server_time } = await api.pushOps(ops[0].device, ops.map(envelope));
        await store.synced(Math.round(server_time - (asked + Date.now()) / 2), store.lastOk);
        if (!results.some((/** @type {any} */ result) => ops.some((op) => op.id === result.id))) throw new Error("局端的答复不完整，稍后自动重试");
        await store.settle(ops, results);
        done += ops.length;
        conflicts ||= results.some((/** @type {any} */ result) => result.state === "conflict");
      } catch (error) {
        if (error.code === "device_unknown" && ops[0].device !== store.device) { // from a rescue file: enrolling this tablet again would not help
          for (const op of ops) await store.quarantine("op", op.id, error.code, "局端不认识填写这些记录的平板。内容都在，请把救援文件交给局里导入。");
          continue;
        }
        if (error.status !== 413) throw error;
        if (ops.length === 1) await store.quarantine("op", ops[0].id, error.code, error.message);
        size = Math.max(1, ops.length >> 1);
      }
    }
    store.sending([]);
    return conflicts;
  }

  /** @returns {Promise<Error|null>} a fault of this photo alone; the others go up */
  async function tryPhoto(/** @type {{sha: string, tries: number, size: number}} */ { sha, tries, size }) {
    store.sending([sha]);
    show({ work: { kind: "photo", id: sha, done: 0, of: size } });
    try {
      await sendPhoto(sha);
    } catch (error) {
      if (!ownFault(error)) throw error;
      await store.photoTried(sha);
      if (error.status === 400 && tries < MAX_TRIES - 1) return error;
      await store.quarantine("photo", sha, error.code, error.message);
    }
    store.sending([]);
    return null;
  }

  async function sendPhoto(/** @type {string} */ sha) {
    if (!(await api.hasPhoto(sha))) {
      const jpeg = await store.photoBytes(sha);
      if (!jpeg) throw new ApiError(422, "lost", "平板上已没有这张照片的内容");
      const answer = await api.putPhoto(sha, jpeg, (done, of) => show({ work: { kind: "photo", id: sha, done, of } }));
      if (answer.sha256 !== sha) throw new Error("局端确认的照片与上传的不一致，稍后自动重试");
    }
    await store.photoHeld(sha);
  }

  async function pull() {
    const listed = ((await store.bundle())?.visits ?? []).filter((/** @type {any} */ visit) => !visit.kept).map((/** @type {any} */ visit) => visit.id);
    for (const visit of new Set(listed)) await unlessDenied(() => pullVisit(visit));
  }

  async function pullVisit(/** @type {string} */ visit) {
    for (let more = true; more; ) {
      const after = await store.cursor(visit);
      const answer = await api.visitOps(visit, after);
      await store.merge(visit, answer.ops, answer.next < after ? 0 : answer.next); // less: restored from a backup, read all again
      more = answer.more && answer.next > after;
    }
  }

  /** A visit that was taken from this person must not stop the others. */
  async function unlessDenied(/** @type {() => Promise<void>} */ work) {
    try { await work(); } catch (error) { if (!ownFault(error)) throw error; }
  }

  async function fetchBundle() {
    const answer = await api.bundle(await store.etag());
    if (answer) await store.saveBundle(answer.bundle, answer.etag);
  }

  return {
    get state() { return state; },
    /** @param {(state: SyncState) => void} listener */
    subscribe(listener) { listeners.add(listener); return () => { listeners.delete(listener); }; },
    now: () => now(true),
    /** From now on by itself: at once, after saving, when the network or the person comes back, every minute. */
    start() {
      globalThis.addEventListener?.("online", wake);
      globalThis.document?.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") wake(); });
      store.subscribe(({ local }) => {
        saved ||= !!local;
        if (local && !failures && !STOPPED.has(state.phase)) plan(AFTER_SAVE_MS);
      });
      return now(true);
    },
    stop() { clearTimeout(timer); },
  };
}
/** @typedef {ReturnType<typeof makeSync>} Sync */
