// Rescue export: what the server has not confirmed, or everything, out of this tablet in one encrypted file.
import { ITERATIONS, newKey, openWith, wrapForBureau, wrapForSecret } from "./crypt.js";
import { STUCK, StoreError, WAITING, envelope } from "./op.js";
import { frames, makeWriter, readHead } from "./rescue_file.js";

/** @typedef {"unsent"|"all"} Scope */
/** @typedef {{blob: Blob, name: string, ops: number, photos: number, lost: number, proven: boolean}} Export `lost`: photos whose bytes are gone;
 *   `proven`: the file was read back and opened */

const BATCH = 200;
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"; // none that look alike; 31, so 16 of them are 79 bits
export const SHORTEST_SECRET = 10;

/** A passphrase nobody guesses, in groups that can be copied by hand. */
export function freshSecret() {
  const fair = [];
  while (fair.length < 16) fair.push(...crypto.getRandomValues(new Uint8Array(32)).filter((byte) => byte < 248));
  return fair.slice(0, 16).map((byte, i) => (i && i % 4 === 0 ? "-" : "") + LETTERS[byte % 31]).join("");
}

/**
 * @param {any} core see openStore
 * @param {{scope: Scope, secret: string|null, app: string, bureau?: import("./crypt.js").BureauKey, tell?: (done: number, of: number) => void}} options
 * @returns {Promise<Export>}
 */
export async function exportFile(core, { scope, secret, app, bureau, tell = () => {} }) {
  const open = core.codec;
  const bundle = (await core.bundle())?.bundle;
  const key = await newKey();
  const wraps = await wrapsOf(key, secret, bureau ?? bundle?.encryption?.key);
  const ops = await open.openOps(await rowsOf(core, "ops", scope));
  const photos = await rowsOf(core, "photos", scope);
  const visits = [...new Set([...ops.map((op) => op.visit), ...photos.flatMap((row) => row.visits)])];
  const about = { kind: "about", scope, device: core.device, person: core.person, app, made: new Date().toISOString(), ops: ops.length, photos: photos.length };
  const done = await write(core, key, { wraps, app, visits, about, bundle: bundle && needed(bundle, visits), ops: ops.map(exported), photos, tell,
    bytesOf: async (stored) => open.openBytes("photo", stored) });
  return { ...done, proven: await proven(done, key) };
}

/** As it stands, without the PIN: values and photos stay sealed, the wrapped data key goes along, and only the bureau can open it.
 * @param {any} core @param {any} head see vault.js @param {{app: string, tell?: (done: number, of: number) => void}} options @returns {Promise<Export>} */
export async function exportSealed(core, head, { app, tell = () => {} }) {
  const wrap = head.wraps.find((one) => one.by === "bureau");
  const key = await newKey();
  const wraps = await wrapsOf(key, null, { kid: wrap.kid, point: wrap.to });
  const there = await core.copy((copy) => copy.load());
  const here = await rowsOf(core, "ops", "all");
  const known = new Set(here.map((row) => row.id));
  const ops = [...here, ...(there?.ops ?? []).filter((row) => !known.has(row.id))];
  const rows = await rowsOf(core, "photos", "all");
  const shas = new Set(rows.map((row) => row.sha));
  const photos = [...rows, ...(there?.photos ?? []).filter(([sha, size]) => size && !shas.has(sha)).map(([sha, size]) => ({ sha, size, visits: [] }))];
  const visits = [...new Set(ops.map((op) => op.visit))];
  const device = (await core.db.get("meta", "device")) ?? there?.meta.device ?? null;
  const about = { kind: "about", scope: "all", device, person: null, app, made: new Date().toISOString(), ops: ops.length, photos: photos.length, vault: head };
  const done = await write(core, key, { wraps, app, visits, about, bundle: null, ops: ops.map(({ state, reason, message, ...op }) => op), photos, tell, bytesOf: async (stored) => stored });
  return { ...done, proven: await proven(done, key) };
}

async function wrapsOf(key, secret, bureau) {
  const wraps = [];
  if (secret !== null) wraps.push(await wrapForSecret(key, secret, ITERATIONS));
  if (bureau) wraps.push(await wrapForBureau(key, bureau));
  if (!wraps.length) throw new StoreError("no_key", "没有可用的密钥：请设置救援口令。");
  return wraps;
}

const rowsOf = async (core, store, scope) => (scope === "all" ? core.db.read([store], (tx) => tx.store.getAll())
  : (await Promise.all([WAITING, STUCK].map((state) => core.db.read([store], (tx) => tx.store.index("state").getAll(state))))).flat());

/** What another tablet or the bureau needs; ours under a name that no server op can have (outbox.keepReused) goes under its own. */
const exported = (op) => ({ ...envelope(op), id: op.id.slice(0, 22) });

/** The rows that name the visits. @param {any} bundle @param {string[]} ids */
function needed(bundle, ids) {
  const visits = bundle.visits.filter((visit) => ids.includes(visit.id));
  const firms = new Set(visits.map((visit) => visit.enterprise)), lists = new Set(visits.flatMap((visit) => visit.checklists));
  return { org: bundle.org, person: bundle.person, people: bundle.people, visits, enterprises: bundle.enterprises.filter((one) => firms.has(one.id)),
    checklists: Object.fromEntries(Object.entries(bundle.checklists).filter(([ref]) => lists.has(ref))) };
}

/** Ops before photos: a file that is cut off has lost the least. */
async function write(core, key, { wraps, app, visits, about, bundle, ops, photos, tell, bytesOf }) {
  const file = await makeWriter(key, { wraps, made: about.made, device: about.device, app });
  const of = Math.ceil(ops.length / BATCH) + photos.length;
  let done = 0, lost = 0;
  await file.add(about);
  if (bundle) await file.add({ kind: "bundle", bundle });
  for (let at = 0; at < ops.length; at += BATCH) {
    await file.add({ kind: "ops", ops: ops.slice(at, at + BATCH) });
    tell(++done, of);
  }
  for (const { sha, visits: named } of photos) {
    const stored = (await core.db.get("bytes", [sha, "full"])) ?? (await core.copy((copy) => copy.readPhoto(sha)).catch(() => null));
    if (stored) await file.add({ kind: "photo", sha, visits: named }, await bytesOf(stored));
    else lost += 1;
    tell(++done, of);
  }
  await file.add({ kind: "end" });
  return { blob: file.finish(), name: `现场检查-${about.device ?? "未登记"}-${localMinute(about.made)}.rescue`, ops: ops.length, photos: photos.length - lost, lost, visits: visits.length };
}

/** @param {string} instant UTC @returns {string} 2026-11-23-0905 in the county */
const localMinute = (instant) => new Date(instant).toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" }).slice(0, 16).replace(" ", "-").replace(":", "");

/** Nobody learns on the other tablet that the file can't be opened. */
async function proven({ blob, ops, photos }, key) {
  const state = { faults: 0, whole: false };
  const found = { ops: 0, photos: 0 };
  for await (const { meta } of frames(blob, await readHead(blob), key, state)) {
    if (meta.kind === "ops") found.ops += meta.ops.length;
    if (meta.kind === "photo") found.photos += 1;
  }
  return state.whole && found.ops === ops && found.photos === photos;
}

/** @param {Blob} blob @param {string} secret @returns {Promise<CryptoKey>} */
export async function keyOf(blob, secret) {
  const { head } = await readHead(blob);
  if (!head.wraps.some((wrap) => wrap.by === "secret")) throw new StoreError("for_bureau", "这个文件是在锁定的平板上导出的，只有局里能打开。请把它交给局里的系统管理员（inspect-app import-rescue）。");
  const key = await openWith(head.wraps, secret);
  if (!key) throw new StoreError("wrong_secret", "救援口令不正确。口令不分大小写，空格和短横线可以不输。");
  return key;
}
