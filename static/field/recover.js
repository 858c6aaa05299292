// At start: what one copy has and the other lacks is restored, in both directions.
import { HELD, WAITING, photoNamed, sha256 } from "./op.js";

/** @typedef {import("./db.js").Db} Db */
/** @typedef {import("./mirror.js").Mirror} Mirror */
const META = ["device", "person", "memos", "vault", "lock"];

/** A receipt covers a visit until somebody goes on writing in it. @param {any} receipt */
export const covers = (receipt) => !!receipt?.matched && !receipt.open;

/** Ops, bundle and person go over as they stand, encrypted or not; only a photo is looked into.
 * @param {{db: Db, codec: import("./codec.js").Codec}} core @param {Mirror} mirror @param {import("./mirror.js").Copy} copy what `mirror` has
 * @returns {Promise<{ops: number, photos: number, stamps: {[device: string]: string}, bundle: any}>} `bundle`: as stored */
export async function reconcile({ db, codec }, mirror, copy) {
  const here = await standOf(db, new Set(copy.ops.map((op) => op.id)));
  const ops = await restoreOps(db, copy, here);
  const photos = await restorePhotos(db, codec, mirror, copy, here);
  await restoreMeta(db, mirror, copy, here);
  if (here.lacking.length) await mirror.append(here.lacking.map((/** @type {any} */ op) => ({ op: forMirror(op) })));
  await copyPhotos(db, mirror, new Map(copy.photos), here);
  return { ops, photos, stamps: copy.stamps, bundle: here.bundle };
}

/** @typedef {{ops: Set<string>, lacking: any[], photos: any[], meta: any[], bundle: any, covered: Set<string>}} Here */

/**
 * What the database has, asked in one transaction: at the start of the app each one costs a wait. `lacking`: ops of visits without a
 * receipt, and whatever the server lacks, that the second copy does not have.
 * @param {Db} db @param {Set<string>} copied ids of the ops that the second copy has @returns {Promise<Here>}
 */
const standOf = (db, copied) => db.read(["ops", "photos", "receipts", "meta", "bundle"], async (tx) => {
  const at = (/** @type {string} */ name) => tx.objectStore(name);
  const [ids, photos, receipts, bundle, ...meta] = await Promise.all([
    at("ops").getAllKeys(), at("photos").getAll(), at("receipts").getAll(), at("bundle").get("current"), ...META.map((key) => at("meta").get(key))]);
  const covered = new Set(receipts.filter(covers).map((/** @type {any} */ receipt) => receipt.visit));
  const keys = [];
  const index = at("ops").index("visit");
  for (let cursor = await index.openKeyCursor(null, "nextunique"); cursor; cursor = await cursor.continue()) {
    const [visit, state] = cursor.key;
    if (!covered.has(visit) || state !== HELD) keys.push(...(await index.getAllKeys([visit, state])));
  }
  const lacking = await Promise.all(keys.filter((id) => !copied.has(id)).map((id) => at("ops").get(id)));
  return { ops: new Set(ids), lacking, photos, meta, bundle, covered };
});

/** Ops that only the second copy has. Those without a number from the server go up (again: it answers `duplicate`). */
async function restoreOps(/** @type {Db} */ db, /** @type {import("./mirror.js").Copy} */ copy, /** @type {Here} */ here) {
  const lost = copy.ops.filter((op) => !here.ops.has(op.id));
  if (lost.length) await db.write(["ops"], (tx) => Promise.all(lost.map((op) => tx.store.put({ ...op, state: op.seq === undefined ? WAITING : HELD }))));
  return lost.length;
}

async function restorePhotos(/** @type {Db} */ db, /** @type {import("./codec.js").Codec} */ codec, /** @type {Mirror} */ mirror, /** @type {import("./mirror.js").Copy} */ copy, /** @type {Here} */ here) {
  /** @type {any[]|null} */
  let ops = null;
  const have = new Set(here.photos.map((row) => row.sha));
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
async function restoreMeta(/** @type {Db} */ db, /** @type {Mirror} */ mirror, /** @type {import("./mirror.js").Copy} */ copy, /** @type {Here} */ here) {
  for (const [index, key] of META.entries()) {
    const mine = here.meta[index];
    const there = copy.meta[key];
    if (mine === undefined && there !== undefined) await db.put("meta", key, there);
    else if (mine !== undefined && JSON.stringify(mine) !== JSON.stringify(there)) await (key === "vault" ? mirror.vault(mine) : mirror.append([{ meta: { [key]: mine } }]));
  }
  if (here.bundle) {
    if (copy.meta.bundle?.etag !== here.bundle.etag) await mirror.bundle(here.bundle);
  } else if (copy.meta.bundle) {
    const saved = await mirror.readBundle().catch(() => null);
    if (saved?.bundle) {
      await db.put("bundle", "current", saved);
      here.bundle = saved;
    }
  }
}

async function copyPhotos(/** @type {Db} */ db, /** @type {Mirror} */ mirror, /** @type {Map<string, number>} */ have, /** @type {Here} */ here) {
  for (const { sha } of here.photos.filter((row) => have.get(row.sha) !== row.size && mustMirror(row, here.covered))) {
    const stored = await db.get("bytes", [sha, "full"]);
    if (stored) await mirror.photo(sha, stored);
  }
}

/** @param {any} photo @param {Set<string>} covered ids of visits with a receipt */
export const mustMirror = (photo, covered) => photo.state !== HELD || photo.visits.some((/** @type {string} */ visit) => !covered.has(visit));

/** An op as the second copy keeps it. Without a number of the server's it goes up again after a loss. */
export const forMirror = (/** @type {import("./op.js").Op} */ { state, reason, message, ...op }) => op;
