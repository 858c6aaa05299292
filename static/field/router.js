// Addresses of the screens, after the # so that the shell answers all of them offline. Pure but for `listen`.

/** The visit of the practice (practice.js): it lives in a store of its own that no sync knows. */
export const PRACTICE = "00000000-0000-4000-8000-000000000000";

const ROUTES = [
  [/^\/$/, "today", []],
  [/^\/upload$/, "upload", []],
  [/^\/help(?:\/([^/]+))?$/, "help", ["topic"]],
  [/^\/suggest$/, "suggest", []],
  [/^\/enterprise\/([^/]+)$/, "enterprise", ["id"]],
  [/^\/new\/([^/]+)$/, "new", ["id"]],
  [/^\/practice$/, "practice", []],
  [/^\/register(?:\/([^/]+))?$/, "new", ["name"]],
  [/^\/recheck\/([^/]+)$/, "recheck", ["id"]],
  [/^\/visit\/([^/]+)$/, "visit", ["id"]],
  [/^\/visit\/([^/]+)\/check(?:\/([^/]+))?$/, "check", ["id", "item"]],
  [/^\/visit\/([^/]+)\/sign$/, "sign", ["id"]],
  [/^\/visit\/([^/]+)\/slip$/, "slip", ["id"]],
  [/^\/visit\/([^/]+)\/paper$/, "paper", ["id"]],
];

/** @param {string} hash such as "#/visit/…/check/elec-sub-01" @returns {{name: string, params: {[name: string]: string}}} unknown ones lead home */
export function parse(hash) {
  const path = hash.slice(1) || "/";
  for (const [pattern, name, keys] of /** @type {[RegExp, string, string[]][]} */ (ROUTES)) {
    const found = pattern.exec(path);
    if (found) return { name, params: Object.fromEntries(keys.map((key, index) => [key, found[index + 1] && decodeURIComponent(found[index + 1])])) };
  }
  return { name: "today", params: {} };
}

/** @param {string} path */
export const go = (path) => { location.hash = path; };

/** @param {() => void} onChange */
export const listen = (onChange) => addEventListener("hashchange", onChange);
