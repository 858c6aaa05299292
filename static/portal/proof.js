// The proof form on a phone: photos are shrunk and uploaded one by one as soon as they are chosen, with their progress; the form itself
// then carries only their marks. Without this script the same form takes the files as they are.
import { keepDraft } from "./draft.js";
import { shrink } from "./shrink.js";
import { upload } from "./upload.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("proof"));
const input = /** @type {HTMLInputElement} */ (document.getElementById("photos"));
const kept = /** @type {HTMLElement} */ (document.getElementById("kept"));
const send = /** @type {HTMLButtonElement} */ (document.getElementById("send"));
const pick = /** @type {HTMLElement} */ (document.getElementById("pick"));
const said = /** @type {HTMLElement} */ (document.getElementById("photos-status"));
const note = /** @type {HTMLElement} */ (document.getElementById("send-status"));
const draft = keepDraft(form, /** @type {HTMLElement} */ (document.getElementById("draft-status")));
const most = Number(form.dataset.most);
const token = /** @type {HTMLInputElement} */ (form.elements.namedItem("csrf_token")).value;
const sprite = /** @type {SVGUseElement} */ (document.querySelector("svg use")).getAttribute("href")?.split("#")[0];

/** Uploads under way, in the order of choosing: one at a time, so that a weak network finishes at least the first. */
let queue = Promise.resolve();
let waiting = 0;
let wantsToSend = false;

const tiles = () => /** @type {HTMLElement[]} */ ([...kept.children]);
const failedTiles = () => tiles().filter((tile) => tile.querySelector(".failed"));

function removeButton(tile, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "remove";
  button.setAttribute("aria-label", words);
  button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="${sprite}#cross"></use></svg>`;
  button.addEventListener("click", () => { tile.remove(); input.focus(); tell(); draft.changed(); });
  tile.append(button);
}

function tell() {
  const done = kept.querySelectorAll("input[name=kept]").length;
  const failed = failedTiles();
  const why = [...new Set(failed.map((tile) => tile.dataset.why))].join(" ");
  said.textContent = waiting ? `正在上传：已完成 ${done} 张，还有 ${waiting} 张` : failed.length ? `${failed.length} 张没有上传：${why}` : done ? `已上传 ${done} 张` : "";
  said.classList.toggle("problem", !waiting && failed.length > 0);
  pick.hidden = tiles().length >= most;
  if (!wantsToSend) return;
  note.textContent = waiting ? `照片上传完就提交，还有 ${waiting} 张` : "";
  if (waiting) return;
  wantsToSend = false;
  send.disabled = false;
  if (failed.length) { note.textContent = "有照片没有上传成功，请先处理"; return; }
  send.click();
}

async function keep(tile, file) {
  const face = tile.querySelector(".waiting");
  try {
    face.textContent = "处理中";
    const small = await shrink(file);
    const { mark, src } = await upload(String(form.dataset.photos), small, token, (percent) => { face.textContent = `${percent}%`; });
    if (!tile.isConnected) return;
    const picture = Object.assign(document.createElement("img"), { src, alt: `已上传：${file.name || "照片"}` });
    const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "kept", value: mark });
    face.replaceWith(picture);
    tile.append(hidden);
    draft.changed();
  } catch (error) {
    tile.dataset.why = error.message;
    face.replaceWith(error.final ? Object.assign(document.createElement("div"), { className: "waiting failed", textContent: "不能接收" }) : retry(tile, file));
  }
}

/** A tile whose upload was cut is a button that tries again. */
function retry(tile, file) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "waiting failed", textContent: "重试" });
  button.addEventListener("click", () => {
    const face = Object.assign(document.createElement("div"), { className: "waiting", textContent: "等待" });
    button.replaceWith(face);
    enqueue(tile, file);
  });
  return button;
}

function enqueue(tile, file) {
  waiting += 1;
  tell();
  queue = queue.then(() => (tile.isConnected ? keep(tile, file) : undefined)).finally(() => { waiting -= 1; tell(); });
}

function add(file) {
  const tile = document.createElement("li");
  tile.innerHTML = '<div class="waiting">等待</div>';
  removeButton(tile, `移除 ${file.name || "照片"}`);
  kept.append(tile);
  enqueue(tile, file);
}

input.addEventListener("change", () => {
  const room = most - tiles().length;
  const chosen = [...(input.files ?? [])];
  chosen.slice(0, room).forEach(add);
  input.value = "";
  if (chosen.length > room) said.textContent = `最多 ${most} 张，多选的没有加入`;
});

document.getElementById("save")?.addEventListener("click", (event) => { event.preventDefault(); draft.now(); });

form.addEventListener("submit", (event) => {
  if (/** @type {HTMLButtonElement | null} */ (event.submitter)?.value === "discard") {
    draft.stop();
    return;
  }
  if (waiting) {
    event.preventDefault();
    wantsToSend = true;
    send.disabled = true;
    tell();
    return;
  }
  if (failedTiles().length) {
    event.preventDefault();
    note.textContent = "有照片没有上传成功，请先处理";
    return;
  }
  draft.stop(); // nothing may bring back a draft that was handed in
  note.textContent = "正在提交…";
});

addEventListener("pageshow", () => { send.disabled = false; note.textContent = ""; });

kept.replaceChildren(...tiles()); // without the white space between them, an empty list is :empty
tiles().forEach((tile, n) => { tile.querySelector(".drop")?.remove(); removeButton(tile, `移除第 ${n + 1} 张照片`); });
form.classList.add("scripted");
document.getElementById("errors")?.focus();
tell();
