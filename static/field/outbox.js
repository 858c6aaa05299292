// What the server has, lacks or refuses: the side of the store that the sync works on.
import { HELD, REFUSED, SEEN, STUCK, StoreError, WAITING, envelope } from "./op.js";
import { timeOf } from "./clock.js";
import { apply } from "./fold.js";
import { planAmong } from "./own.js";
import { covers, forMirror, mustMirror, reconcile } from "./recover.js";

/** Sent things stay this long after the receipt: a server restored from a backup asks again. */
const KEEP_MS = 14 * 86_400_000;
const STATE_NAMES = { [WAITING]: "waiting", [STUCK]: "quarantined", [REFUSED]: "quarantined" };

/** What of a 投诉建议 (suggestions.js) still concerns the upload. */
const REMARKS = { waiting: "waiting", refused: "quarantined" };

/** @typedef {import("./op.js").Op} Op */
/** @typedef {{id: string, state: string, seq?: number, rank?: string, reason?: string, message?: string}} Result */
/** @typedef {{kind: "op"|"photo"|"suggestion", id: string, visit: string, subject: string, path: string, event?: boolean, state: "waiting"|"sending"|"quarantined",
 *    reason?: string, message?: string, tries: number}} Pending */

/** @param {any} core see openStore */
export function makeOutbox(core) {
  const { db } = core;
  const every = (store, index, key) => db.read([store], (tx) => tx.store.index(index).getAll(key));
  const count = (store, index, keys) =>
    db.read([store], (tx) => Promise.all(keys.map((key) => tx.store.index(index).count(key)))).then((counts) => counts.reduce((sum, n) => sum + n, 0));

  const bytesOf = async (kind, key) => {
    const stored = await db.get("bytes", key);
    return stored && core.codec.openBytes(kind, stored);
  };

  /** Changes rows of one store; `change` gives the new row or null to leave it. */
  const update = (store, keys, change) => db.write([store], async (tx) => {
    const rows = await Promise.all(keys.map((key) => tx.store.get(key)));
    const changed = rows.flatMap((row, i) => (row && change(row, i)) ?? []);
    await Promise.all(changed.map((row) => tx.store.put(row)));
    return changed;
  });

  async function refresh(ops) {
    for (const visit of new Set(ops.map((op) => op.visit))) {
      if (core.models.has(visit)) await core.reload(visit);
      core.emit({ visit });
    }
  }

  const visits = () => db.read(["ops"], async (tx) => {
    const ids = new Set();
    for (let cursor = await tx.store.index("visit").openKeyCursor(null, "nextunique"); cursor; cursor = await cursor.continue()) ids.add(cursor.key[0]);
    return [...ids];
  });

  /** Visits with ops here that no receipt covers. */
  const uncovered = async () => (await visits()).filter((visit) => !covers(core.receipts.get(visit)));

  const opsOf = async (visit) => core.codec.openOps(await every("ops", "visit", db.below(visit)));

  /** What has a state again after the server lost it. */
  const resend = async (ops, photos) => {
    const changed = await update("ops", ops, (op) => (op.state === HELD ? { ...op, state: WAITING } : null));
    await update("photos", photos, (photo) => (photo.state === HELD ? { ...photo, state: WAITING } : null));
    await refresh(changed);
  };

  return {
    /** Visits with work of this tablet that no receipt covers, of those not among `listed`: what others wrote is none of ours to keep. @param {Set<string>} listed */
    async begun(listed) {
      const others = (await uncovered()).filter((visit) => !listed.has(visit));
      const own = await Promise.all(others.map(async (visit) => (await every("ops", "visit", db.below(visit))).some((op) => op.device === core.device || op.state !== HELD)));
      return new Set(others.filter((_, i) => own[i]));
    },
    /** Plans made on this tablet of visits that are not among `listed` (own.js). @param {Set<string>} listed @returns {Promise<Op[]>} */
    async ownPlans(listed) {
      const others = (await uncovered()).filter((visit) => !listed.has(visit));
      return (await Promise.all(others.map(async (visit) => planAmong(await opsOf(visit)) ?? []))).flat();
    },
    /** The oldest ops that the server lacks, all of one device. @returns {Promise<Op[]>} */
    async waitingOps(limit = 200) {
      const ops = await db.read(["ops"], (tx) => tx.store.index("state").getAll(WAITING, limit + core.settling.size));
      const ready = ops.filter((op) => !core.settling.has(op.id));
      return core.codec.openOps(ready.filter((op) => op.device === ready[0].device).slice(0, limit));
    },
    /** Oldest first. @returns {Promise<any[]>} */
    waitingPhotos: async () => (await every("photos", "state", WAITING)).sort((a, b) => (a.at ?? 0) - (b.at ?? 0)),
    photoBytes: (sha) => bytesOf("photo", [sha, "full"]),
    /** Marks what is on its way, for the upload page. @param {string[]} ids */
    sending(ids) { core.sending = new Set(ids); core.emit({}); },

    /** What the server said about each op. @param {Op[]} ops @param {Result[]} results */
    async settle(ops, results) {
      const said = new Map(results.map((result) => [result.id, result]));
      const changed = await update("ops", ops.map((op) => op.id), (op) => {
        const { state, seq, rank, reason, message } = said.get(op.id) ?? {};
        if (!state) return null;
        core.bad ||= state === "refused";
        return state === "refused" ? { ...op, state: REFUSED, reason, message } : { ...op, state: HELD, seq, rank };
      });
      await keepReused(changed);
      await refresh(changed);
    },
    /** Sets things aside that can't be sent, so that they don't stop the others. @param {"op"|"photo"} kind @param {string} id @param {string} reason @param {string} message */
    async quarantine(kind, id, reason, message) {
      core.bad = true;
      const changed = await update(`${kind}s`, [id], (row) => ({ ...row, state: STUCK, reason, message }));
      if (kind === "op") await refresh(changed);
    },
    /** Tries a quarantined thing again. @param {"op"|"photo"|"suggestion"} kind @param {string} id */
    async retry(kind, id) {
      if (kind === "suggestion") return core.setMemo("suggestions", (list) => list.map((one) => (one.id === id ? { ...one, state: "waiting" } : one)));
      const changed = await update(`${kind}s`, [id], ({ reason, message, ...row }) => ({ ...row, state: WAITING, tries: 0 }));
      if (kind === "op") await refresh(changed);
      core.emit({ local: true });
    },
    /** The person has read why the server refused it; the server keeps it beside the log. @param {string} id */
    async dismiss(id) {
      await refresh(await update("ops", [id], (op) => (op.state === REFUSED ? { ...op, state: SEEN } : null)));
    },
    /** What was written anew in place of something that could not be sent: that leaves the queue and stays readable. @param {string} visit @param {Op[]} written */
    async repaired(visit, written) {
      const bad = (await Promise.all([STUCK, REFUSED].map((state) => every("ops", "visit", [visit, state])))).flat();
      const same = (a, b) => a.subject === b.subject && a.path === b.path && a.kind === b.kind;
      const replaced = (await core.codec.openOps(bad)).filter((op) => written.some((fresh) => fresh.id !== op.id && same(fresh, op)));
      await refresh(await update("ops", replaced.map((op) => op.id), (op) => ({ ...op, state: SEEN })));
      const withdrawn = written.flatMap(({ path, value }) => (path.startsWith("photo/") && value === null ? path.slice("photo/".length) : []));
      if (withdrawn.length) await update("photos", withdrawn, (row) => (row.state === STUCK ? { ...row, state: SEEN } : null));
    },
    /** What needed a person and is settled, newest first. @returns {Promise<any[]>} */
    async handled() {
      const ops = await core.codec.openOps(await every("ops", "state", SEEN));
      const photos = await every("photos", "state", SEEN);
      return [...ops.sort((a, b) => (a.id > b.id ? -1 : 1)).map((op) => ({ ...op, kind: "op" })),
        ...photos.map((row) => ({ ...row, kind: "photo", id: row.sha, visit: row.visits[0], subject: "", path: `photo/${row.sha}` }))];
    },
    /** When the oldest thing that waits was made, ms; null when nothing waits. */
    async oldestWaiting() {
      const [op] = await db.read(["ops"], (tx) => tx.store.index("state").getAll(WAITING, 1));
      const made = [...(op ? [timeOf(op.id)] : []), ...(await every("photos", "state", WAITING)).flatMap((row) => row.at ?? [])];
      return made.length ? Math.min(...made) : null;
    },

    /** @param {string} sha */
    photoHeld: (sha) => update("photos", [sha], (row) => ({ ...row, state: HELD })).then(() => core.emit({})),
    photoTried: (sha) => update("photos", [sha], (row) => ({ ...row, tries: row.tries + 1 })),

    cursor: async (visit) => (await db.get("meta", `cursor/${visit}`)) ?? 0,
    /** Ops of one visit as the server holds them. @param {string} visit @param {any[]} ops @param {number} next */
    merge: (visit, ops, next) => core.serial(async () => {
      const model = await core.load(visit);
      const rows = ops.filter((op) => op.visit === visit).map((op) => ({ ...envelope(op), seq: op.seq, rank: op.rank, state: HELD }));
      const stored = await core.codec.sealOps(rows);
      const fresh = await db.write(["ops", "meta"], async (tx) => {
        const store = tx.objectStore("ops");
        const known = new Set(await store.index("visit").getAllKeys(db.below(visit)));
        await Promise.all([...stored.map((row) => store.put(row)), tx.objectStore("meta").put(next, `cursor/${visit}`)]);
        return stored.filter((row) => !known.has(row.id));
      });
      rows.forEach((row) => { core.see(row); apply(model, row); });
      if (fresh.length && !covers(core.receipts.get(visit))) await core.copy((copy) => copy.append(fresh.map((op) => ({ op: forMirror(op) })))).catch(core.failed);
      if (rows.length) core.emit({ visit });
    }),

    /** Visits whose receipt should be asked for: submitted ones, and now and then those that have one. */
    async awaiting(now = Date.now()) {
      const asked = await Promise.all((await visits()).map(async (visit) => {
        const model = await core.load(visit);
        const receipt = core.receipts.get(visit);
        const settled = receipt?.matched && receipt.version === model.version;
        return ["waiting", "received"].includes(model.state) && model.version && (!settled || now - receipt.checked > 3_600_000) ? visit : null;
      }));
      return asked.filter((visit) => visit);
    },
    receipt: async (visit) => core.receipts.get(visit) ?? null,
    /**
     * Only a receipt that names the hash of the manifest submitted here lets the second copy go; what it misses is sent again.
     * @param {string} visit @param {any} answer @returns {Promise<boolean>} whether it covers what was submitted
     */
    async saveReceipt(visit, answer, now = Date.now()) {
      const model = await core.load(visit);
      const submitted = model.events.findLast((event) => event.path === "submit")?.value;
      const matched = answer.state === "received" && answer.version === submitted?.version && answer.manifest_hash === submitted?.manifest?.hash;
      const before = core.receipts.get(visit);
      const again = before?.matched && before.version === answer.version;
      const receipt = { ...answer, visit, matched, open: !!(again && before.open), at: again ? before.at : now, checked: now };
      await db.write(["receipts"], (tx) => tx.store.put(receipt));
      core.receipts.set(visit, receipt);
      if (before?.matched && !matched) await lostByServer(visit);
      else await resend(answer.missing?.ops ?? [], answer.missing?.photos ?? []);
      if (covers(receipt)) await trim(visit).catch(core.failed);
      core.emit({ visit });
      return matched;
    },

    /** Takes out what was received more than 14 days ago and is no longer listed. */
    async prune(now = Date.now()) {
      const listed = new Set((await core.bundle())?.bundle?.visits.map((visit) => visit.id));
      for (const { visit, at } of [...core.receipts.values()].filter((receipt) => covers(receipt) && !listed.has(receipt.visit))) {
        if (now - at > KEEP_MS && !(await unsent(visit))) await forget(visit);
      }
    },

    /** @returns {Promise<Pending[]>} everything that the server lacks or refused, oldest first */
    async pending() {
      const ops = await core.codec.openOps((await Promise.all([WAITING, STUCK, REFUSED].map((state) => every("ops", "state", state)))).flat());
      const photos = (await Promise.all([WAITING, STUCK].map((state) => every("photos", "state", state)))).flat();
      const state = (id, row) => (core.sending.has(id) ? "sending" : STATE_NAMES[row.state]);
      return [
        ...ops.sort((a, b) => (a.id < b.id ? -1 : 1)).map((op) => ({ ...op, kind: "op", event: op.kind === "event", tries: 0, state: state(op.id, op) })),
        ...photos.map((row) => ({ ...row, kind: "photo", id: row.sha, visit: row.visits[0], subject: "", path: `photo/${row.sha}`, state: state(row.sha, row) })),
        ...(core.memos.suggestions ?? []).filter((one) => REMARKS[one.state]).map(({ id, text, message, state: now }) => (
          { kind: "suggestion", id, visit: "", subject: "", path: "投诉建议", value: text, message, tries: 0, state: REMARKS[now] })),
      ];
    },
    /** @param {string} [visit] */
    async counts(visit) {
      if (visit) return countsOf(visit);
      const [ops, photos, stuckOps, stuckPhotos] = await Promise.all([
        count("ops", "state", [WAITING]), count("photos", "state", [WAITING]), count("ops", "state", [STUCK, REFUSED]), count("photos", "state", [STUCK])]);
      const remarks = (/** @type {string} */ state) => (core.memos.suggestions ?? []).filter((one) => one.state === state).length;
      return { ops: ops + remarks("waiting"), photos, quarantined: stuckOps + stuckPhotos + remarks("refused") };
    },

    /** @param {string} sha */
    async photo(sha) {
      const buf = await bytesOf("photo", [sha, "full"]);
      return buf ? { sha, buf, thumb: (await bytesOf("thumb", [sha, "thumb"])) ?? null } : null;
    },
    /** For lists: the small picture, else the full one. @param {string} sha @returns {Promise<ArrayBuffer|null>} */
    thumb: async (sha) => (await bytesOf("thumb", [sha, "thumb"])) ?? (await bytesOf("photo", [sha, "full"])) ?? null,
    /** A copy that the server made, kept for showing offline. @param {string} sha @param {ArrayBuffer} buf @param {string} size @param {string} variant what is drawn on it */
    addRemotePhoto: async (sha, buf, size, variant) => db.put("bytes", [sha, "remote", size, variant], await core.codec.sealBytes("thumb", buf)),
    /** @param {string} sha @param {string} size @param {string} variant @returns {Promise<ArrayBuffer|null>} */
    remotePhoto: (sha, size, variant) => bytesOf("thumb", [sha, "remote", size, variant]),

    /** @param {number} clockOffset server minus tablet, ms @param {number|null} lastOk */
    async synced(clockOffset, lastOk) {
      Object.assign(core, { clockOffset, lastOk });
      await db.write(["meta"], (tx) => Promise.all([tx.store.put(clockOffset, "clockOffset"), tx.store.put(lastOk, "lastOk")]));
    },
  };

  /** Another tablet's op has the same id (a cloned profile): ours stays visible under a name that no server op can have. */
  async function keepReused(ops) {
    const reused = ops.filter((op) => op.reason === "id_reused");
    if (reused.length) await db.write(["ops"], (tx) => Promise.all(reused.flatMap((op) => [tx.store.delete(op.id), tx.store.put({ ...op, id: `${op.id}!` })])));
  }

  async function countsOf(visit) {
    const photos = await every("photos", "visits", visit);
    const among = (state) => photos.filter((row) => row.state === state).length;
    return { ops: await count("ops", "visit", [[visit, WAITING]]), photos: among(WAITING),
      quarantined: (await count("ops", "visit", [[visit, STUCK], [visit, REFUSED]])) + among(STUCK) };
  }

  async function unsent(visit) {
    const { ops, photos, quarantined } = await countsOf(visit);
    return ops + photos + quarantined;
  }

  /** The server was restored from a backup: everything of the visit goes up once more and is copied again. */
  async function lostByServer(visit) {
    const ops = await every("ops", "visit", db.below(visit));
    await resend(ops.filter((op) => op.device === core.device).map((op) => op.id), (await every("photos", "visits", visit)).map((row) => row.sha));
    await db.put("meta", `cursor/${visit}`, 0);
    await core.copy(async (copy) => reconcile(core, copy, await copy.load())).catch(core.failed);
  }

  /** After the receipt: only what the server lacks stays in the second copy. */
  async function trim(visit) {
    const kept = (await every("ops", "visit", db.below(visit))).filter((op) => op.state === WAITING || op.state === STUCK);
    const covered = new Set([...core.receipts.values()].filter(covers).map((receipt) => receipt.visit));
    const gone = (await every("photos", "visits", visit)).filter((row) => !mustMirror(row, covered));
    await core.copy((copy) => copy.trim([{ forget: visit }, ...kept.map((op) => ({ op: forMirror(op) }))], gone.map((row) => row.sha)));
  }

  async function forget(visit) {
    await db.write(["ops", "photos", "bytes", "meta"], async (tx) => {
      const ops = tx.objectStore("ops"), photos = tx.objectStore("photos");
      const ids = await ops.index("visit").getAllKeys(db.below(visit));
      const rows = await photos.index("visits").getAll(visit);
      const own = ids.filter((id) => id.slice(14) === core.device).sort().at(-1);
      const stamp = await tx.objectStore("meta").get("stamp");
      await Promise.all([
        ...ids.map((id) => ops.delete(id)),
        ...rows.map((row) => (row.visits.length > 1 ? photos.put({ ...row, visits: row.visits.filter((one) => one !== visit) }) : photos.delete(row.sha))),
        ...rows.filter((row) => row.visits.length === 1).map((row) => tx.objectStore("bytes").delete(db.below(row.sha))),
        tx.objectStore("meta").delete(`cursor/${visit}`),
        own > (stamp ?? "") && tx.objectStore("meta").put(own, "stamp"),
      ]);
    });
    core.models.delete(visit);
    await core.reload(visit);
  }
}
