// One section of 检查: its title, what was judged as a whole, and "其余均符合" at its end, where the walk through it ends.
import { html, icon, nothing, render } from "../ui/dom.js";
import { restDrafts, restPath, uncheckedOf, undoRestDrafts, wholeByAuthor } from "../ui/rest.js";
import { momentOf } from "../ui/words.js";

export class Part {
  stamp = "";

  /** @param {any} view the CheckView @param {import("../ui/inspection.js").Section} part @param {boolean} first of its checklist @param {HTMLElement[]} items */
  constructor(view, part, first, items) {
    const make = (tag, className) => Object.assign(document.createElement(tag), { className });
    this.view = view;
    this.part = part;
    this.first = first;
    this.box = make("section", "section");
    this.box.id = `s-${part.list.id}-${part.section.id}`;
    this.head = make("div", "section-head");
    this.end = make("div", "section-rest");
    this.box.append(this.head, ...items, this.end);
    this.key = `${view.id} ${restPath(part)}`;
  }

  /** When something of it changed. */
  draw() {
    const { view, part } = this;
    const authors = wholeByAuthor(view.model, part);
    const open = view.lock ? 0 : uncheckedOf(view.model, part).length;
    const stamp = [view.lock, open, ...[...authors].map(([author, { items, at }]) => `${author} ${items.length} ${at}`)].join();
    if (this.stamp === stamp) return;
    this.stamp = stamp;
    const said = ([author, { items, at }]) => html`<p class="whole"><span>其余 ${items.length} 项由 ${view.ctx.personName(author)} ${momentOf(at)} 整体判为符合</span>
      ${view.lock ? nothing : html`<button type="button" class="text-button" @click=${() => this.undo(author)}>${icon("undo")}撤销</button>`}</p>`;
    render(html`${this.first ? html`<p class="list-title">${part.list.title}</p>` : nothing}<h2>${part.section.title}</h2>${[...authors].map(said)}`, this.head);
    render(open ? html`<button type="button" class="button rest" @click=${() => this.rest()}>${icon("check")}${
      open === part.items.length ? `本部分 ${open} 项均符合` : `本部分其余 ${open} 项均符合`}</button>` : nothing, this.end);
  }

  async rest() {
    const { view, part } = this;
    const count = uncheckedOf(view.model, part).length;
    const saved = await view.taps.tap({
      scope: this.box.id, key: this.key, label: `其余 ${count} 项符合`, drafts: () => restDrafts(view.model, part, new Date().toISOString()),
    });
    const entry = view.taps.last();
    if (saved && entry) view.ctx.toast(`已将本部分其余 ${count} 项判为符合`, { label: "撤销", run: () => view.taps.revert(entry) });
  }

  /** @param {string} author */
  undo(author) {
    return this.view.taps.tap({ scope: this.box.id, key: this.key, label: "撤销整体判定", drafts: () => undoRestDrafts(this.view.model, this.part, author) });
  }
}
