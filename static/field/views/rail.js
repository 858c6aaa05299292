// What stands around the items of 检查: the rail of sections, the foot with filters and the next step, the field of the quick search.
import { html, icon, nothing } from "../ui/dom.js";
import { FREE, factOf, standing, tally, valueOf } from "../ui/inspection.js";

export const FILTERS = { all: "全部", todo: "未查", nok: "不符合", conflict: "不一致" };

/** @param {any} view the CheckView @param {any} part @param {boolean} several more than one checklist */
function link(view, { list, section, items }, several) {
  const answers = items.map((item) => valueOf(view.model, `answer/${item.id}`));
  const done = answers.filter((answer) => answer !== null).length, bad = answers.filter((answer) => answer === "nok").length;
  const id = `s-${list.id}-${section.id}`;
  return html`${several && list.sections[0] === section ? html`<p class="rail-list">${list.title}</p>` : nothing}
    <button type="button" class="rail-link ${done === items.length ? "is-done" : ""}" aria-current=${view.current === id ? "true" : "false"} @click=${() => view.jump(id)}>
    <span class="rail-name">${section.title}</span>${bad ? html`<span class="rail-bad" aria-label=${`不符合 ${bad} 项`}>${bad}</span>` : nothing}
    <span class="number">${done}/${items.length}</span><progress max=${items.length || 1} value=${done} aria-label=${`${section.title}进度`}></progress></button>`;
}

/** @param {any} view */
export function rail(view) {
  const several = new Set(view.sections.map((part) => part.list)).size > 1;
  const free = standing(view.model).filter((finding) => (factOf(finding, "item")?.item ?? FREE) === FREE).length;
  return html`${view.sections.map((part) => link(view, part, several))}
    <button type="button" class="rail-link" aria-current=${view.current === "s-free" ? "true" : "false"} @click=${() => view.jump("s-free")}><span class="rail-name">清单外隐患</span>
      ${free ? html`<span class="rail-bad" aria-label=${`清单外隐患 ${free} 条`}>${free}</span>` : nothing}</button>`;
}

/** @param {any} view @param {number} conflicts */
export function foot(view, conflicts) {
  const count = tally(view.model, view.sections);
  const numbers = { all: count.items, todo: count.items - count.done, nok: count.nok, conflict: conflicts };
  const last = view.lock ? null : view.taps.last();
  const chips = Object.entries(FILTERS).filter(([key]) => key !== "conflict" || conflicts || view.sift.filter === key);
  return html`<div class="filters" role="group" aria-label="筛选">${chips.map(([key, word]) => html`
      <button type="button" class="chip ${key === "conflict" ? "chip-warn" : ""}" aria-pressed=${view.sift.filter === key} @click=${() => view.setFilter(key)}>${word}
        <span class="number">${numbers[key]}</span></button>`)}</div>
    <button type="button" class="button square" aria-label="在检查项中查找" aria-expanded=${view.sift.searching} @click=${() => view.search(!view.sift.searching)}>${icon("search")}</button>
    <div class="foot-undo">${last ? html`<button type="button" class="button quiet" @click=${() => view.taps.revert(last)}>${icon("undo")}<span>撤销：${last.label}</span></button>` : nothing}</div>
    ${count.done < count.items ? html`<button class="button primary big" @click=${() => view.nextOpen()}>${icon("down")}下一项未查</button>`
      : html`<a class="button primary big" href=${`#/visit/${view.id}/sign`}>全部查完，去签字${icon("next")}</a>`}`;
}

/** @param {any} view @param {number|null} hits null while nothing is typed */
export function finder(view, hits) {
  if (!view.sift.searching) return nothing;
  const typed = (event) => { if (!event.isComposing) view.sift.lookFor(event.target.value); };
  const key = (event) => { if (event.key === "Escape") view.search(false); };
  return html`<div class="search"><label class="visually-hidden" for="check-search">在检查项中查找</label>${icon("search")}
      <input id="check-search" type="search" autocomplete="off" placeholder="项目内容、序号、部位、问题描述" .value=${view.sift.query}
        @input=${typed} @compositionend=${typed} @keydown=${key}></div>
    <p class="finder-hits" role="status">${hits === null ? "" : hits ? `${hits} 项` : "没有找到"}</p>
    <button type="button" class="button" @click=${() => view.search(false)}>${icon("cross")}清除</button>`;
}
