// The start, in the order in which things are waited for: the store opens as soon as its own modules are there, and while the disk is read
// the rest of the app comes, asked for all at once instead of import by import.
import { parse } from "./router.js";
import { openStore } from "./store.js";

/** Filling without https would have no second copy, no hashes and no offline start: better to say so than to lose work (app.js). */
export const safe = isSecureContext && Boolean(navigator.serviceWorker && navigator.locks);

/** @type {Promise<import("./store.js").Store>|null} */
export const opening = safe ? openStore({ unlock: (gate) => import("./views/lock.js").then(({ lockPage }) => lockPage(gate)) }) : null;
opening?.catch(() => {}); // app.js shows it

/** @type {Record<string, string[]>} the rest of the start, and page to what it brings beside that; from the server, which knows the imports */
const files = JSON.parse(document.documentElement.dataset.files ?? "{}");
const { name: page } = parse(location.hash);
// Not the list: whoever is not signed in yet would fetch it beside the sign-in.
const first = page === "today" ? [] : files[page === "visit" ? "enterprise" : page] ?? [];
for (const name of [...files.app ?? [], ...first]) {
  const style = name.endsWith(".css");
  document.head.append(Object.assign(document.createElement("link"), {
    rel: style ? "preload" : "modulepreload", as: style ? "style" : "script", href: `/field/static/${name}`,
  }));
}
import("./app.js");
