// What every page of the bureau shares: confirmations, rows that open, photos in place, printing, lists that narrow as one types.
// All of it listens at the document, so that it also holds for what is put in place later (swap.js). Without this script every page still works.
import { all, one } from "./dom.js";

/** Calls `act` with the element that matches, when an event happens in one. @param {string} type @param {string} selector @param {(found: any, event: any) => void} act */
const on = (type, selector, act) => document.addEventListener(type, (/** @type {any} */ event) => {
  const found = event.target.closest?.(selector);
  if (found) act(found, event);
});

on("submit", "form[data-confirm]", (form, event) => {
  if (!window.confirm(form.dataset.confirm)) event.preventDefault();
});

// A form sent twice is refused by the server; the button only spares the second try.
on("submit", 'form[method="post"]', (form, event) => {
  if (event.defaultPrevented || event.submitter?.formTarget) return; // a preview leaves the page as it is
  const button = form.querySelector('button[type="submit"]');
  if (button) setTimeout(() => button.setAttribute("disabled", ""), 0);
});
window.addEventListener("pageshow", (/** @type {any} */ event) => {
  if (event.persisted) for (const button of all('button[type="submit"][disabled]')) button.removeAttribute("disabled");
});

if (one("[data-orders]")) void import("./commanding.js");

on("click", "tr[data-row]", (row, event) => {
  if (event.target.closest("a, button, input, label, summary") || window.getSelection()?.toString()) return;
  row.querySelector("a.row-link")?.click();
});

on("click", "[data-print]", () => window.print());
one("[data-focus]")?.focus();

on("input", "input[data-filter]", (field) => narrow(one(field.dataset.filter), field.value.trim()));

/** Hides what does not hold the word; groups without anything left go too. Ticked people stay visible. @param {any} list @param {string} word */
function narrow(list, word) {
  for (const label of list.querySelectorAll("[data-filter-text]")) {
    label.hidden = Boolean(word) && !label.dataset.filterText.includes(word) && !label.querySelector("input")?.checked;
  }
  for (const group of list.querySelectorAll("[data-filter-group]")) {
    group.hidden = !group.querySelector("[data-filter-text]:not([hidden])");
  }
}

on("click", "a[data-photo]", (link, event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !("HTMLDialogElement" in window)) return;
  event.preventDefault();
  viewer ??= opener();
  viewer(link.href);
});

/** @type {((address: string) => void) | undefined} */
let viewer;

/** The dialog in which the photos of the page are looked through; returns what opens it at one of them. */
function opener() {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  dialog.innerHTML = '<img alt=""><p></p><div class="viewer-bar"><button type="button" data-step="-1">上一张</button><button type="button" data-step="1">下一张</button><form method="dialog"><button>关闭</button></form></div>';
  document.body.append(dialog);
  let at = 0;
  const photos = () => [...new Map(all("a[data-photo]").map((link) => [link.href, link.querySelector("img").alt]))];
  const show = (/** @type {number} */ index) => {
    const known = photos();
    at = (index + known.length) % known.length;
    const image = /** @type {HTMLImageElement} */ (dialog.querySelector("img"));
    [image.src, image.alt] = known[at];
    /** @type {HTMLElement} */ (dialog.querySelector("p")).textContent = `${image.alt}（${at + 1} / ${known.length}）`;
    if (!dialog.open) dialog.showModal();
  };
  dialog.addEventListener("click", (/** @type {any} */ event) => {
    const step = event.target.closest("[data-step]");
    if (step) show(at + Number(step.dataset.step));
    else if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (/** @type {any} */ event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
  return (/** @type {string} */ address) => show(photos().findIndex(([known]) => known === address));
}
