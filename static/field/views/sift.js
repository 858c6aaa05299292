// Which items of 检查 are shown: the filters at the foot and the quick search, together.
import { conflictsOf } from "../ui/conflicts.js";
import { render } from "../ui/dom.js";
import { makeFinder } from "../ui/find.js";
import { FREE, factOf, valueOf } from "../ui/inspection.js";
import { finder } from "./rail.js";

export class Sift {
  filter = "all";
  query = "";
  searching = false;
  /** @type {Set<string>|null} items that the filter lets through, decided when it was set */ passing = null;
  /** @type {Set<string>|null} */ hits = null;

  /** @param {any} view the CheckView @param {HTMLElement} box of the search */
  constructor(view, box) {
    this.view = view;
    this.box = box;
    const titleOf = ({ list, item }) => list.sections.find(({ id }) => id === item.section)?.title ?? "";
    const entries = [...view.rows.values()].map((row) => ({ id: row.item.id, number: row.number, texts: [row.item.text, row.list.title, titleOf(row)] }));
    this.find = makeFinder([...entries, { id: FREE, number: 0, texts: ["清单外隐患"] }]);
  }

  /** @param {string} filter */
  choose(filter) {
    const { model, rows } = this.view;
    const doubtful = new Set(filter === "conflict" ? conflictsOf(model).map(({ item }) => item) : []);
    const passes = (id) => {
      if (id === FREE) return filter === "nok" || doubtful.has(FREE);
      const answer = valueOf(model, `answer/${id}`);
      return { todo: answer === null, nok: answer === "nok", conflict: doubtful.has(id) }[filter];
    };
    this.filter = filter;
    this.passing = filter === "all" ? null : new Set([...rows.keys(), FREE].filter(passes));
    this.apply();
  }

  /** @param {string} typed */
  lookFor(typed) {
    this.query = typed;
    this.apply();
  }

  /** Opens the search, or clears it. @param {boolean} on */
  open(on) {
    this.searching = on;
    if (!on && this.query) this.lookFor("");
    this.draw();
    if (on) this.box.querySelector("input")?.focus();
  }

  /** Hides what the filter or the search leaves out; what is left is drawn at once. */
  apply() {
    const { view } = this;
    const told = (id) => (view.groups.get(id) ?? []).filter((finding) => !finding.withdrawn)
      .flatMap((finding) => [factOf(finding, "location") ?? "", factOf(finding, "statement") ?? ""]);
    this.hits = this.find(this.query, told);
    const shown = (id) => (!this.passing || this.passing.has(id)) && (!this.hits || this.hits.has(id));
    for (const [id, { el, stamp }] of view.rows) {
      el.hidden = !shown(id);
      if (!el.hidden && stamp === null) view.drawItem(id);
    }
    for (const { box, end } of view.parts) {
      box.hidden = !box.querySelector(".item:not([hidden])");
      end.hidden = Boolean(this.hits) || !["all", "todo"].includes(this.filter); // what is hidden must not be judged with one tap
    }
    view.freeBox.hidden = !shown(FREE);
    this.draw();
    scrollTo({ top: 0 });
  }

  draw() {
    this.box.hidden = !this.searching;
    render(finder(this.view, this.hits ? this.hits.size : null), this.box);
  }
}
