// 临时检查: visits that this tablet planned itself. Until the server lists them they are read from their own `plan` ops, which both copies hold.
import { REFUSED } from "./op.js";

/** @typedef {import("./op.js").Op} Op */

/** The plan among a visit's ops, if the visit was planned on a tablet; also one that the server refused. @param {Op[]} ops @returns {Op|null} */
export const planAmong = (ops) =>
  ops.find(({ kind, path, value }) => kind === "event" && path === "plan" && /** @type {any} */ (value)?.unplanned === true) ?? null;

/**
 * The bundle with the visits of these plans, and the enterprises registered with them.
 * @param {any} bundle @param {Op[]} plans
 */
export function withOwn(bundle, plans) {
  const listed = new Set(bundle.visits.map((/** @type {any} */ visit) => visit.id));
  const known = new Set(bundle.enterprises.map((/** @type {any} */ one) => one.id));
  const mine = plans.filter(({ visit, value }) => !listed.has(visit) && /** @type {any} */ (value).members.includes(bundle.person.id));
  if (!mine.length) return bundle;
  const firms = new Map(mine.flatMap(({ value }) => enterpriseOf(/** @type {any} */ (value)) ?? []).map((firm) => [firm.id, firm]));
  known.forEach((id) => firms.delete(id));
  return { ...bundle, visits: [...bundle.visits, ...mine.map(visitOf)], enterprises: [...bundle.enterprises, ...firms.values()] };
}

/** @param {Op} op */
function visitOf({ visit, value, state, message }) {
  const { enterprise, track, planned_date, lead, members, checklists } = /** @type {any} */ (value);
  const refused = state >= REFUSED ? { refused: message ?? "" } : {};
  return { id: visit, enterprise, track, state: "planned", version: 0, planned_date, lead, members, checklists, returned: [], unplanned: true, ...refused };
}

/** The bundle's row for an enterprise that was registered on site. @param {any} plan */
function enterpriseOf({ enterprise, record }) {
  if (!record) return null;
  const { name, uscc = "", industry = "", hazards = [], township = "", address = "", principal = "", principal_phone = "" } = record;
  const contacts = principal ? [{ name: principal, title: "主要负责人", phone: principal_phone }] : [];
  return { id: enterprise, name, uscc, industry, scale: "", hazards, township, address, contacts, record };
}
