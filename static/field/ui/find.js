// Quick search in the items of a visit. Pure.

/** Full-width letters and digits, capitals and doubled blanks make no difference. @param {string|null|undefined} text */
const plain = (text) => (text ?? "").normalize("NFKC").toLowerCase();

/** @param {string} typed @returns {string[]} */
export const wordsOf = (typed) => plain(typed).split(/\s+/).filter(Boolean);

/** @param {{id: string, number: number, texts: string[]}[]} entries what never changes of each item */
export function makeFinder(entries) {
  const known = entries.map(({ id, number, texts }) => ({ id, number: String(number), text: plain([id, ...texts].join("\n")) }));
  /**
   * @param {string} typed every word must be found; a number also finds the item with that number
   * @param {(id: string) => string[]} more texts of the item as it stands now (its findings)
   * @returns {Set<string>|null} ids of the hits, null when nothing is typed
   */
  return (typed, more) => {
    const words = wordsOf(typed);
    if (!words.length) return null;
    const has = ({ id, number, text }) => {
      const now = plain(more(id).join("\n"));
      return words.every((word) => word === number || text.includes(word) || now.includes(word));
    };
    return new Set(known.filter(has).map(({ id }) => id));
  };
}
