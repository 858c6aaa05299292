// What two people wrote differently without knowing of each other, and somebody has to choose. Pure.
import { canonical } from "../op.js";

/** @typedef {import("../fold.js").VisitModel} VisitModel @typedef {import("../fold.js").Field} Field */
/** @typedef {{subject: string, path: string, field: Field, finding: string|null, item: string|null}} Conflict
 *    `item`: the checklist item where it is shown; null when it belongs to the visit as a whole */

/** What one person did, not a fact that two could disagree about. */
const OWN = /^(signature|ink|late|rest)\//;

/** The time of a tap does not make two taps differ. @param {any} value */
const meaning = (value) => canonical(value && typeof value === "object" && !Array.isArray(value) ? { ...value, at: "" } : value);

/** @param {string} path @param {Field|undefined} field @returns {Field[]|null} what to choose from, the shown one first */
export function choicesOf(path, field) {
  if (!field?.conflict || OWN.test(path)) return null;
  return new Set(field.conflict.map(({ value }) => meaning(value))).size > 1 ? field.conflict : null;
}

/** The item that a path of the visit is about. @param {string} path */
const itemOf = (path) => (/^(answer|measured|note)\//.test(path) ? path.split("/")[1] : null);

/** Every open conflict. Of a finding that was taken back only that counts whether it was. @param {VisitModel} model @returns {Conflict[]} */
export function conflictsOf(model) {
  const own = [...model.fields].filter(([path, field]) => choicesOf(path, field))
    .map(([path, field]) => ({ subject: `visit/${model.id}`, path, field, finding: null, item: itemOf(path) }));
  const found = [...model.findings.values()].flatMap((finding) => [...finding.fields]
    .filter(([path, field]) => choicesOf(path, field) && (!finding.withdrawn || path === "withdrawn"))
    .map(([path, field]) => ({ subject: `finding/${finding.id}`, path, field, finding: finding.id, item: finding.fields.get("item")?.value?.item ?? "free" })));
  return [...own, ...found];
}
