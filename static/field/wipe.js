// A locked tablet whose work has all arrived keeps nothing that it could show: not the bundle with its telephone numbers, not the visits.
import { STUCK, WAITING } from "./op.js";

const NOTHING = { etag: "", bundle: null };

/** What this tablet is and who works on it stays, with the last stamp of its clock. @param {any} core see openStore @returns {Promise<boolean>} false: something is still only here */
export const wipe = (core) => core.serial(async () => {
  const { db } = core;
  const gone = await db.write(["ops", "photos", "bytes", "bundle", "receipts", "meta"], async (tx) => {
    const [ops, photos, meta] = ["ops", "photos", "meta"].map((name) => tx.objectStore(name));
    const left = await Promise.all([ops, photos].flatMap((rows) => [WAITING, STUCK].map((state) => rows.index("state").count(state))));
    if (left.some(Boolean)) return null;
    const last = await ops.index("device").openKeyCursor(IDBKeyRange.only(core.device), "prev");
    const stamp = [last?.primaryKey, await meta.get("stamp")].filter(Boolean).sort().at(-1);
    const visits = new Set();
    for (let cursor = await ops.index("visit").openKeyCursor(null, "nextunique"); cursor; cursor = await cursor.continue()) visits.add(cursor.key[0]);
    const shas = await photos.getAllKeys();
    const cursors = await meta.getAllKeys(IDBKeyRange.bound("cursor/", "cursor0", false, true));
    await Promise.all([
      ...["ops", "photos", "bytes", "bundle", "receipts"].map((name) => tx.objectStore(name).clear()),
      ...cursors.map((key) => meta.delete(key)), stamp && meta.put(stamp, "stamp"),
    ]);
    return { visits: [...visits], shas };
  });
  if (!gone) return false;
  await core.copy(async (copy) => {
    await copy.trim(gone.visits.map((visit) => ({ forget: visit })), gone.shas);
    for (let slot = 0; slot < 2; slot++) await copy.bundle(NOTHING); // both slots: the last good one is kept otherwise
  });
  core.receipts.clear();
  for (const visit of core.models.keys()) core.reload(visit);
  core.emit({});
  return true;
});
