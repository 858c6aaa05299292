// A decision that leads on: the next finding stands on the screen while the decision is on its way to the server. What the server then says counts;
// nothing is said to be done before, and what was typed on either side stays.
import { flashes, keep, plain, takeAt, wordsKept, working, written } from "./ahead.js";
import { all, one } from "./dom.js";
import { arrive, ask, beside, dress, left, path, put, show, view } from "./swap.js";

/** @typedef {import("./ahead.js").Next} Next */
/** @typedef {import("./swap.js").Answer} Answer */

const OUT = "上一条正在提交，还没有收到结果；可以先看这一条。";
const HERE = "这一条正在提交，还没有收到结果。";
const FIRST = "上一条还没有收到结果，收到之后才能办理这一条。";

// Heard by whoever does not see it: a region that stands there before it says something, since many readers pass over one that comes with its words.
const live = document.createElement("p");
live.className = "visually-hidden";
live.setAttribute("role", "status");
document.body.append(live);

window.addEventListener("popstate", () => {
  const place = path(location.href);
  const held = beside.get(place) ?? takeAt(place);
  if (held) show(held);
  else if (left() && wordsKept()) void comeTo(place);
  else if (left()) location.reload();
});

/** The page of an address in place, without losing what was written in one beside. @param {string} place */
async function comeTo(place) {
  const answer = await ask(place, {}).catch(() => null);
  if (path(location.href) !== place) return;
  if (answer === null || typeof answer === "string") return location.reload();
  arrive();
  put(answer, "replaceState");
}

/** Whoever leaves now would not learn of a refusal; back and forward go to what the server says of their address. @param {Event} event */
const stay = (event) => { if (!left()) event.preventDefault(); };

/**
 * Shows `next`, sends the decision, and puts right what the answer says otherwise. Returns the words of what went wrong, on the page that was decided
 * upon; null when a page stands there as the server gave it. `startle` is called when another page comes under somebody's hands.
 * @param {Next} next @param {string} address @param {RequestInit} request @param {string} unsure @param {() => void} startle @returns {Promise<string | null>}
 */
export async function leadOn(next, address, request, unsure, startle) {
  const asked = ask(address, request).catch(() => unsure);
  const before = view();
  present(next);
  pending(next, OUT);
  pending(before, HERE);
  live.textContent = OUT;
  one("#main").focus({ preventScroll: true });
  beside.set(before.place, before).set(next.place, next);
  window.addEventListener("beforeunload", stay);
  const answer = await asked;
  window.removeEventListener("beforeunload", stay);
  beside.clear();
  pending(next, "");
  pending(before, "");
  live.textContent = "";
  if (left()) return null;
  const stands = one("#main") === next.main;
  if (typeof answer === "string" || !answer.ok) {
    keep(next);
    if (stands) startle();
    if (typeof answer !== "string") put({ ...answer, place: before.place }, "replaceState", before.main);
    else if (stands) show(before, "replaceState");
    return typeof answer === "string" ? answer : null;
  }
  if (!stands) await told(next, before.place);
  else if (answer.place !== next.place && !working(next)) {
    startle();
    put(answer, "replaceState");
  } else refresh(next, answer);
  return null;
}

/** Somebody went back to what is decided now: the server says so. @param {Next} next @param {string} place */
async function told(next, place) {
  if (!written(next)) return location.reload();
  keep(next);
  await comeTo(place);
}

/** Says to whoever tries why nothing can be decided yet. */
export function insist() {
  const line = one("[data-pending]:not([hidden]) span");
  if (line) line.textContent = live.textContent = line.textContent === HERE ? HERE : FIRST;
}

/** Puts the page that was kept on the screen. @param {Next} next */
export function present(next) {
  if (!next.dressed) dress(next.main);
  next.dressed = true;
  show(next, "pushState");
}

/**
 * Brings a page on the screen up to what the server says of it now: quietly anew when nobody has begun to work in it; else its fields stay as they are,
 * and `seen` in its forms lets the server say what changed. Where the answer is about another finding only the frame and what was done are taken over.
 * @param {Next} next @param {Answer} answer
 */
export function refresh(next, { page, place }) {
  const fresh = /** @type {HTMLElement} */ (page.querySelector("#main"));
  const said = flashes(fresh);
  const same = place === next.place;
  for (const part of [".top", ".rail"]) {
    if (!one(part).contains(document.activeElement)) one(part).replaceWith(/** @type {Element} */ (page.querySelector(part)));
  }
  if (same && !working(next) && plain(fresh) !== next.text) {
    const { scrolled } = view();
    const focused = next.main === document.activeElement;
    dress(fresh, next.main);
    show({ ...next, main: fresh, title: page.title, scrolled });
    if (focused) fresh.focus({ preventScroll: true });
    return;
  }
  const head = one(".review-head");
  if (same && !head.contains(document.activeElement)) head.replaceWith(/** @type {Element} */ (fresh.querySelector(".review-head")));
  if (same) document.title = page.title;
  next.main.prepend(...said);
  const token = /** @type {HTMLInputElement | null} */ (page.querySelector('[name="csrf_token"]'));
  for (const field of all('#main [name="csrf_token"]')) field.value = token?.value;
}

/** @param {{main: HTMLElement}} of @param {string} words */
function pending({ main }, words) {
  const line = /** @type {HTMLElement} */ (main.querySelector("[data-pending]"));
  line.hidden = !words;
  if (words) /** @type {Element} */ (line.querySelector("span")).textContent = words;
}
