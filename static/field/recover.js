// At start: what one copy has and the other lacks is restored, in both directions.
import { HELD, WAITING, photoNamed, sha256 } from "./op.js";

/** @typedef {import("./db.js").Db} Db */
/** @typedef {import("./mirror.js").Mirror} Mirror */
const META = ["device", "person", "memos", "vault", "lock"];

/** A receipt covers a visit until somebody goes on writing in it. @param {any} receipt */
export const covers = (receipt) => !!receipt?.matched && !receipt.open;

/** Ops, bundle and person go over as they stand, encrypted or not; only a photo is looked into.
 * @param {{db: Db, codec: import("./codec.js").Codec}} core @param {Mirror} mirror @param {import("./mirror.js").Copy} copy what `mirror` has
 * @returns {Promise<{ops: number, photos: number, stamps: {[device: string]: string}}>} */
export async function reconcile({ db, codec }, mirror, copy) {
  const ops = await restoreOps(db, copy);
  const photos = await restorePhotos(db, codec, mirror, copy);
  await restoreMeta(db, mirror, copy);
  await copyOps(db, mirror, new Set(copy.ops.map((op) => op.id)));
  await copyPhotos(db, mirror, new Map(copy.photos));
  return { ops, photos, stamps: copy.stamps };
}

/** Ops that only the second copy has. Those without a number from the server go up (again: it answers `duplicate`). */
async function restoreOps(/** @type {Db} */ db, /** @type {import("./mirror.js").Copy} */ copy) {
  if (!copy.ops.length) return 0;
  return db.write(["ops"], async (tx) => {
    const have = new Set(await tx.store.getAllKeys());
    const lost = copy.ops.filter((op) => !have.has(op.id));
    await Promise.all(lost.map((op) => tx.store.put({ ...op, state: op.seq === undefined ? WAITING : HELD })));
    return lost.length;
  });
}

async function restorePhotos(/** @type {Db} */ db, /** @type {import("./codec.js").Codec} */ codec, /** @type {Mirror} */ mirror, /** @type {import("./mirror.js").Copy} */ copy) {
  /** @type {any[]|null} */
  let ops = null;
  const have = new Set(await db.read(["photos"], (tx) => tx.store.getAllKeys()));
  let restored = 0;
  for (const [sha, size] of copy.photos) {
    if (have.has(sha) || !size) continue;
    const stored = await mirror.readPhoto(sha);
    const buf = await codec.openBytes("photo", stored).catch(() => new ArrayBuffer(0));
    if ((await sha256(buf)) !== sha) continue; // cut while it was written, so it was never reported as saved
    ops ??= await codec.openOps(copy.ops);
    const visits = [...new Set(ops.filter((op) => photoNamed(op) === sha).map((op) => op.visit))];
    await db.write(["photos", "bytes"], (tx) => Promise.all([
      tx.objectStore("photos").put({ sha, size: buf.byteLength, visits, state: WAITING, tries: 0 }),
      tx.objectStore("bytes").put(stored, [sha, "full"]),
    ]));
    restored++;
  }
  return restored;
}

/** Who this tablet is, who works on it, and the bundle. */
async function restoreMeta(/** @type {Db} */ db, /** @type {Mirror} */ mirror, /** @type {import("./mirror.js").Copy} */ copy) {
  for (const key of META) {
    const here = await db.get("meta", key);
    const there = copy.meta[key];
    if (here === undefined && there !== undefined) await db.put("meta", key, there);
    else if (here !== undefined && JSON.stringify(here) !== JSON.stringify(there)) await (key === "vault" ? mirror.vault(here) : mirror.append([{ meta: { [key]: here } }]));
  }
  const bundle = await db.get("bundle", "current");
  if (!bundle && copy.meta.bundle) {
    const saved = await mirror.readBundle().catch(() => null);
    if (saved?.bundle) await db.put("bundle", "current", saved);
  }
  if (bundle && copy.meta.bundle?.etag !== bundle.etag) await mirror.bundle(bundle);
}

/** Ops of visits without a receipt, and whatever the server lacks, that the second copy does not have. */
async function copyOps(/** @type {Db} */ db, /** @type {Mirror} */ mirror, /** @type {Set<string>} */ have) {
  const lacking = await db.read(["ops", "receipts"], async (tx) => {
    const covered = new Set((await tx.objectStore("receipts").getAll()).filter(covers).map((/** @type {any} */ receipt) => receipt.visit));
    const index = tx.objectStore("ops").index("visit");
    const keys = [];
    for (let cursor = await index.openKeyCursor(null, "nextunique"); cursor; cursor = await cursor.continue()) {
      const [visit, state] = cursor.key;
      if (!covered.has(visit) || state !== HELD) keys.push(...(await index.getAllKeys([visit, state])));
    }
    return Promise.all(keys.filter((id) => !have.has(id)).map((id) => tx.objectStore("ops").get(id)));
  });
  if (lacking.length) await mirror.append(lacking.map((op) => ({ op: forMirror(op) })));
}

async function copyPhotos(/** @type {Db} */ db, /** @type {Mirror} */ mirror, /** @type {Map<string, number>} */ have) {
  const lacking = await db.read(["photos", "receipts"], async (tx) => {
    const covered = new Set((await tx.objectStore("receipts").getAll()).filter(covers).map((/** @type {any} */ receipt) => receipt.visit));
    const rows = await tx.objectStore("photos").getAll();
    return rows.filter((/** @type {any} */ row) => have.get(row.sha) !== row.size && mustMirror(row, covered));
  });
  for (const { sha } of lacking) {
    const stored = await db.get("bytes", [sha, "full"]);
    if (stored) await mirror.photo(sha, stored);
  }
}

/** @param {any} photo @param {Set<string>} covered ids of visits with a receipt */
export const mustMirror = (photo, covered) => photo.state !== HELD || photo.visits.some((/** @type {string} */ visit) => !covered.has(visit));

/** An op as the second copy keeps it. Without a number of the server's it goes up again after a loss. */
export const forMirror = (/** @type {import("./op.js").Op} */ { state, reason, message, ...op }) => op;
