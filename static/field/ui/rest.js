// "其余均符合": the rest of a section judged with one tap, recorded as such (docs/wire.md, `rest/…`), and undone as one. Pure.

import { headOpsAt } from "../fold.js";

/** @typedef {import("../fold.js").VisitModel} VisitModel @typedef {import("../fold.js").Field} Field @typedef {import("./inspection.js").Section} Section */

/** @param {Section} part */
export const restPath = ({ list, section }) => `rest/${list.id}/${section.id}`;

/** Items that nobody has judged. @param {VisitModel} model @param {Section} part @returns {any[]} */
export const uncheckedOf = (model, { items }) => items.filter((item) => {
  const field = model.fields.get(`answer/${item.id}`);
  return !field || (field.value === null && !field.conflict);
});

/**
 * Item id to its answer, for the items whose answer still is what such a tap gave. One that somebody judged again has an answer newer
 * than the record that names it, or is no longer in it. One that a colleague judged by itself at the same time is nobody's "rest".
 * @param {VisitModel} model @param {Section} part @returns {Map<string, Field>}
 */
export function wholeOf(model, part) {
  const subject = `visit/${model.id}`;
  const heads = headOpsAt(model, subject, restPath(part)); // two people may have done it at the same time: both count
  /** @type {Map<string, Field>} */
  const found = new Map();
  const named = heads.flatMap((head) => (/** @type {any} */ (head.value)?.items ?? []).map((/** @type {string} */ id) => ({ id, op: head.id })));
  for (const { id, op } of named) {
    const answer = model.fields.get(`answer/${id}`);
    const alone = headOpsAt(model, subject, `answer/${id}`).length > named.filter((one) => one.id === id).length;
    if (answer?.value === "ok" && !answer.conflict && !alone && answer.op < op) found.set(id, answer);
  }
  return found;
}

/** Author to what they judged as a whole: `items` and the time of the last. @param {VisitModel} model @param {Section} part */
export function wholeByAuthor(model, part) {
  /** @type {Map<string, {items: string[], at: number}>} */
  const groups = new Map();
  for (const [id, { author, at }] of wholeOf(model, part)) {
    const group = groups.get(author) ?? { items: [], at };
    groups.set(author, { items: [...group.items, id], at: Math.max(group.at, at) });
  }
  return groups;
}

/**
 * The ops of the tap: every unchecked item is ok, and beside them the record of how that was said. The record comes last, so that its
 * stamp is newer than its answers. What an earlier tap judged stays in it.
 * @param {VisitModel} model @param {Section} part @param {string} at
 */
export function restDrafts(model, part, at) {
  const subject = `visit/${model.id}`;
  const open = uncheckedOf(model, part).map((item) => item.id);
  return [...open.map((id) => ({ subject, path: `answer/${id}`, value: "ok" })),
    { subject, path: restPath(part), value: { items: [...wholeOf(model, part).keys(), ...open], at } }];
}

/** Takes back what one author judged as a whole, and nothing else. @param {VisitModel} model @param {Section} part @param {string} author */
export function undoRestDrafts(model, part, author) {
  const subject = `visit/${model.id}`;
  const whole = wholeOf(model, part);
  const gone = [...whole].filter(([, answer]) => answer.author === author).map(([id]) => id);
  const left = [...whole.keys()].filter((id) => !gone.includes(id));
  const record = model.fields.get(restPath(part))?.value;
  return [...gone.map((id) => ({ subject, path: `answer/${id}`, value: null })),
    { subject, path: restPath(part), value: left.length ? { items: left, at: record?.at ?? new Date().toISOString() } : null }];
}
