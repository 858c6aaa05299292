// What earlier visits to the enterprise left: the last result of each item, what is still open, the documents. Pure.

/** @typedef {{value: string, on: string, visit: string, measured?: {[key: string]: string}}} Result */

/**
 * Findings that another visit left open, newest first; what this visit itself found is no earlier finding.
 * @param {any} bundle @param {{id: string, enterprise: string}} plan @returns {any[]}
 */
export const openBefore = (bundle, plan) =>
  (bundle.findings ?? []).filter((finding) => finding.enterprise === plan.enterprise && finding.visit !== plan.id);

/**
 * @param {any} bundle an older server's has no results @param {{id: string, enterprise: string}} plan
 * @returns {{result: (item: string) => Result|null, open: (item: string) => any[]}} by item id
 */
export function pastOf(bundle, plan) {
  const results = bundle.results?.[plan.enterprise] ?? {};
  /** @type {Map<string, any[]>} */
  const open = new Map();
  for (const finding of openBefore(bundle, plan)) {
    if (finding.item) open.set(finding.item, [...(open.get(finding.item) ?? []), finding]);
  }
  return {
    // After a return the newest received visit is this one: what it says itself is not "last time".
    result: (item) => (results[item] && results[item].visit !== plan.id ? results[item] : null),
    open: (item) => open.get(item) ?? [],
  };
}

/** Documents issued to an enterprise, newest first. @param {any} bundle @param {string} enterprise @returns {any[]} */
export const documentsOf = (bundle, enterprise) => (bundle.documents ?? []).filter((document) => document.enterprise === enterprise);

const PLACES = 12;

/**
 * Places that a person named, the last first, each once.
 * @param {import("../fold.js").VisitModel[]} models the open visit first @param {string} person @returns {string[]}
 */
export function recentPlaces(models, person) {
  const named = models.flatMap((model) => [...model.findings.values()].flatMap((finding) => finding.fields.get("location") ?? [])
    .filter((field) => field.value?.trim() && field.author === person).sort((a, b) => b.at - a.at));
  return [...new Set(named.map((field) => field.value.trim()))].slice(0, PLACES);
}
