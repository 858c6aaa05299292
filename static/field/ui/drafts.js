// Text while it is typed. Nothing overwrites a field that holds a draft; a draft goes away only when the store has its text.

const PAUSE_MS = 600;

/** @param {import("./saver.js").Saver} saver */
export function makeDrafts(saver) {
  /** @type {Map<string, {scope: string, text: string, timer: number, write: (text: string) => Promise<any>}>} */
  const drafts = new Map();
  /** What is being written now: leaving a field (change, then blur) must not write its text twice. @type {Map<string, {draft: any, done: Promise<any>}>} */
  const writing = new Map();

  /** @param {string} key @returns {Promise<any>} */
  async function flush(key) {
    const draft = drafts.get(key), now = writing.get(key);
    if (!draft) return;
    clearTimeout(draft.timer);
    if (now?.draft === draft) return now.done;
    const done = saver.save(draft.scope, key, async () => {
      await draft.write(draft.text);
      if (drafts.get(key) === draft) drafts.delete(key);
    });
    writing.set(key, { draft, done });
    await done;
    if (writing.get(key)?.done === done) writing.delete(key);
  }

  /**
   * @param {string} scope @param {string} key @param {string} text
   * @param {(text: string) => Promise<any>} write @param {boolean} composing an input method is still at work
   */
  function type(scope, key, text, write, composing) {
    clearTimeout(drafts.get(key)?.timer);
    const timer = composing ? 0 : window.setTimeout(() => flush(key), PAUSE_MS);
    drafts.set(key, { scope, text, timer, write });
  }

  const flushAll = () => Promise.all([...drafts.keys()].map(flush));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && flushAll());
  window.addEventListener("pagehide", () => void flushAll());

  return {
    type, flush, flushAll,
    /** @param {string} key @param {string} saved what the store has */
    textOf: (key, saved) => drafts.get(key)?.text ?? saved,
    size: () => drafts.size,
  };
}
/** @typedef {ReturnType<typeof makeDrafts>} Drafts */
