// 撤销 of the last tap: what was there before is written again, as new ops. Pure.

/** @typedef {import("../fold.js").VisitModel} VisitModel @typedef {{subject: string, path: string, value: any}} Draft */
/** @typedef {{label: string, back: Draft[], marks: {subject: string, path: string, id: string}[]}} Entry */

const KEPT = 50;

/** @param {VisitModel} model @param {string} subject */
function homeOf(model, subject) {
  const [kind, id] = subject.split("/");
  return kind === "visit" ? model : model.findings.get(id);
}

/**
 * The ops that bring back what `drafts` are about to replace. A finding that they begin is withdrawn, not emptied: it keeps what is
 * written into it until then, and can be restored.
 * @param {VisitModel} model before the tap @param {Draft[]} drafts @returns {Draft[]}
 */
export function inverseOf(model, drafts) {
  const begun = new Set(drafts.map(({ subject }) => subject).filter((subject) => !homeOf(model, subject)?.fields.size && subject.startsWith("finding/")));
  const back = drafts.filter(({ subject }) => !begun.has(subject))
    .map(({ subject, path }) => ({ subject, path, value: homeOf(model, subject)?.fields.get(path)?.value ?? null }));
  return [...back, ...[...begun].map((subject) => ({ subject, path: "withdrawn", value: true }))];
}

/** The taps of one visit, the last on top. */
export function makeUndo() {
  /** @type {Entry[]} */
  const entries = [];
  const stands = (/** @type {VisitModel} */ model, /** @type {Entry} */ entry) =>
    entry.marks.every(({ subject, path, id }) => homeOf(model, subject)?.fields.get(path)?.op === id);
  return {
    /**
     * @param {string} label @param {Draft[]} back
     * @param {{subject: string, path: string, id: string}[]} ops as written; those of the visit (else all) must still stand when it is undone
     */
    push(label, back, ops) {
      const own = ops.filter(({ subject }) => subject.startsWith("visit/"));
      entries.push({ label, back, marks: (own.length ? own : ops).map(({ subject, path, id }) => ({ subject, path, id })) });
      if (entries.length > KEPT) entries.shift();
    },
    /** The last tap that nobody has changed since; what was changed is left alone. @param {VisitModel} model @returns {Entry|null} */
    last(model) {
      while (entries.length && !stands(model, entries[entries.length - 1])) entries.pop();
      return entries[entries.length - 1] ?? null;
    },
    pop: () => entries.pop() ?? null,
  };
}
/** @typedef {ReturnType<typeof makeUndo>} Undo */
