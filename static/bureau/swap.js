// Puts the next page in place of this one without a navigation: styles, scripts and decoded photos stay, only what is shown changes. The server answers
// with whole pages as ever; after a form it gives the page that it would lead to at once. The same forms and links work without this script.
import { all, one } from "./dom.js";

/**
 * A page that was read, its address (null: that of the page that asked) and whether what was asked for was done.
 * @typedef {{page: Document, place: string | null, ok: boolean}} Answer
 * What stands on the screen or is held beside it: nodes, so that what was typed, folded and decoded stays in them.
 * @typedef {{main: HTMLElement, title: string, place: string, scrolled: number[]}} View
 */

const PARTS = [".top", ".rail", "#main"];
export const path = (/** @type {string} */ address) => { const { pathname, search } = new URL(address, location.href); return pathname + search; };
let shown = path(location.href);
/** Photos that were loaded and decoded before they are asked for, by address. @type {Map<string, HTMLImageElement>} */
export const photos = new Map();
/** Both sides of a decision that is not answered yet: back and forward lead from one to the other, with what was typed. @type {Map<string, View>} */
export const beside = new Map();

/** Whether back or forward led away from what is shown: the page of that address is on its way, and nothing else is to be put under it. */
export const left = () => path(location.href) !== shown;

/** What comes now belongs to the address that stands there. */
export const arrive = () => { shown = path(location.href); };

/** Calls `act` once what was put on the page has been painted. @param {() => void} act */
export const afterPaint = (act) => requestAnimationFrame(() => setTimeout(act, 0));

/**
 * Asks for a page. Returns what the server said instead, when it is no page of the desk.
 * @param {string} address @param {RequestInit} request @returns {Promise<Answer | string>}
 */
export async function ask(address, request) {
  const answer = await fetch(address, { ...request, headers: { Prefer: "return=representation" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const whole = PARTS.every((part) => page.querySelector(part));
  if (!whole && answer.redirected) return "登录已过期。请另开一页重新登录，再回到本页继续；本页填写的内容还在。";
  if (!whole) return page.querySelector("#main .lead")?.textContent ?? `服务器的答复无法识别（${answer.status}）`;
  const place = answer.headers.get("Content-Location") ?? (answer.redirected || !request.method ? answer.url : null);
  return { page, place: place && path(place), ok: answer.ok };
}

/**
 * Puts a page that was read in place of this one; photos that `from` holds are taken from there.
 * @param {Answer} answer @param {"pushState" | "replaceState"} [how] @param {HTMLElement} [from]
 */
export function put({ page, place }, how = "pushState", from) {
  if (left()) return;
  for (const needed of needs(page)) bring(needed);
  const parts = PARTS.map((part) => /** @type {HTMLElement} */ (page.querySelector(part)));
  dress(parts[2], from);
  PARTS.forEach((part, n) => one(part).replaceWith(parts[n]));
  document.title = page.title;
  if (place) history[how](null, "", place);
  arrive();
  window.scrollTo(0, 0);
}

/** What stands on the screen now. @returns {View} */
export const view = () => ({ main: one("#main"), title: document.title, place: shown, scrolled: [window.scrollY, one(".decide")?.scrollTop ?? 0] });

/** Shows what was held; without `how` the address is there already. @param {View} held @param {"pushState" | "replaceState"} [how] */
export function show(held, how) {
  one("#main").replaceWith(held.main);
  document.title = held.title;
  if (how) history[how](null, "", held.place);
  shown = held.place;
  const [page, form] = held.scrolled;
  window.scrollTo(0, page);
  if (form) one(".decide").scrollTop = form;
}

/**
 * Photos that are decoded already take the place of those that were only named, without ever leaving this document; small ones come after the first frame.
 * @param {HTMLElement} main @param {HTMLElement} [from]
 */
export function dress(main, from) {
  const known = new Map([...photos, ...[...from?.querySelectorAll("img") ?? []].map((image) => /** @type {[string, HTMLImageElement]} */ ([image.src, image]))]);
  /** @type {[Comment, HTMLImageElement][]} */
  const spots = [];
  const small = [];
  for (const image of main.querySelectorAll("img")) {
    const ready = known.get(image.src);
    if (ready) {
      ready.alt = image.alt;
      ready.decoding = "sync"; // it is decoded: shown with the first frame
      const spot = new Comment();
      image.replaceWith(spot);
      spots.push([spot, ready]);
      known.delete(ready.src);
      photos.delete(ready.src);
    } else if (image.loading === "lazy") {
      small.push({ image, address: image.src });
      image.removeAttribute("src"); // they come once the finding and its main photo are on the screen
    }
  }
  document.adoptNode(main);
  for (const [spot, ready] of spots) spot.replaceWith(ready);
  afterPaint(() => small.forEach(({ image, address }) => { image.src = address; }));
}

/** The scripts and styles of a page that this one has not loaded. @param {Document} page @returns {any[]} */
export const needs = (page) => [...page.head.querySelectorAll('script[src], link[rel="stylesheet"]')].filter((/** @type {any} */ needed) => {
  const name = needed.src ? "src" : "href";
  return !all(`head > ${needed.localName}`).some((known) => known[name] === needed[name]);
});

/** Modules begin once they are there, after the page was put in place. @param {Element} needed */
function bring(needed) {
  const added = document.createElement(needed.localName);
  for (const { name, value } of needed.attributes) added.setAttribute(name, value);
  document.head.append(added);
}
