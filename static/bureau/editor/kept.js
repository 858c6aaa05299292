// What was typed and is not saved yet, in this browser, by person and draft: it survives a reload, a closed window and an expired session.

/** @param {Storage} storage @param {string} prefix @returns {import("./saver.js").Kept} */
export function createKept(storage, prefix) {
  const full = (/** @type {string} */ key) => `${prefix}:${key}`;
  return {
    get: (key) => read(storage.getItem(full(key))),
    set: (key, change) => {
      try {
        storage.setItem(full(key), JSON.stringify(change));
      } catch { /* full: what stands on the page is still sent */ }
    },
    drop: (key) => storage.removeItem(full(key)),
    all: () => Object.keys(storage).filter((key) => key.startsWith(`${prefix}:`)).map((key) => read(storage.getItem(key))).filter((change) => change !== null),
  };
}

/** @param {string|null} text @returns {import("./saver.js").Change|null} */
function read(text) {
  try {
    const change = JSON.parse(text ?? "null");
    return typeof change?.name === "string" && typeof change.seen === "string" ? change : null;
  } catch {
    return null;
  }
}
