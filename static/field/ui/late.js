// 补录: answers that were written on paper where no tablet may go carry a mark that says so, and when they were written.

/** @typedef {{at: string, sheet: string}} Mark `at`: when it was written on paper; `sheet`: which page */
/** @typedef {{subject: string, path: string, value: any}} Draft */

const FILLED = /^(answer|measured)\/([^/]+)/;
const keyOf = (/** @type {string} */ visit) => `late ${visit}`;

/** The mark that answers of this visit get now; null while they are given on the spot. Outlives a restart, as the person expects. @param {string} visit @returns {Mark|null} */
export function lateMode(visit) {
  try { return JSON.parse(localStorage.getItem(keyOf(visit)) ?? "null"); } catch { return null; }
}

/** @param {string} visit @param {Mark|null} mark */
export function setLateMode(visit, mark) {
  if (mark) localStorage.setItem(keyOf(visit), JSON.stringify(mark));
  else localStorage.removeItem(keyOf(visit));
}

/**
 * The drafts with the marks that belong to them: every answer and measured value gets the mark, and one that is given anew on the spot loses it.
 * @param {import("../fold.js").VisitModel} model @param {Draft[]} drafts @param {Mark|null} mark @returns {Draft[]}
 */
export function withLate(model, drafts, mark) {
  const subject = `visit/${model.id}`;
  /** @type {Map<string, Mark|null>} */
  const marks = new Map();
  for (const { path, value } of drafts.filter((draft) => draft.subject === subject)) {
    const [, kind, item] = FILLED.exec(path) ?? [];
    if (item && (kind === "answer" || value !== null)) marks.set(`late/${item}`, value === null ? null : mark);
  }
  const given = new Set(drafts.map(({ path }) => path));
  const known = (path) => model.fields.get(path)?.value ?? null;
  const added = [...marks].filter(([path, value]) => !given.has(path) && (value !== null || known(path) !== null));
  return [...drafts, ...added.map(([path, value]) => ({ subject, path, value }))];
}
