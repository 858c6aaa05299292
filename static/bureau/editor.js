// The editor of a draft: what is typed is saved after a short rest and the picture beside it follows. Without this script the forms send themselves.
import { all, one } from "./dom.js";
import { createKept } from "./editor/kept.js";
import { Unsaved, createSaver } from "./editor/saver.js";
import { createSheets } from "./editor/sheets.js";

const page = one("[data-editor]");
const status = one("[data-status]");
const token = one('input[name="csrf_token"]').value;
/** Fields whose text is saved as one types. @type {any[]} */
const fields = all("[data-field]");
const unitOf = (/** @type {any} */ field) => field.closest("form").dataset.unit;
const find = (/** @type {string} */ unit, /** @type {string} */ name) => fields.find((field) => unitOf(field) === unit && field.dataset.field === name);

const kept = createKept(localStorage, `draft:${page.dataset.me}:${page.dataset.editor}`);

/** @param {string} unit @param {{[name: string]: unknown}} changes @param {{[name: string]: string}} seen */
async function send(unit, changes, seen) {
  let answer;
  try {
    answer = await fetch(page.dataset.save, {
      method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token }, body: JSON.stringify({ finding: unit, changes, seen }),
    });
  } catch {
    throw new Unsaved("网络不通，联网后自动再试");
  }
  const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : null;
  if (told?.saved) return told;
  if (answer.status === 401) throw new Unsaved("登录已过期。请在新窗口重新登录后继续修改；写下的内容留在这台电脑上", true);
  throw new Unsaved(told?.message ?? (answer.status === 400 ? "页面已过期，请刷新页面；写下的内容还在" : "服务器没有应答，稍后自动再试"), answer.status < 500 && answer.status !== 429);
}

/** @param {import("./editor/saver.js").State} state */
function tell(state) {
  status.dataset.state = state.kind;
  status.textContent = state.kind === "saving" ? "正在保存…" : state.kind === "saved" ? `已保存 ${state.at}` : `没有保存：${state.reason}`;
}

const note = (/** @type {any} */ field) => one(`#${field.id}-note`);

/** @param {any} field @param {string} text */
function warn(field, text) {
  const box = note(field);
  box.hidden = text === "";
  box.querySelector("span").textContent = text;
  box.querySelector("[data-choice]")?.remove();
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

const sheets = createSheets({
  list: one("[data-sheets]"), pane: one("[data-pane]"), versionAt: page.dataset.version, pageAt: (number) => `${page.dataset.version}/${number}.jpg`,
  tell: (text, bad = false) => { one("[data-sheets-state]").textContent = text; one("[data-sheets-state]").classList.toggle("bad", bad); },
  onVersion: (told) => { showGaps(told.gaps ?? []); showList("[data-cautions]", told.cautions ?? []); },
});

const saver = createSaver({
  send, kept, tell,
  onSaved: (unit, name, seen) => {
    const field = find(unit, name);
    field.dataset.seen = seen;
    warn(field, "");
    void sheets.refresh();
  },
  onRefused: (unit, name, reason) => warn(find(unit, name), reason),
  onClash: (unit, clash) => {
    const field = find(unit, clash.name);
    warn(field, `${clash.who} ${clash.at} 把这里改成了：“${clash.theirs}”。您写的还在框里，没有保存。`);
    note(field).append(choice(field, clash));
  },
});

/** Two buttons: whose words stand. @param {any} field @param {import("./editor/saver.js").Clash} clash */
function choice(field, clash) {
  const box = document.createElement("span");
  box.dataset.choice = "";
  for (const [label, act] of /** @type {[string, () => void][]} */ ([
    ["用我写的", () => { field.dataset.seen = clash.seen; changed(field); void saver.flush(); }],
    ["用对方的", () => { field.dataset.seen = clash.seen; field.value = clash.theirs; saver.giveUp(unitOf(field), clash.name); warn(field, ""); void sheets.refresh(); }],
  ])) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = label;
    button.addEventListener("click", () => { act(); field.focus?.(); });
    box.append(button);
  }
  return box;
}

/** @param {any} field */
function changed(field) {
  warn(field, "");
  saver.change({ unit: unitOf(field), name: field.dataset.field, text: field.value, seen: field.dataset.seen });
}

/** What stands in the way of issuing, with links to the places. @param {{text: string, href: string}[]} gaps */
function showGaps(gaps) {
  showList("[data-gaps]", gaps);
  one("[data-ready]").hidden = gaps.length > 0;
}

/** @param {string} card @param {{text: string, href: string}[]} gaps */
function showList(card, gaps) {
  one(`${card} ul`).replaceChildren(...gaps.map((gap) => {
    const item = document.createElement("li");
    const holder = gap.href ? document.createElement("a") : document.createElement("span");
    if (holder instanceof HTMLAnchorElement) holder.href = gap.href;
    holder.textContent = gap.text;
    item.append(holder);
    return item;
  }));
  one(card).hidden = gaps.length === 0;
}

for (const field of fields) {
  // While an input method composes, the letters of its pinyin are nobody's words yet.
  field.addEventListener("input", (/** @type {any} */ event) => { if (!event.isComposing) changed(field); });
  field.addEventListener("compositionend", () => changed(field));
}
for (const form of all("form[data-unit]")) {
  form.addEventListener("submit", (/** @type {any} */ event) => { event.preventDefault(); void saver.flush(); }, true);
}
// Another form of the page (arrange, review …) must not leave anything behind that is still on its way.
for (const form of all("form:not([data-unit])")) {
  form.addEventListener("submit", (/** @type {any} */ event) => {
    if (!saver.waiting() || event.defaultPrevented) return;
    event.preventDefault();
    void settled().then((done) => { if (done) form.requestSubmit(event.submitter); });
  }, true);
}

/** Waits until all is saved; false when something can't be. */
async function settled() {
  for (let tries = 0; tries < 50 && saver.waiting(); tries++) {
    await saver.flush();
    await new Promise((done) => { setTimeout(done, 100); });
    if (status.dataset.state === "failed") return false;
  }
  return true;
}

window.addEventListener("beforeunload", (event) => { if (saver.waiting()) event.preventDefault(); });
document.addEventListener("keydown", (/** @type {any} */ event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); void saver.flush(); }
});

// A link to a folded finding opens it.
document.addEventListener("click", (/** @type {any} */ event) => {
  const to = event.target.closest('a[href^="#finding-"]');
  if (to) one(to.getAttribute("href")).open = true;
});

for (const change of kept.all()) {
  const field = find(change.unit, change.name);
  if (!field) continue;
  if (field.value === change.text) { kept.drop(`${change.unit}/${change.name}`); continue; }
  field.value = change.text;
  field.dataset.seen = change.seen;
  changed(field);
}
void sheets.refresh();
