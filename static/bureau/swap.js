// Puts the next page in place of this one without a navigation: styles, scripts and decoded photos stay, only what is shown changes. The server answers
// with whole pages as ever; after a form it gives the page that it would lead to at once. The same forms and links work without this script.
import { one } from "./dom.js";

const PARTS = [".top", ".rail", "#main"];
/** Photos of the page that comes next, loaded and decoded before it is asked for. @type {Map<string, HTMLImageElement>} */
const ahead = new Map();
let shown = location.pathname + location.search;

window.addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) location.reload();
});

/** Calls `act` once what was put on the page has been painted. @param {() => void} act */
const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act, 0));

/** Loads the photos that `data-ahead` names, after those of this page. */
export const lookAhead = () => afterPaint(() => {
  ahead.clear();
  const named = one("[data-ahead]")?.dataset.ahead.split(" ") ?? [];
  const here = [...one("#main").querySelectorAll("img")].filter((image) => image.loading !== "lazy").map((image) => image.decode().catch(() => {}));
  void Promise.all(here).then(() => {
    for (const address of named) {
      const image = new Image();
      ahead.set(new URL(address, location.href).href, image);
      image.src = address;
      image.decode().catch(() => {}); // a photo that does not come now comes with its page
    }
  });
});

/**
 * Asks for a page and shows it. Returns what the server said instead, when it is no page of the desk: nothing was changed on the screen then.
 * @param {string} address @param {RequestInit} request @returns {Promise<string | null>}
 */
export async function swapTo(address, request) {
  const answer = await fetch(address, { ...request, headers: { Prefer: "return=representation" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (PARTS.some((part) => !page.querySelector(part)) && answer.redirected) return "登录已过期。请另开一页重新登录，再回到本页继续；本页填写的内容还在。";
  if (PARTS.some((part) => !page.querySelector(part))) return page.querySelector("#main .lead")?.textContent ?? `服务器的答复无法识别（${answer.status}）`;
  for (const image of page.querySelectorAll("img")) {
    const ready = ahead.get(image.src);
    if (!ready) continue;
    ready.alt = image.alt;
    ready.decoding = "sync"; // it is decoded: shown with the first frame
    image.replaceWith(ready);
    ahead.delete(image.src);
  }
  const small = [...page.querySelectorAll('img[loading="lazy"]')].map((/** @type {any} */ image) => ({ image, address: image.src }));
  for (const { image } of small) image.removeAttribute("src"); // they come once the finding and its main photo are on the screen
  for (const needed of page.head.querySelectorAll('script[src], link[rel="stylesheet"]')) bring(/** @type {any} */ (needed));
  for (const part of PARTS) one(part).replaceWith(/** @type {Element} */ (page.querySelector(part)));
  afterPaint(() => small.forEach(({ image, address }) => { image.src = address; }));
  document.title = page.title;
  const place = answer.headers.get("Content-Location") ?? (answer.redirected || !request.method ? answer.url : null);
  if (place) history.pushState(null, "", place);
  shown = location.pathname + location.search;
  window.scrollTo(0, 0);
  return null;
}

/** What the page needs and this one has not loaded yet; modules begin once they are there, after the page was put in place. @param {any} needed */
function bring(needed) {
  const [name, address] = needed.src ? ["src", needed.src] : ["href", needed.href];
  if ([...document.head.querySelectorAll(needed.localName)].some((/** @type {any} */ known) => known[name] === address)) return;
  const added = document.createElement(needed.localName);
  for (const { name: attribute, value } of needed.attributes) added.setAttribute(attribute, value);
  document.head.append(added);
}
