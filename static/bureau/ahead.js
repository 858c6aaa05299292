// What is read ahead while somebody looks at a finding: the page of the next one as it will be after the decision, then its photos. One page is kept.
import { one } from "./dom.js";
import { afterPaint, ask, needs, photos } from "./swap.js";

/**
 * The page of the next finding: `from` is where it was read, `was` what its fields and folds held then, `text` what the server wrote.
 * @typedef {import("./swap.js").View & {from: string, was: string, text: string, dressed: boolean}} Next
 */

/** @type {Next | null} */
let kept = null;
let reading = new AbortController();

/** Reads ahead for the finding that stands on the screen, after its own photos. A page in which somebody wrote stays until it is shown. */
export const lookAhead = () => afterPaint(() => {
  reading.abort();
  reading = new AbortController();
  void readAll(reading.signal);
});

/** @param {AbortSignal} ended */
async function readAll(ended) {
  photos.clear();
  const { next, ahead } = one(".review-head")?.dataset ?? {};
  await Promise.all([...one("#main").querySelectorAll("img")].filter((image) => image.loading !== "lazy").map((image) => image.decode().catch(() => {})));
  if (ended.aborted) return;
  if (kept && !written(kept) && kept.from !== next) kept = null;
  if (next && !kept) await readPage(next, ended).catch(() => {}); // then it is read when it is asked for
  if (ended.aborted) return;
  for (const address of ahead?.split(" ") ?? []) {
    const image = new Image();
    photos.set(new URL(address, location.href).href, image);
    image.src = address;
    image.decode().catch(() => {}); // a photo that does not come now comes with its page
  }
}

/** @param {string} from @param {AbortSignal} signal */
async function readPage(from, signal) {
  const answer = await ask(from, { signal, redirect: "error" }); // it would lead away from the review
  if (signal.aborted || typeof answer === "string" || !answer.ok || !answer.place || needs(answer.page).length) return;
  const main = /** @type {HTMLElement} */ (answer.page.querySelector("#main"));
  kept = { main, title: answer.page.title, place: answer.place, scrolled: [0, 0], from, was: state(main), text: plain(main), dressed: false };
}

/** The page that a decision leads to, if it is here; it is nobody else's then. @returns {Next | null} */
export function take() {
  const found = kept && (written(kept) || kept.from === one(".review-head")?.dataset.next) ? kept : null;
  if (found) kept = null;
  return found;
}

/** The kept page if somebody wrote in it. @returns {Next | null} */
export const takeWritten = () => (kept && written(kept) ? take() : null);

/** The kept page of an address if somebody wrote in it. @param {string} place */
export const takeAt = (place) => (kept?.place === place ? takeWritten() : null);

/** Whether there are words that are not on the screen. */
export const wordsKept = () => kept !== null && written(kept);

// What was written in a page that waits beside would go with the window.
window.addEventListener("beforeunload", (event) => { if (wordsKept()) event.preventDefault(); });

/** Keeps a page that was shown too early, as it stands. @param {Next} next */
export const keep = (next) => {
  reading.abort();
  kept = next;
};

/** Whether somebody wrote in a page, ticked or unfolded something. @param {Next} next */
export const written = (next) => state(next.main) !== next.was;

/** Whether somebody wrote in a page or is about to. @param {Next} next */
export const working = (next) => written(next) || (next.main !== document.activeElement && next.main.contains(document.activeElement));

/** What fields and folds hold. @param {HTMLElement} main */
const state = (main) => JSON.stringify([...main.querySelectorAll("input, textarea, select, details")].map((/** @type {any} */ part) => (
  part.localName === "details" ? part.open : part.name === "csrf_token" ? "" : [part.value, part.checked])));

/** What a page says, whenever it was asked for: without tokens and what is said only once. @param {HTMLElement} main */
export function plain(main) {
  const copy = /** @type {HTMLElement} */ (main.cloneNode(true));
  for (const token of copy.querySelectorAll('[name="csrf_token"]')) token.removeAttribute("value");
  for (const said of flashes(copy)) said.remove();
  return copy.innerHTML.trim();
}

/** What is said once, about what was done before. @param {Element} main */
export const flashes = (main) => [...main.querySelectorAll(":scope > .flash[role=status]")];
