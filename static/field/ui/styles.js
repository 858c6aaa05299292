// Style sheets of single pages, fetched with the page that needs them: the first load carries only what every page shows.

/** @type {Map<string, Promise<void>>} */
const loaded = new Map();

/** @param {string} name of static/field/css/<name>.css @returns {Promise<void>} resolves when it applies (or can't be had: the page still works) */
export function useStyle(name) {
  const known = loaded.get(name);
  if (known) return known;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL(`../css/${name}.css`, import.meta.url).href;
  const done = new Promise((/** @type {(value: void) => void} */ resolve) => { link.onload = link.onerror = () => resolve(); });
  document.head.append(link);
  loaded.set(name, done);
  return done;
}
