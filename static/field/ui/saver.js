// 已保存 / 未保存, told truthfully: a key is "saved" only after the store's promise has resolved, that is after both copies.

/** A save that takes longer is said: most take a tenth of that, and a word that flashes by costs the frame of the tap. */
const SLOW_MS = 150;

/** What was typed cannot be saved as it is: told at the field, nothing to do with the tablet's storage. */
export class InputError extends Error {}

/** "未保存：…" once, however deep the error came from. @param {string} message */
export const unsaved = (message) => (message.startsWith("未保存") ? message : `未保存：${message}`);

/**
 * @typedef {{phase: "saving"|"saved"|"failed", slow: boolean, at: number, message: string, typed: boolean, intent: any}} SaveState
 * @param {(scope: string) => void} onChange called with the scope whose state changed
 */
export function makeSaver(onChange) {
  /** @type {Map<string, SaveState & {scope: string, work: () => Promise<any>}>} */
  const states = new Map();

  /**
   * @param {string} scope what is drawn again (an item, a finding, a form) @param {string} key the field
   * @param {() => Promise<any>} work writes to the store @param {any} [intent] the value shown until it is saved
   * @returns {Promise<boolean>} whether it was saved
   */
  async function save(scope, key, work, intent) {
    const mine = { phase: /** @type {"saving"|"saved"|"failed"} */ ("saving"), slow: false, at: Date.now(), message: "", typed: false, intent, scope, work };
    states.set(key, mine);
    onChange(scope);
    const slow = setTimeout(() => { mine.slow = true; onChange(scope); }, SLOW_MS);
    const error = await work().then(() => null, (/** @type {Error} */ reason) => reason);
    clearTimeout(slow);
    if (states.get(key) !== mine) return !error;
    states.set(key, { ...mine, phase: error ? "failed" : "saved", message: error?.message ?? "", typed: error instanceof InputError, at: Date.now() });
    onChange(scope);
    return !error;
  }

  const failures = () => [...states].filter(([, state]) => state.phase === "failed" && !state.typed);

  return {
    save,
    /** @param {string} key @returns {SaveState|undefined} */
    state: (key) => states.get(key),
    failed: () => failures().length,
    retry: () => Promise.all(failures().map(([key, state]) => save(state.scope, key, state.work, state.intent))),
  };
}
/** @typedef {ReturnType<typeof makeSaver>} Saver */
