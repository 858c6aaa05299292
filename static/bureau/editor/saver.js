// What somebody types in a draft goes to the server: after a short rest, one request at a time, with what the page had seen of each field. What is
// not saved yet lies in `kept` (localStorage) until the server has it. Knows nothing of the page; tests/js/editor.test.js drives it.

/**
 * @typedef {{unit: string, name: string, text: string, seen: string}} Change  unit: "" for the document's own blanks, else a finding
 * @typedef {{saved: {[name: string]: string}, clashes?: Clash[], refused?: {[name: string]: string}, at: string}} Answer  saved: name → what is seen now
 * @typedef {{name: string, theirs: string, who: string, at: string, seen: string, mine?: boolean}} Clash  mine: the other is oneself
 * @typedef {{send: (unit: string, changes: {[name: string]: string}, seen: {[name: string]: string}) => Promise<Answer>, kept: Kept, tell: (state: State) => void,
 *   onSaved?: (unit: string, name: string, seen: string) => void, onClash?: (unit: string, clash: Clash) => void, onRefused?: (unit: string, name: string, reason: string) => void,
 *   wait?: number, retry?: number}} Options
 * @typedef {{get: (key: string) => Change|null, set: (key: string, change: Change) => void, drop: (key: string) => void, all: () => Change[]}} Kept
 * @typedef {{kind: "saving"|"saved"|"failed", at?: string, reason?: string}} State
 */

export const WAIT = 150; // ms after the last key: with what follows (0.2 s of work on the server) the new picture is there within half a second
const RETRY = 5000;

/** Why a request came to nothing; `final`: trying again by itself would not help. */
export class Unsaved extends Error {
  constructor(/** @type {string} */ reason, final = false) {
    super(reason);
    this.final = final;
  }
}

const keyOf = (/** @type {string} */ unit, /** @type {string} */ name) => `${unit}/${name}`;

/** @param {Options} options */
export function createSaver({ send, kept, tell, onSaved, onClash, onRefused, wait = WAIT, retry = RETRY }) {
  /** @type {Map<string, Change>} */
  const pending = new Map();
  /** What stands in the way of a field: it is not saved although nothing is under way. @type {Map<string, string>} */
  const stuck = new Map();
  /** Sent, and the answer never came: found there later it is no clash. @type {Map<string, string>} */
  const lost = new Map();
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let busy = false;
  let last = "";

  const later = (/** @type {number} */ ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), ms);
  };

  /** Somebody typed. `seen` as the page knows it; the saver keeps it up to date from then on. @param {Change} change */
  function change(change) {
    const key = keyOf(change.unit, change.name);
    pending.set(key, change);
    stuck.delete(key);
    kept.set(key, change);
    tell({ kind: "saving" });
    later(wait);
  }

  /** Sends what waits; resolves when nothing is under way any more. @returns {Promise<void>} */
  async function flush() {
    clearTimeout(timer);
    if (busy || pending.size === 0) return;
    busy = true;
    const unit = [...pending.values()][0].unit;
    const batch = [...pending.values()].filter((one) => one.unit === unit);
    for (const one of batch) pending.delete(keyOf(one.unit, one.name));
    tell({ kind: "saving" });
    /** @type {unknown} */
    let trouble = null;
    try {
      const answer = await send(unit, Object.fromEntries(batch.map((one) => [one.name, one.text])), Object.fromEntries(batch.map((one) => [one.name, one.seen])));
      for (const one of batch) settle(one, answer);
      last = answer.at;
    } catch (error) {
      trouble = error;
      for (const one of batch) putBack(one);
    }
    busy = false;
    if (trouble) return fail(trouble);
    if (pending.size) return flush();
    report();
  }

  /** @param {Change} one @param {Answer} answer */
  function settle(one, answer) {
    const key = keyOf(one.unit, one.name);
    const newer = pending.get(key);
    const before = lost.get(key);
    lost.delete(key);
    if (one.name in answer.saved) {
      const seen = answer.saved[one.name];
      if (newer) {
        pending.set(key, { ...newer, seen });
        kept.set(key, { ...newer, seen });
      } else kept.drop(key);
      onSaved?.(one.unit, one.name, seen);
      return;
    }
    const clash = answer.clashes?.find((found) => found.name === one.name);
    if (clash?.mine && before === clash.theirs) {
      pending.set(key, { ...(newer ?? one), seen: clash.seen });
      return;
    }
    if (clash) {
      stuck.set(key, "有一处他人同时作了修改，请选择用哪一个");
      onClash?.(one.unit, clash);
      return;
    }
    const reason = answer.refused?.[one.name] ?? "没有保存";
    stuck.set(key, reason);
    onRefused?.(one.unit, one.name, reason);
  }

  /** @param {Change} one */
  function putBack(one) {
    const key = keyOf(one.unit, one.name);
    lost.set(key, one.text);
    if (!pending.has(key)) pending.set(key, one);
  }

  /** @param {unknown} error */
  function fail(error) {
    tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    if (!(error instanceof Unsaved && error.final)) later(retry);
  }

  function report() {
    const reasons = [...stuck.values()];
    if (reasons.length) tell({ kind: "failed", reason: reasons[0] });
    else tell({ kind: "saved", at: last });
  }

  /** The person chose between the two values; what was typed no longer counts. @param {string} unit @param {string} name */
  function giveUp(unit, name) {
    const key = keyOf(unit, name);
    pending.delete(key);
    stuck.delete(key);
    kept.drop(key);
    if (!busy && pending.size === 0) report();
  }

  return { change, flush, giveUp, waiting: () => pending.size + stuck.size + (busy ? 1 : 0) };
}
