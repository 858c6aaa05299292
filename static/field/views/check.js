// 检查: rail of sections, items one under another. Each item is drawn into its own element, and only when something of it changed,
// so that a tap costs one item however long the lists are.
import { newFinding } from "../ui/begin.js";
import { conflictBox } from "../ui/conflictbox.js";
import { choicesOf, conflictsOf } from "../ui/conflicts.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { CONFLICTS, FREE, findingsByItem, lockOf, photosAllowed, sectionsOf, standing, tally, valueOf } from "../ui/inspection.js";
import { pastOf } from "../ui/past.js";
import { lateBar, lateWord } from "../ui/latebar.js";
import { makePictures } from "../ui/photos.js";
import { wholeOf } from "../ui/rest.js";
import { useStyle } from "../ui/styles.js";
import { findingEditor } from "./finding.js";
import { itemStamp, itemView, placesOf } from "./item.js";
import { Part } from "./part.js";
import { foot, rail } from "./rail.js";
import { Sift } from "./sift.js";
import { makeTaps } from "./taps.js";

/** The first items, then (two frames later) what stands around them, then the others when nothing else is to be done: the first tap waits for none of that. */
const FIRST_BATCH = 3, BATCH = 8, PAUSE_MS = 30;
const LOCKS = {
  not_started: "还没有开始，请先到“企业”页点开始。",
  signed: "已有签字，内容已锁定。要修改请到“意见与签字”页撤回签字。", submitted: "已提交，不能再修改。",
};

class CheckView {
  /** @type {string[]} items not drawn yet */ queue = [];
  /** @type {Map<string, any[]>} */ groups = new Map();
  /** @type {string|null|undefined} */ lock;
  /** @type {ReturnType<typeof setTimeout>|undefined} */ timer;

  /** @param {any} ctx @param {string} id of the visit @param {HTMLElement} root @param {any} head what the head of the app shows */
  constructor(ctx, id, root, head) {
    this.ctx = ctx;
    this.id = id;
    this.root = root;
    this.head = head;
    this.plan = ctx.planned(id);
    this.sections = sectionsOf(ctx.bundle, this.plan);
    this.pictures = makePictures(ctx.store);
    this.past = pastOf(ctx.bundle, this.plan);
    /** @type {Map<string, any>} items judged as part of a whole section */ this.whole = new Map();
    this.taps = makeTaps(ctx, id, FREE);
    /** @type {Part[]} */ this.parts = [];
    /** @type {Map<string, any>} item id -> {list, item, number, open, el, stamp} */
    this.rows = new Map();
    render(html`<div class="check"><nav class="rail" aria-label="检查表各部分"></nav><div class="check-main">
      <div class="finder" hidden></div><div class="check-notice"></div><div class="items"></div></div></div><footer class="foot check-foot"></footer>`, root);
    const pick = (name) => /** @type {HTMLElement} */ (root.querySelector(name));
    this.rail = pick(".rail");
    this.notice = pick(".check-notice");
    this.list = pick(".items");
    this.foot = pick(".check-foot");
    this.freeBox = document.createElement("section");
    this.current = "";
    this.build();
    this.sift = new Sift(this, pick(".finder"));
  }

  get model() { return this.ctx.store.peek(this.id); }

  /** What every item and finding needs to draw itself. */
  env() {
    return {
      visit: this.id, scope: FREE, model: () => this.model, pictures: this.pictures, locked: this.lock !== null, advisory: this.plan.track === "advisory", photos: photosAllowed(this.model, this.plan),
      places: placesOf(standing(this.model)), past: this.past, whole: this.whole, tap: this.taps.tap, redraw: (item) => this.drawItem(item),
      reasons: new Map((this.plan.returned ?? []).map(({ finding, reason }) => [finding, reason])),
    };
  }

  start() {
    this.refresh(false);
    this.off = this.pictures.listen(() => this.drawWithPhotos());
    this.watch();
  }

  /** Empty elements for all sections and items at once; their contents follow in batches. */
  build() {
    this.parts = this.sections.map((part, index) => new Part(this, part, index === 0 || this.sections[index - 1].list !== part.list,
      part.items.map((item, place) => this.place(part.list, item, place + 1))));
    this.freeBox.id = "s-free";
    this.freeBox.className = "section";
    this.list.replaceChildren(...this.parts.map(({ box }) => box), this.freeBox);
    this.queue = [...this.rows.keys()];
  }

  place(list, item, number) {
    const el = document.createElement("article");
    el.className = "item";
    el.id = `item-${item.id}`;
    this.rows.set(item.id, { list, item, number, el, open: new Set(), stamp: null });
    return el;
  }

  /** After a change of the store: whatever it touched. @param {boolean} [around] the rail and the sections' titles; at first they come after the items */
  refresh(around = true) {
    const lock = lockOf(this.model, this.ctx.planned(this.id), this.ctx.store.readOnly);
    const all = lock !== this.lock;
    this.plan = this.ctx.planned(this.id);
    this.lock = lock;
    this.groups = findingsByItem(this.model);
    this.past = pastOf(this.ctx.bundle, this.plan);
    this.whole = new Map(this.sections.flatMap((part) => [...wholeOf(this.model, part)]));
    this.drawFrame(around);
    (around ? this.parts : this.parts.slice(0, 1)).forEach((part) => part.draw());
    this.drawFree();
    for (const row of this.rows.values()) {
      if (row.stamp !== null && (all || row.stamp !== this.stampOf(row))) this.drawItem(row.item.id);
    }
    this.fill(FIRST_BATCH, !around);
  }

  stampOf(row) { return itemStamp(this.model, row.item, this.groups.get(row.item.id) ?? [], this); }

  /** Draws the next items of the queue and comes back for more when the page is idle. */
  fill(count, first = false) {
    for (const item of this.queue.splice(0, count)) if (this.rows.get(item)?.stamp === null) this.drawItem(item);
    if (!this.rail.childElementCount && !first) {
      this.drawRail();
      this.parts.forEach((part) => part.draw());
    }
    clearTimeout(this.timer);
    if (this.queue.length || first) this.timer = setTimeout(() => this.fill(BATCH), PAUSE_MS);
  }

  drawItem(id) {
    const row = this.rows.get(id);
    if (!row) return id === FREE && this.drawFree();
    const findings = this.groups.get(id) ?? [];
    row.stamp = this.stampOf(row);
    row.el.classList.toggle("is-nok", valueOf(this.model, `answer/${id}`) === "nok");
    render(itemView(this.ctx, this.env(), row, findings), row.el);
  }

  drawWithPhotos() {
    const pictured = (findings) => findings.some((finding) => finding.photos?.length);
    for (const id of this.rows.keys()) if (pictured(this.groups.get(id) ?? []) || pictured(this.past.open(id))) this.drawItem(id);
    if (pictured(this.groups.get(FREE) ?? [])) this.drawFree();
  }

  drawFree() {
    const findings = (this.groups.get(FREE) ?? []).filter((finding) => !finding.withdrawn);
    const env = this.env();
    render(html`<h2>清单外隐患</h2>
      ${findings.map((finding, index) => html`<article class="item is-nok">${findingEditor(this.ctx, env, finding, {
        item: null, title: `清单外隐患 ${index + 1}`, reason: env.reasons.get(finding.id) })}</article>`)}
      ${this.lock ? nothing : html`<button type="button" class="button" @click=${() => this.addFree()}>${icon("plus")}记一条清单外隐患</button>`}
      ${!findings.length ? html`<p class="hint">检查表里没有列到、但现场看到的问题，记在这里。</p>` : nothing}`, this.freeBox);
  }

  async addFree() {
    await this.ctx.saver.save(FREE, `${this.id} free`, () => this.ctx.store.setMany(this.id, newFinding(null, this.plan.track === "advisory")));
    this.freeBox.querySelector(".item:last-of-type input")?.scrollIntoView({ block: "center" });
  }

  drawFrame(around = true) {
    const count = tally(this.model, this.sections);
    const conflicts = conflictsOf(this.model);
    const shared = conflicts.filter(({ item }) => !item);
    render(html`${this.lock && this.lock !== "readonly" ? html`<div class="notice">${icon("lock")}<p>${LOCKS[this.lock]}</p></div>` : nothing}
      ${this.lock ? nothing : lateBar(this.id, () => this.drawFrame())}
      ${shared.length ? html`<section class="panel"><h2>本次检查</h2>${shared.map(({ subject, path, field }) => conflictBox(this.ctx, {
        visit: this.id, scope: FREE, subject, path, choices: choicesOf(path, field), disabled: this.lock !== null }))}</section>` : nothing}`, this.notice);
    if (around) this.drawRail();
    render(foot(this, conflicts.length), this.foot);
    this.ctx.setHead({ ...this.head, sub: this.lock ? "" : lateWord(this.id) || this.head.sub, progress: `${count.done}/${count.items}` });
  }

  drawRail() { render(rail(this), this.rail); }

  boxes() { return /** @type {HTMLElement[]} */ ([...this.list.children]); }

  jump(id) {
    if (this.sift.searching) this.search(false);
    if (this.sift.filter !== "all") this.setFilter("all");
    this.fill(this.queue.length);
    document.getElementById(id)?.scrollIntoView({ block: "start" });
  }

  /** What is shown is decided at the tap: an item that was just answered stays until the filter is set again. */
  setFilter(filter) {
    this.sift.choose(filter);
    this.drawFrame();
  }

  /** @param {boolean} on */
  search(on) {
    this.sift.open(on);
    this.drawFrame();
    if (!on) /** @type {HTMLElement} */ (this.foot.querySelector(".square")).focus({ preventScroll: true });
  }

  /** The first unchecked item below the middle of the screen, else the first of all. */
  nextOpen() {
    const open = [...this.rows.values()].filter(({ item, el }) => !el.hidden && valueOf(this.model, `answer/${item.id}`) === null);
    if (!open.length) return this.setFilter("all");
    const below = open.find(({ el }) => el.getBoundingClientRect().top > innerHeight / 2);
    this.show((below ?? open[0]).item.id);
  }

  show(id) {
    if (id === CONFLICTS) return this.setFilter("conflict");
    const row = this.rows.get(id);
    if (!row) return this.jump(`s-${id}`);
    this.fill(this.queue.length);
    row.el.hidden = false;
    row.el.scrollIntoView({ block: "center" });
    row.el.querySelector("button")?.focus({ preventScroll: true });
  }

  watch() {
    this.observer = new IntersectionObserver((entries) => {
      const seen = entries.find((entry) => entry.isIntersecting);
      if (!seen || this.current === seen.target.id) return;
      this.current = seen.target.id;
      this.drawFrame();
      this.rail.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }, { rootMargin: "-20% 0px -70% 0px" });
    for (const box of this.boxes()) this.observer.observe(box);
  }

  destroy() {
    clearTimeout(this.timer);
    this.observer?.disconnect();
    this.off?.();
    this.pictures.free();
  }
}

export const checkView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id: string, item?: string}} params `item`: where to go at once */
  async mount(root, ctx, { id, item }) {
    const plan = ctx.planned(id);
    if (!plan) return ctx.lost(root);
    await Promise.all([ctx.store.visit(id), useStyle("check"), useStyle("earlier")]);
    const view = new CheckView(ctx, id, root, { title: ctx.enterprise(plan.enterprise).name, sub: "", back: "/", visit: id, step: "check" });
    view.start();
    return { update: async () => view.refresh(), shown: () => item && view.show(item), scope: (name) => view.drawItem(name), destroy: () => view.destroy() };
  },
};
