// What the server prepares for days without a network. A bad answer never takes the place of a good bundle.
import { StoreError } from "./op.js";

/** Versions of the bundle that this app reads: one that the app before the update saved stays usable. */
const READS = [1, 2];
/** Lists that every page of the app relies on; whatever came with version 2 may be missing. */
const LISTS = ["visits", "people", "enterprises", "townships", "findings", "phrases"];

/** Throws StoreError when `bundle` is no complete bundle. @param {any} bundle */
export function checkBundle(bundle) {
  const wrong = faultOf(bundle);
  if (wrong) throw new StoreError("bad_bundle", `局端下发的任务数据不完整（${wrong}），继续使用上一次的数据`);
}

/** @param {any} bundle @returns {string|null} */
function faultOf(bundle) {
  if (!READS.includes(bundle?.api) || !bundle.org?.id || !bundle.person?.id || typeof bundle.checklists !== "object") return "缺少基本信息";
  const list = LISTS.find((name) => !Array.isArray(bundle[name]));
  if (list) return `缺少 ${list}`;
  const enterprises = new Set(bundle.enterprises.map((/** @type {any} */ one) => one.id));
  for (const visit of bundle.visits) {
    if (!visit.id || !enterprises.has(visit.enterprise)) return "任务缺少企业资料";
    const missing = (visit.checklists ?? []).find((/** @type {string} */ ref) => !bundle.checklists?.[ref]?.items);
    if (missing) return `缺少检查表 ${missing}`;
  }
  return null;
}

/**
 * A visit that was begun here stays usable when the server no longer lists it (given to somebody else, say), with its enterprise and its
 * checklists in the pinned versions; it is marked `kept`.
 * @param {any} old @param {any} next @param {Set<string>} begun ids of visits with work of this tablet and no receipt
 */
export function carryOver(old, next, begun) {
  const listed = new Set(next.visits.map((/** @type {any} */ visit) => visit.id));
  const kept = (old?.visits ?? []).filter((/** @type {any} */ visit) => begun.has(visit.id) && !listed.has(visit.id));
  if (!kept.length || old.person.id !== next.person.id) return next;
  const known = new Set(next.enterprises.map((/** @type {any} */ one) => one.id));
  const needed = new Set(kept.map((/** @type {any} */ visit) => visit.enterprise));
  const refs = kept.flatMap((/** @type {any} */ visit) => visit.checklists).filter((/** @type {string} */ ref) => old.checklists[ref]);
  return {
    ...next,
    visits: [...next.visits, ...kept.map((/** @type {any} */ visit) => ({ ...visit, kept: true }))],
    enterprises: [...next.enterprises, ...old.enterprises.filter((/** @type {any} */ one) => needed.has(one.id) && !known.has(one.id))],
    checklists: { ...Object.fromEntries(refs.map((/** @type {string} */ ref) => [ref, old.checklists[ref]])), ...next.checklists },
  };
}
