// What was written before the encryption was switched, brought to the other form: both copies, piece by piece, so that saving goes on between the
// pieces and a kill at any moment leaves things that can all be read. Whatever is in the wanted form already is passed over.
import { SEALED_META } from "./codec.js";
import { forMirror } from "./recover.js";
import { isSealed } from "./vault.js";

const BATCH = 200;

/** @param {any} core @param {(done: number, of: number) => void} tell */
export async function convert(core, tell) {
  const shas = await core.db.read(["photos"], (tx) => tx.store.getAllKeys());
  const files = (await core.copy((copy) => copy.load()))?.photos.map(([sha]) => sha) ?? [];
  const thumbs = (await core.db.read(["bytes"], (tx) => tx.store.getAllKeys())).filter(([, size]) => size !== "full");
  const steps = [() => records(core), () => opsHere(core), () => opsThere(core), ...thumbs.map((key) => () => thumb(core, key)), ...shas.map((sha) => () => photo(core, sha, files.includes(sha))),
    () => strays(core, files.filter((sha) => !shas.includes(sha)))];
  for (const [done, step] of steps.entries()) {
    tell(done, steps.length);
    await core.serial(step);
  }
  tell(steps.length, steps.length);
}

const wantsSealed = (core) => core.codec.head.stage === "sealing";

/** Rows -> rows in the wanted form, those that are not in it. */
async function converted(core, rows) {
  const wanted = wantsSealed(core);
  const others = rows.filter((row) => !row.sealed === wanted);
  return wanted ? core.codec.sealOps(others) : core.codec.openOps(others);
}

async function records(core) {
  const { db, codec } = core;
  const change = async (name, stored) => (wantsSealed(core) ? codec.sealJson(name, stored) : codec.openJson(name, stored));
  for (const key of SEALED_META) {
    const before = await db.get("meta", key);
    if (!before) continue;
    const stored = await change(key, before);
    await db.put("meta", key, stored);
    await core.copy((copy) => copy.append([{ meta: { [key]: stored } }]));
  }
  const kept = await db.get("bundle", "current");
  if (!kept) return;
  const record = { ...kept, bundle: await change("bundle", kept.bundle) };
  await db.write(["bundle"], (tx) => Promise.all([tx.store.put(record, "current"), tx.store.delete("next")]));
  await core.copy((copy) => copy.bundle(record));
}

async function opsHere(core) {
  const ids = await core.db.read(["ops"], (tx) => tx.store.getAllKeys());
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH);
    const rows = await core.db.read(["ops"], (tx) => Promise.all(some.map((id) => tx.store.get(id))));
    const changed = await converted(core, rows.filter(Boolean));
    // What the server said of an op meanwhile stays: only the form of its content changes.
    await core.db.write(["ops"], async (tx) => {
      const now = await Promise.all(changed.map(({ id }) => tx.store.get(id)));
      await Promise.all(changed.map((row, i) => now[i] && tx.store.put({ ...row, ...said(now[i]) })));
    });
  }
}

const said = ({ state, seq, rank, reason, message }) => JSON.parse(JSON.stringify({ state, seq, rank, reason, message }));

async function opsThere(core) {
  await core.copy(async (copy) => {
    const changed = await converted(core, (await copy.load()).ops);
    for (let at = 0; at < changed.length; at += BATCH) await copy.append(changed.slice(at, at + BATCH).map((row) => ({ op: forMirror(row) })));
  });
}

const recoded = (core, kind, stored) => (wantsSealed(core) ? core.codec.sealBytes(kind, stored) : core.codec.openBytes(kind, stored));

async function thumb(core, key) {
  const stored = await core.db.get("bytes", key);
  if (stored && isSealed(stored) !== wantsSealed(core)) await core.db.put("bytes", key, await recoded(core, "thumb", stored));
}

/** IndexedDB first; the file in the other form goes only after the new one has been read back. */
async function photo(core, sha, copied) {
  const key = [sha, "full"];
  let stored = await core.db.get("bytes", key);
  if (!stored) return;
  if (isSealed(stored) !== wantsSealed(core)) {
    stored = await recoded(core, "photo", stored);
    await core.db.put("bytes", key, stored);
  }
  if (copied) await core.copy((copy) => copy.photo(sha, stored));
}

/** Files of photos that were cut off while they were taken and belong to nothing: they would stay readable. */
async function strays(core, gone) {
  if (gone.length) await core.copy((copy) => copy.trim([], gone));
}
