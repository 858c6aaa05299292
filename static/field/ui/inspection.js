// What the views ask about one visit: its items, its findings, whether it may be edited, what is missing. Pure.
import { conflictsOf } from "./conflicts.js";

/** @typedef {import("../fold.js").VisitModel} VisitModel @typedef {import("../fold.js").Finding} Finding */
/** @typedef {{list: any, section: any, items: any[]}} Section one section of one checklist of the visit */

/** Words like 配电箱×个 or 日期为__ that must be replaced with facts; "3×4" is a size, not a blank. */
const PLACEHOLDER = /×+(?![\d.])|[_＿]{2,}/g;
export const FREE = "free";
/** In place of an item's id in the address of 检查: everything that two people wrote differently. */
export const CONFLICTS = "conflicts";
export const OPEN_STATES = ["inspecting", "returned"];

/** @param {string} text @returns {string[]} the blanks still standing in it */
export const blanksOf = (text) => [...new Set((text ?? "").match(PLACEHOLDER) ?? [])];

/** @param {any} bundle @param {{checklists: string[]}} plan @returns {Section[]} in the order of the lists */
export function sectionsOf(bundle, plan) {
  return plan.checklists.flatMap((key) => {
    const list = bundle.checklists[key];
    return (list?.sections ?? []).map((section) => ({ list, section, items: list.items.filter((item) => item.section === section.id) }));
  });
}

/** @param {VisitModel} model @param {string} path */
export const valueOf = (model, path) => model.fields.get(path)?.value ?? null;
/** @param {Finding} finding @param {string} path */
export const factOf = (finding, path) => finding.fields.get(path)?.value ?? null;

/** Findings that stand, oldest first. @param {VisitModel} model @returns {Finding[]} */
export function standing(model) {
  const born = (finding) => Math.min(...[...finding.fields.values()].map((field) => field.at));
  return [...model.findings.values()].filter((f) => f.fields.size && !f.withdrawn).sort((a, b) => born(a) - born(b) || (a.id < b.id ? -1 : 1));
}

/** Item id (or FREE) to its findings, withdrawn ones too. @param {VisitModel} model @returns {Map<string, Finding[]>} */
export function findingsByItem(model) {
  const groups = new Map();
  for (const finding of model.findings.values()) {
    if (!finding.fields.size) continue;
    const key = factOf(finding, "item")?.item ?? FREE;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}

/**
 * Where the visit stands for the person holding the tablet. After a return it is open again until the next submission.
 * @param {VisitModel} model @param {{version?: number, returned?: any[], state?: string}} planned the bundle's row
 */
export function stateOf(model, planned) {
  const returned = (planned.returned?.length ?? 0) > 0 && model.version <= (planned.version ?? 0);
  if (returned) return "returned";
  return model.state === "planned" && planned.state && planned.state !== "planned" ? planned.state : model.state;
}

/**
 * Signer ("enterprise" or a person's id) to signature. While the visit is open only those under the present content count: the
 * ones from before the last submission belong to the version that was returned.
 * @param {VisitModel} model @param {boolean} [open]
 */
export function signaturesOf(model, open = true) {
  const submitted = (open && model.events.findLast((event) => event.path === "submit")?.id) || "";
  const found = [...model.fields].filter(([path, field]) => path.startsWith("signature/") && field.value && field.op > submitted);
  return new Map(found.map(([path, field]) => [path.slice("signature/".length), field.value]));
}

/**
 * Why nothing may be changed now, as a word for the view; null when it may.
 * @param {VisitModel} model @param {any} planned @param {boolean} readOnly
 * @returns {null|"readonly"|"not_started"|"signed"|"submitted"}
 */
export function lockOf(model, planned, readOnly) {
  if (readOnly) return "readonly";
  const state = stateOf(model, planned);
  if (state === "planned") return "not_started";
  if (!OPEN_STATES.includes(state)) return "submitted";
  return signaturesOf(model).size ? "signed" : null;
}

/** @param {VisitModel} model @param {Section[]} sections */
export function tally(model, sections) {
  const total = { items: 0, done: 0, ok: 0, nok: 0, na: 0 };
  for (const { items } of sections) {
    for (const item of items) {
      const answer = valueOf(model, `answer/${item.id}`);
      total.items++;
      if (answer !== null) total.done++;
      if (answer in total) total[answer]++;
    }
  }
  return total;
}

/** @param {Section[]} sections @returns {Map<string, any>} item id to item */
export const itemsById = (sections) => new Map(sections.flatMap(({ items }) => items.map((item) => [item.id, item])));

/**
 * What is missing before signing. `must` stops the submission, the rest is shown and allowed.
 * @param {VisitModel} model @param {Section[]} sections @returns {{key: string, must: boolean, text: string, item: string}[]}
 */
export function gapsOf(model, sections) {
  const items = itemsById(sections);
  const gaps = standing(model).flatMap((finding) => gapsOfFinding(finding, items));
  const groups = findingsByItem(model);
  for (const item of items.values()) {
    const recorded = (groups.get(item.id) ?? []).some((finding) => !finding.withdrawn);
    if (valueOf(model, `answer/${item.id}`) === "nok" && !recorded) {
      gaps.push({ key: item.id, must: true, item: item.id, text: `“${short(item.text)}”判为不符合，但没有记录隐患` });
    }
  }
  const conflicts = conflictsOf(model);
  if (conflicts.length) gaps.unshift({ key: CONFLICTS, must: true, item: CONFLICTS, text: `有 ${conflicts.length} 处两人填写不一致，请选定` });
  return gaps;
}

/** @param {Finding} finding @param {Map<string, any>} items */
function gapsOfFinding(finding, items) {
  const ref = factOf(finding, "item")?.item ?? FREE;
  const name = factOf(finding, "location") || short(items.get(ref)?.text ?? factOf(finding, "statement") ?? "清单外隐患");
  const statement = factOf(finding, "statement") ?? "";
  const blanks = [...blanksOf(statement), ...blanksOf(factOf(finding, "measure") ?? "")];
  const checks = [
    [!statement.trim(), true, "缺问题描述"],
    [!factOf(finding, "location")?.trim(), true, "缺部位"],
    [factOf(finding, "due_days") === null, true, "未选建议期限"],
    [blanks.length > 0, true, `还有待填的空白（${[...new Set(blanks)].join(" ")}），请改写为现场事实`],
    [!factOf(finding, "measure")?.trim(), false, "缺整改建议"],
    [items.get(ref)?.photo_required && !finding.photos.length, false, "本项要求拍照，尚无照片"],
  ];
  return checks.filter(([missing]) => missing).map(([, must, text]) => ({ key: `${finding.id} ${text}`, must, item: ref, text: `${name}：${text}` }));
}

/** @param {string} text */
export const short = (text, length = 26) => (text.length > length ? `${text.slice(0, length)}…` : text);

/** Photos need the enterprise's consent on the advisory track only. @param {VisitModel} model @param {{track: string}} planned */
export const photosAllowed = (model, planned) => planned.track !== "advisory" || valueOf(model, "consent")?.photos === true;
