// Taps that can be undone: each writes its ops in one go and remembers what stood there before.
import { inverseOf, makeUndo } from "../ui/undo.js";

/** Visit -> its taps: they outlive a look at another page. @type {Map<string, import("../ui/undo.js").Undo>} */
const UNDOS = new Map();

/**
 * @typedef {{scope: string, key: string, drafts: any[]|(() => any[]), intent?: any, label: string}} Tap `drafts`: a function when they
 *   depend on what stands there; `label` says what was done, for 撤销
 * @param {any} ctx @param {string} visit @param {string} scope what is drawn when an undo is saved or fails
 */
export function makeTaps(ctx, visit, scope) {
  const undo = UNDOS.get(visit) ?? makeUndo();
  UNDOS.set(visit, undo);
  const model = () => ctx.store.peek(visit);
  let turn = Promise.resolve();
  return {
    /** In turn, so that what is brought back is what stood there when it was written.
     * @param {Tap} tap @returns {Promise<boolean>} whether it was saved */
    tap(tap) {
      const write = async () => {
        const drafts = typeof tap.drafts === "function" ? tap.drafts() : tap.drafts;
        const back = inverseOf(model(), drafts);
        undo.push(tap.label, back, await ctx.store.setMany(visit, drafts));
      };
      return ctx.saver.save(tap.scope, tap.key, () => {
        const done = turn.then(write);
        turn = done.catch(() => {});
        return done;
      }, tap.intent);
    },
    last: () => undo.last(model()),
    /** @param {import("../ui/undo.js").Entry} entry of `last`; nothing when somebody changed it meanwhile */
    async revert(entry) {
      if (undo.last(model()) !== entry) return;
      undo.pop();
      if (await ctx.saver.save(scope, `${visit} undo`, () => ctx.store.setMany(visit, entry.back))) ctx.toast(`已撤销：${entry.label}`);
    },
  };
}
/** @typedef {ReturnType<typeof makeTaps>} Taps */
