// Rescue import: what another tablet (or this one) exported comes into both copies as waiting, and goes up under its own authors.
// Whatever is here already stays as it is, so the same file may be taken in any number of times.
import { REFUSED, StoreError, WAITING, canonical, envelope, sha256 } from "./op.js";
import { frames, readHead } from "./rescue_file.js";
import { forMirror } from "./recover.js";
import { putPhoto, readBack, sealed } from "./save.js";

const BATCH = 200;
const REUSED = "救援文件里的这一条与本机已有的一条编号相同、内容不同，两条都已保留，请联系局里管理员核对。";

/** @typedef {{about: any, bundle: any, ops: any[], photos: {sha: string, visits: string[]}[], whole: boolean, faults: number}} Contents */
/** @typedef {{ops: number, photos: number, known: number, knownPhotos: number, reused: number, damaged: number}} Receipt */

/** What is inside, as far as it is whole. @param {Blob} blob @param {CryptoKey} key @returns {Promise<Contents>} */
export async function look(blob, key) {
  const state = { faults: 0, whole: false };
  /** @type {Contents} */
  const inside = { about: null, bundle: null, ops: [], photos: [], whole: false, faults: 0 };
  for await (const { meta } of frames(blob, await readHead(blob), key, state)) {
    if (meta.kind === "about") inside.about = meta;
    if (meta.kind === "bundle") inside.bundle = meta.bundle;
    if (meta.kind === "ops") inside.ops.push(...meta.ops.map(envelope));
    if (meta.kind === "photo") inside.photos.push({ sha: meta.sha, visits: meta.visits });
  }
  return { ...inside, ...state };
}

/**
 * Photos first: an op never stands here without the photo it names that the file has.
 * @param {any} core see openStore @param {Blob} blob @param {CryptoKey} key @param {Contents} inside @param {(done: number, of: number) => void} [tell]
 * @returns {Promise<Receipt>}
 */
export async function takeIn(core, blob, key, inside, tell = () => {}) {
  if (core.readOnly) throw new StoreError("read_only", "另一个窗口正在填写，请在那个窗口里导入。");
  const receipt = { ops: 0, photos: 0, known: 0, knownPhotos: 0, reused: 0, damaged: 0 };
  const of = inside.photos.length + Math.ceil(inside.ops.length / BATCH);
  let done = 0;
  for await (const { meta, body } of frames(blob, await readHead(blob), key, { faults: 0, whole: false })) {
    if (meta.kind !== "photo") continue;
    receipt[await core.serial(() => takePhoto(core, meta, body.slice().buffer)).catch((error) => { throw core.failed(error); })] += 1;
    tell(++done, of);
  }
  for (let at = 0; at < inside.ops.length; at += BATCH) {
    const some = inside.ops.slice(at, at + BATCH);
    await core.serial(() => takeOps(core, some, receipt)).catch((error) => { throw core.failed(error); });
    tell(++done, of);
  }
  for (const visit of new Set(inside.ops.map((op) => op.visit))) if (core.models.has(visit)) await core.reload(visit);
  core.emit({ local: true });
  return receipt;
}

/** @returns {Promise<"photos"|"knownPhotos"|"damaged">} */
async function takePhoto(core, { sha, visits }, buf) {
  if ((await sha256(buf)) !== sha) return "damaged";
  const known = await core.db.get("photos", sha);
  if (known && (await core.db.get("bytes", [sha, "full"]))) return "knownPhotos";
  const shot = await sealed(core, { sha, buf });
  await core.db.write(["photos", "bytes"], async (tx) => {
    for (const visit of visits) await putPhoto(tx, shot, visit);
  });
  await readBack(core, { sha });
  await core.copy((copy) => copy.photo(sha, shot.stored));
  return "photos";
}

async function takeOps(core, ops, receipt) {
  const here = await core.db.read(["ops"], (tx) => Promise.all(ops.flatMap((op) => [tx.store.get(op.id), tx.store.get(`${op.id}!`)])));
  const known = new Map((await core.codec.openOps(here.filter(Boolean))).map((op) => [op.id, canonical({ ...envelope(op), id: op.id.slice(0, 22) })]));
  const fresh = [];
  for (const op of ops) {
    const own = known.get(op.id), aside = known.get(`${op.id}!`), content = canonical(op);
    if (own === content || aside === content) {
      receipt.known += 1;
      continue;
    }
    const row = own === undefined ? { ...op, state: WAITING } : { ...op, id: `${op.id}!`, state: REFUSED, reason: "id_reused", message: REUSED };
    fresh.push(row);
    known.set(row.id, content);
  }
  if (!fresh.length) return;
  const rows = await core.codec.sealOps(fresh);
  await core.db.write(["ops", "receipts"], async (tx) => {
    const receipts = tx.objectStore("receipts");
    const open = await Promise.all([...new Set(fresh.map((op) => op.visit))].map((visit) => receipts.get(visit)));
    await Promise.all([...rows.map((row) => tx.objectStore("ops").put(row)), ...open.filter(Boolean).map((one) => receipts.put({ ...one, open: true }))]);
  });
  for (const { visit } of fresh) if (core.receipts.has(visit)) core.receipts.set(visit, { ...core.receipts.get(visit), open: true });
  await core.copy((copy) => copy.append(rows.map((row) => ({ op: forMirror(row) }))));
  for (const op of fresh) {
    if (op.state === WAITING) core.see(op);
    receipt[op.state === WAITING ? "ops" : "reused"] += 1;
  }
}
