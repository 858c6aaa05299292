// One save: ops and their photos in one IndexedDB transaction, photos read back, then the second copy.
import { apply } from "./fold.js";
import { StoreError, WAITING, sha256 } from "./op.js";
import { covers, forMirror } from "./recover.js";

/** @typedef {import("./op.js").Op} Op */
/** @typedef {{sha: string, buf: ArrayBuffer, thumb?: ArrayBuffer|null, w?: number, h?: number}} Photo */

/**
 * IndexedDB first, then the second copy; if that fails, IndexedDB is put back. Rejects with whatever went wrong.
 * @param {any} core see openStore @param {string} visit @param {Op[]} ops @param {Photo[]} photos @param {import("./fold.js").VisitModel} model
 */
export async function saveBoth(core, visit, ops, photos, model) {
  const receipt = core.receipts.get(visit);
  const rows = await core.codec.sealOps(ops);
  const shots = await Promise.all(photos.map((photo) => sealed(core, photo)));
  const stores = ["ops", ...(photos.length ? ["photos", "bytes"] : []), ...(covers(receipt) ? ["receipts"] : [])];
  const fresh = await core.db.write(stores, async (tx) => {
    const puts = rows.map((row) => tx.objectStore("ops").put(row));
    if (covers(receipt)) puts.push(tx.objectStore("receipts").put({ ...receipt, open: true }));
    const added = await Promise.all(shots.map((shot) => putPhoto(tx, shot, visit)));
    await Promise.all(puts);
    return added.flatMap((sha) => sha ?? []);
  });
  if (receipt) core.receipts.set(visit, { ...receipt, open: true });
  try {
    await Promise.all(photos.map((photo) => readBack(core, photo)));
    await core.copy(async (copy) => {
      for (const { sha, stored } of shots) await copy.photo(sha, stored);
      await copy.append(rows.map((row) => ({ op: forMirror(row) })));
    });
  } catch (error) {
    await takeBack(core, ops, fresh).catch(() => { // still in IndexedDB: show what is there, and save nothing more before the second copy has it, too
      ops.forEach((op) => apply(model, op));
      core.unequal();
    });
    throw error;
  }
}

/** As it stands on the disk. Made before the transaction: IndexedDB ends one that waits for anything else.
 * @param {any} core @param {Photo} photo */
export async function sealed({ codec }, { sha, buf, thumb = null }) {
  return { sha, size: buf.byteLength, stored: await codec.sealBytes("photo", buf), thumb: thumb && (await codec.sealBytes("thumb", thumb)) };
}

/** @param {any} tx @param {Awaited<ReturnType<typeof sealed>>} shot @param {string} visit @returns {Promise<string|null>} the hash, if this tablet did not have the photo */
export async function putPhoto(tx, { sha, size, stored, thumb }, visit) {
  const rows = tx.objectStore("photos");
  const known = await rows.get(sha);
  const visits = [...new Set([...(known?.visits ?? []), visit])];
  await Promise.all([
    rows.put({ sha, size, state: WAITING, tries: 0, at: Date.now(), ...known, visits }),
    tx.objectStore("bytes").put(stored, [sha, "full"]),
    thumb && tx.objectStore("bytes").put(thumb, [sha, "thumb"]),
  ]);
  return known ? null : sha;
}

export async function readBack(/** @type {any} */ core, /** @type {{sha: string}} */ { sha }) {
  if ((await sha256(await core.codec.openBytes("photo", await core.db.get("bytes", [sha, "full"])))) !== sha) throw new StoreError("photo_damaged", "未保存：照片写入后校验不一致，请重新拍摄。");
}

/** The second copy first: on a full disk that makes the room which IndexedDB needs to delete something. */
async function takeBack(core, /** @type {Op[]} */ ops, /** @type {string[]} */ shas) {
  await core.mirror?.trim(ops.map(({ id }) => ({ drop: id })), shas).catch(() => {});
  await core.db.write(["ops", "photos", "bytes"], (tx) => Promise.all([
    ...ops.map(({ id }) => tx.objectStore("ops").delete(id)),
    ...shas.flatMap((sha) => [tx.objectStore("photos").delete(sha), tx.objectStore("bytes").delete(IDBKeyRange.bound([sha], [sha, []]))]),
  ]));
}
