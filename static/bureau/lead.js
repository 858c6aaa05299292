// A decision that leads on: the next finding stands on the screen while the decision is on its way to the server. What the server then says counts;
// nothing is said to be done before, and what was typed on either side stays.
import { flashes, keep, plain, written } from "./ahead.js";
import { all, one } from "./dom.js";
import { ask, beside, dress, left, put, show, view } from "./swap.js";

/** @typedef {import("./ahead.js").Next} Next */
/** @typedef {import("./swap.js").Answer} Answer */

/** Whoever leaves now would not learn of a refusal; back and forward go to what the server says of their address. @param {Event} event */
const stay = (event) => { if (!left()) event.preventDefault(); };

/**
 * Shows `next`, sends the decision, and puts right what the answer says otherwise. Returns the words of what went wrong, on the page that was decided
 * upon; null when a page stands there as the server gave it.
 * @param {Next} next @param {string} address @param {RequestInit} request @param {string} unsure @returns {Promise<string | null>}
 */
export async function leadOn(next, address, request, unsure) {
  const asked = ask(address, request).catch(() => unsure);
  const before = view();
  present(next);
  pending(next, true);
  one("#main").focus({ preventScroll: true });
  beside.set(before.place, before).set(next.place, next);
  window.addEventListener("beforeunload", stay);
  const answer = await asked;
  window.removeEventListener("beforeunload", stay);
  beside.clear();
  pending(next, false);
  if (left()) return null;
  const stands = one("#main") === next.main;
  if (typeof answer === "string" || !answer.ok) {
    keep(next);
    if (typeof answer !== "string") put({ ...answer, place: before.place }, "replaceState", before.main);
    else if (stands) show(before, "replaceState");
    return typeof answer === "string" ? answer : null;
  }
  if (!stands) location.reload(); // somebody went back to what is decided now: the server says so
  else if (answer.place !== next.place && !written(next)) put(answer, "replaceState");
  else refresh(next, answer);
  return null;
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
  const busy = next.main !== document.activeElement && next.main.contains(document.activeElement);
  for (const part of [".top", ".rail"]) one(part).replaceWith(/** @type {Element} */ (page.querySelector(part)));
  if (same && !busy && !written(next) && plain(fresh) !== next.text) {
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

/** @param {Next} next @param {boolean} on */
function pending(next, on) {
  /** @type {HTMLElement} */ (next.main.querySelector("[data-pending]")).hidden = !on;
}
