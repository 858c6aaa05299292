// Ops of one visit -> what the screens show. Pure; the result does not depend on the order of arrival.
import { compare, timeOf } from "./clock.js";
import { HELD, REFUSED, canonical } from "./op.js";

/** @typedef {import("./op.js").Op} Op */
/** @typedef {{value: any, op: string, author: string, at: number, conflict: Field[]|null}} Field
 *    `conflict`: every head, the shown one first, when they do not say the same */
/** @typedef {{sha: string, at?: string, w?: number, h?: number, role?: string, note?: string, pos?: object}} PhotoRef */
/** @typedef {{id: string, fields: Map<string, Field>, photos: PhotoRef[], withdrawn: boolean, state: string, events: Op[]}} Finding */
/** @typedef {{heads: Op[], replaced: Set<string>}} Slot */
/** @typedef {{id: string, plan: any, state: string, version: number, fields: Map<string, Field>, findings: Map<string, Finding>,
 *    events: Op[], slots: Map<string, Slot>}} VisitModel */

/** Event -> state, as far as a tablet shows it; the server's tables (domain/rules.py) decide. An event not named here changes no state. */
const VISIT_STATES = {
  plan: "planned", start: "inspecting", decline: "declined", submit: "submitted", received: "received", cancel: "cancelled",
};
const FINDING_STATES = {
  submit: "submitted", confirm: "confirmed", return: "returned", merge: "merged", grade: "graded", assign: "assigned", notify: "rectifying",
  feedback: "feedback", recheck: "rechecking", fail: "rectifying", close_out: "closed", cancel: "cancelled",
};

/** @param {string} id @returns {VisitModel} */
export const emptyVisit = (id) =>
  ({ id, plan: null, state: "planned", version: 0, fields: new Map(), findings: new Map(), events: [], slots: new Map() });

/** @param {Op[]} ops @param {string} [id] @returns {VisitModel} */
export function foldVisit(ops, id = ops[0]?.visit ?? "") {
  const model = emptyVisit(id);
  for (const op of ops) apply(model, op);
  return model;
}

/** Adds one op to `model`; again is harmless (an op that came back from the server brings its seq and rank). @param {VisitModel} model @param {Op} op */
export function apply(model, op) {
  const home = op.state >= REFUSED ? null : homeOf(model, op.subject);
  if (!home) return;
  if (op.kind === "event") addEvent(home, op);
  else addSet(model, home, op);
}

/** @param {VisitModel} model @param {string} subject @returns {VisitModel|Finding|null} */
function homeOf(model, subject) {
  const [kind, id] = subject.split("/");
  if (kind === "visit") return id === model.id ? model : null;
  if (kind !== "finding") return null;
  const known = model.findings.get(id);
  if (known) return known;
  const fresh = { id, fields: new Map(), photos: [], withdrawn: false, state: "draft", events: [] };
  model.findings.set(id, fresh);
  return fresh;
}

/** Events in the server's order; those it has not numbered yet come last, in their own. @param {Op} a @param {Op} b */
const byTurn = (a, b) => (a.seq ?? Infinity) - (b.seq ?? Infinity) || compare(a.id, b.id);

/** @param {VisitModel|Finding} home @param {Op} op */
function addEvent(home, op) {
  home.events = [...home.events.filter((known) => known.id !== op.id), op].sort(byTurn);
  const visit = "slots" in home ? home : null;
  const states = visit ? VISIT_STATES : FINDING_STATES;
  home.state = home.events.reduce((state, event) => states[event.path] ?? state, visit ? "planned" : "draft");
  if (home.state === "submitted" && visit && home.events.findLast(({ path }) => path === "submit")?.state === HELD) home.state = "waiting";
  if (!visit) return;
  visit.plan = visit.events.findLast((event) => event.path === "plan")?.value ?? null;
  visit.version = visit.events.reduce((version, { path, value }) => (path === "submit" ? Number(/** @type {any} */ (value)?.version) || version : version), 0);
}

/** @param {VisitModel} model @param {VisitModel|Finding} home @param {Op} op */
function addSet(model, home, op) {
  const key = slotKey(op.subject, op.path);
  const slot = model.slots.get(key) ?? { heads: [], replaced: new Set() };
  model.slots.set(key, slot);
  for (const id of op.prev) if (id !== op.id) slot.replaced.add(id); // what replaces an op is another op
  slot.heads = [...slot.heads.filter((head) => head.id !== op.id), op].filter((head) => !slot.replaced.has(head.id)).sort(byRank);
  const field = fieldOf(slot.heads);
  if (field) home.fields.set(op.path, field);
  else home.fields.delete(op.path); // ops that name each other: the server shows none of them
  if ("slots" in home) return;
  if (op.path.startsWith("photo/")) home.photos = photosOf(home);
  home.withdrawn = home.fields.get("withdrawn")?.value === true;
}

/** Greatest (rank, id) first: the one shown. @param {Op} a @param {Op} b */
const byRank = (a, b) => compare(rankOf(b), rankOf(a)) || compare(b.id, a.id);
/** The server ranks a stamp from the future by its receipt; until then an op's own time counts. @param {Op} op */
const rankOf = (op) => op.rank ?? op.id.slice(0, 9);

/** @param {Op[]} heads sorted @returns {Field|null} */
function fieldOf(heads) {
  const fields = heads.map((op) => ({ value: op.value, op: op.id, author: op.author, at: timeOf(rankOf(op)), conflict: null }));
  if (!fields.length) return null;
  const differ = new Set(heads.map((op) => canonical(op.value))).size > 1;
  return { ...fields[0], conflict: differ ? fields : null };
}

/** @param {Finding} finding @returns {PhotoRef[]} in the order taken */
function photosOf(finding) {
  const named = [...finding.fields].filter(([path, field]) => path.startsWith("photo/") && field.value !== null);
  return named.map(([path, field]) => ({ ...field.value, sha: path.slice("photo/".length) }))
    .sort((a, b) => compare(a.at ?? "", b.at ?? "") || compare(a.sha, b.sha));
}

const slotKey = (/** @type {string} */ subject, /** @type {string} */ path) => `${subject} ${path}`;

/** The ops of a path that no other replaces, the shown one first. @param {VisitModel} model @param {string} subject @param {string} path @returns {Op[]} */
export const headOpsAt = (model, subject, path) => model.slots.get(slotKey(subject, path))?.heads ?? [];

/** Ids that a new op on this path replaces. @param {VisitModel} model @param {string} subject @param {string} path @returns {string[]} */
export const headsAt = (model, subject, path) => headOpsAt(model, subject, path).map((op) => op.id).sort();

/** All current heads of the visit and its findings. @param {VisitModel} model @returns {Op[]} */
export const headOps = (model) => [...model.slots.values()].flatMap((slot) => slot.heads);

/** Their ids, sorted. @param {VisitModel} model */
export const headsOf = (model) => headOps(model).map((op) => op.id).sort();

/**
 * How far one checklist is.
 * @param {VisitModel} model @param {{items: {id: string, section: string}[]}} checklist
 */
export function progress(model, checklist) {
  const total = { done: 0, nok: 0, total: 0 };
  /** @type {{[section: string]: {done: number, nok: number, total: number}}} */
  const bySection = {};
  for (const item of checklist.items) {
    const answer = model.fields.get(`answer/${item.id}`)?.value ?? null;
    for (const count of [total, (bySection[item.section] ??= { done: 0, nok: 0, total: 0 })]) {
      count.total++;
      if (answer !== null) count.done++;
      if (answer === "nok") count.nok++;
    }
  }
  return { ...total, bySection };
}
