// The IndexedDB of the tablet: its schema, and reading and writing that survive a connection cut by the system.
import { openDB } from "../vendor/idb.js";

/** @typedef {import("../../node_modules/idb").IDBPDatabase<any>} Database */

/** One step a version. Only ever add a step: tablets in the field hold every version that was shipped. @type {((db: Database) => void)[]} */
const STEPS = [
  (db) => {
    const ops = db.createObjectStore("ops", { keyPath: "id" });
    ops.createIndex("state", "state");
    ops.createIndex("visit", ["visit", "state"]);
    ops.createIndex("device", "device");
    const photos = db.createObjectStore("photos", { keyPath: "sha" });
    photos.createIndex("state", "state");
    photos.createIndex("visits", "visits", { multiEntry: true });
    photos.createIndex("size", ["sha", "size"]);
    db.createObjectStore("bytes"); // ArrayBuffers, keys [sha, "full"] and [sha, "thumb"]: lists of photos read none of them
    db.createObjectStore("bundle"); // "next" while it is checked, "current"
    db.createObjectStore("receipts", { keyPath: "visit" });
    db.createObjectStore("meta");
  },
];

/** iOS closes the connection of a page in the background; work on it then fails with one of these. */
const CUT = new Set(["InvalidStateError", "UnknownError"]);

/**
 * @param {string} name
 * @param {() => void} onSuperseded a newer version of the app took the database over
 * @param {() => void} onWiped the database came back empty: Chromium throws a damaged one away, also while the app runs
 */
export function makeDb(name, onSuperseded, onWiped) {
  /** @type {Promise<Database>|null} */
  let opening = null;
  let opened = false;

  const open = () => (opening ??= openDB(name, STEPS.length, {
    upgrade: (db, from) => {
      STEPS.slice(from).forEach((step) => step(/** @type {any} */ (db)));
      if (opened) onWiped();
    },
    blocking: () => { close(); onSuperseded(); },
    terminated: () => { opening = null; },
  }).then((db) => { opened = true; return db; }, (error) => { opening = null; throw error; }));

  const close = () => { opening?.then((db) => db.close(), () => {}); opening = null; };

  /** @template T @param {(db: Database) => Promise<T>} work @returns {Promise<T>} */
  async function twice(work) {
    try {
      return await work(await open());
    } catch (error) {
      if (!CUT.has(error.name)) throw error;
      close();
      return work(await open());
    }
  }

  /** @template T @param {string[]} stores @param {IDBTransactionMode} mode @param {(tx: any) => Promise<T>|T} work @returns {Promise<T>} */
  const transact = (stores, mode, work) => twice(async (db) => {
    // "strict" waits for the disk: Chrome's default lost 16 s of acknowledged answers in a power cut.
    const tx = db.transaction(stores, mode, { durability: "strict" });
    tx.done.catch(() => {}); // reported below, by the await that comes after `work`
    try {
      const result = await work(tx);
      await tx.done;
      return result;
    } catch (error) {
      try { tx.abort(); } catch { /* it is over already */ }
      throw tx.error ?? error;
    }
  });

  return {
    open,
    close,
    /** Resolves when everything that `work` did is on the disk; on any error nothing of it is. `work` may run twice.
     * @template T @param {string[]} stores @param {(tx: any) => Promise<T>|T} work */
    write: (stores, work) => transact(stores, "readwrite", work),
    /** @template T @param {string[]} stores @param {(tx: any) => Promise<T>|T} work */
    read: (stores, work) => transact(stores, "readonly", work),
    /** @param {string} store @param {any} key @returns {Promise<any>} */
    get: (store, key) => twice((db) => db.get(store, key)),
    /** @param {string} store @param {any} key @param {any} value @returns {Promise<any>} */
    put: (store, key, value) => transact([store], "readwrite", (tx) => tx.store.put(value, key)),
    /** All keys below [first] of an index whose keys start with `first`. */
    below: (/** @type {any} */ first) => IDBKeyRange.bound([first], [first, []]),
  };
}
/** @typedef {ReturnType<typeof makeDb>} Db */
