// Keys of the review: C confirms and the next one comes by itself, R opens the return form, N shows the next one. What can't be sent as it stands is
// shown by the browser at its field; what was confirmed can be assigned anew until its notice.
import "./commanding.js";
import { lookAhead, take, takeWritten } from "./ahead.js";
import { all, one } from "./dom.js";
import { insist, leadOn, present, refresh } from "./lead.js";
import { ask, left, put } from "./swap.js";

const UNSURE = "网络不通，没有收到服务器的答复，不能确定这条隐患是否已经办理。您填写的内容还在，网络恢复后请再提交一次；已经办理的，系统会告诉您，不会重复办理。";
const UNREAD = "网络不通，没有读到下一条。您填写的内容还在，网络恢复后请再试。";

const ANSWER_MS = 30_000; // what has not been answered by then is not known, and the desk works on
const PAUSE_MS = 800;

const typing = (/** @type {Element} */ target) => target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;
let busy = false; // one decision at a time: the next key belongs to the next finding
/** @type {AbortController | null} */
let reading = null; // a page that is only looked at: a decision does not wait for it

// Another page may come under hands that are typing: what they go on to type is no command for it until they pause, or reach for the mouse or Tab.
let startled = 0;
const startle = () => { startled = performance.now() + PAUSE_MS; };
document.addEventListener("pointerdown", () => { startled = 0; });

/** @type {{[key: string]: () => void}} */
const keys = {
  c: () => {
    const button = one('[data-key="c"]');
    if (!button || button.disabled) return;
    button.form.requestSubmit(button);
  },
  r: () => {
    const fold = one("#return");
    if (!fold) return;
    fold.open = true;
    fold.querySelector("textarea").focus();
  },
  n: () => one('[data-key-link="n"]')?.click(),
};

document.addEventListener("keydown", (/** @type {any} */ event) => {
  if (one("dialog[open]") || !one(".review-head")) return; // another page may have come in place of the review
  if (performance.now() < startled && event.key !== "Tab") return startle();
  startled = 0;
  if (event.key === "Enter" && event.ctrlKey) {
    event.target.closest("form")?.requestSubmit();
    return;
  }
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.repeat) return; // a key that is held down decides one finding only
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  const act = keys[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  if (busy && !reading && act !== keys.r) insist();
  else if (!busy || act === keys.r) act(); // while a decision is on its way the next finding may be read and written in
});

const ours = (/** @type {any} */ form) => form.getAttribute("method") === "post" && new URL(form.action).pathname.startsWith("/bureau/review/");

// Before anybody else hears of it: what is ignored must not leave its button disabled.
document.addEventListener("submit", (/** @type {any} */ event) => {
  if (!busy || reading || !ours(event.target)) return;
  event.preventDefault();
  event.stopPropagation();
  insist();
}, true);

document.addEventListener("submit", (/** @type {any} */ event) => {
  const form = event.target;
  if (event.defaultPrevented || !ours(form)) return;
  event.preventDefault();
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter)));
  void show(form.action, { method: "POST", body }, form.closest("[data-leads]") !== null);
});

document.addEventListener("click", (/** @type {any} */ event) => {
  const link = event.target.closest('[data-key-link="n"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void show(link.href);
});

/**
 * The page that answers, in place of this one; where none does, this one stays with what was typed. A decision that `leads` on shows the next finding
 * before the answer when it was read ahead.
 * @param {string} address @param {RequestInit} [request] @param {boolean} [leads]
 */
async function show(address, request, leads) {
  if (busy && !(request && reading)) return;
  reading?.abort();
  const own = new AbortController();
  [busy, reading] = [true, request ? null : own];
  try {
    const limit = request ? AbortSignal.timeout(ANSWER_MS) : own.signal;
    const next = request && leads ? take() : null;
    const refused = next && request ? await leadOn(next, address, { ...request, signal: limit }, UNSURE, startle) : await turn(address, { ...request, signal: limit });
    if (own.signal.aborted || left()) return;
    if (refused === null) begin();
    else complain(refused);
  } catch {
    if (!own.signal.aborted) complain(request ? UNSURE : UNREAD);
  } finally {
    if (!own.signal.aborted) [busy, reading] = [false, null];
  }
}

/** Asks for a page and shows it, or what somebody wrote in the next one already. @param {string} address @param {RequestInit} request @returns {Promise<string | null>} */
async function turn(address, request) {
  const answer = await ask(address, request);
  if (typeof answer === "string") return answer;
  const next = request.method ? null : takeWritten();
  if (next) {
    present(next);
    refresh(next, answer);
  } else put(answer);
  return null;
}

/** @param {string} words */
function complain(words) {
  const box = one("[data-trouble]");
  box.querySelector("span").textContent = words;
  box.hidden = false;
  box.focus();
  for (const button of all('#main button[type="submit"][disabled]')) button.removeAttribute("disabled");
}

/** A finding begins at its heading, not at the top of the navigation; one that was refused at what was wrong. Where somebody works already the focus stays. */
function begin() {
  if (document.activeElement === document.body) (one("[data-focus]") ?? one("#main")).focus({ preventScroll: !one("[data-focus]") });
  lookAhead();
}
begin();
