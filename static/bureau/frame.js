// What every page of the bureau shares: confirmations, rows that open, photos in place, printing, lists that narrow as one types.
// Without this script every page still works.
import { all, one } from "./dom.js";

for (const form of all("form[data-confirm]")) {
  form.addEventListener("submit", (/** @type {any} */ event) => {
    if (!window.confirm(form.dataset.confirm)) event.preventDefault();
  });
}

// A form sent twice is refused by the server; the button only spares the second try.
for (const form of all('form[method="post"]')) {
  form.addEventListener("submit", (/** @type {any} */ event) => {
    if (event.defaultPrevented || event.submitter?.formTarget) return; // a preview leaves the page as it is
    const button = form.querySelector('button[type="submit"]');
    if (button) setTimeout(() => button.setAttribute("disabled", ""), 0);
  });
}
window.addEventListener("pageshow", (/** @type {any} */ event) => {
  if (event.persisted) for (const button of all('button[type="submit"][disabled]')) button.removeAttribute("disabled");
});

if (one("[data-orders]")) void import("./commanding.js");

for (const row of all("tr[data-row]")) {
  row.addEventListener("click", (/** @type {any} */ event) => {
    if (event.target.closest("a, button, input, label, summary") || window.getSelection()?.toString()) return;
    row.querySelector("a.row-link")?.click();
  });
}

one("[data-print]")?.addEventListener("click", () => window.print());
one("[data-focus]")?.focus();

for (const field of all("input[data-filter]")) {
  const list = one(field.dataset.filter);
  field.addEventListener("input", () => narrow(list, field.value.trim()));
}

/** Hides what does not hold the word; groups without anything left go too. Ticked people stay visible. @param {any} list @param {string} word */
function narrow(list, word) {
  for (const label of list.querySelectorAll("[data-filter-text]")) {
    label.hidden = Boolean(word) && !label.dataset.filterText.includes(word) && !label.querySelector("input")?.checked;
  }
  for (const group of list.querySelectorAll("[data-filter-group]")) {
    group.hidden = !group.querySelector("[data-filter-text]:not([hidden])");
  }
}

const links = all("a[data-photo]");
const photos = links.filter((link, index) => links.findIndex((other) => other.href === link.href) === index);
if (photos.length && "HTMLDialogElement" in window) {
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  dialog.innerHTML = '<img alt=""><p></p><div class="viewer-bar"><button type="button" data-step="-1">上一张</button><button type="button" data-step="1">下一张</button><form method="dialog"><button>关闭</button></form></div>';
  document.body.append(dialog);
  let at = 0;
  const show = (/** @type {number} */ index) => {
    at = (index + photos.length) % photos.length;
    const link = photos[at];
    const image = /** @type {HTMLImageElement} */ (dialog.querySelector("img"));
    image.src = link.href;
    image.alt = link.querySelector("img").alt;
    /** @type {HTMLElement} */ (dialog.querySelector("p")).textContent = `${image.alt}（${at + 1} / ${photos.length}）`;
    if (!dialog.open) dialog.showModal();
  };
  for (const link of links) {
    link.addEventListener("click", (/** @type {any} */ event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(photos.findIndex((photo) => photo.href === link.href));
    });
  }
  dialog.addEventListener("click", (/** @type {any} */ event) => {
    const step = event.target.closest("[data-step]");
    if (step) show(at + Number(step.dataset.step));
    else if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("keydown", (/** @type {any} */ event) => {
    if (event.key === "ArrowLeft") show(at - 1);
    if (event.key === "ArrowRight") show(at + 1);
  });
}
