// How a finding begins. Pure.
import { commandsIn } from "./commanding.js";

/**
 * The ops that begin a finding. Texts are prefilled from the item and are to be rewritten with facts; advice begins with none that orders.
 * @param {{list: any, item: any}|null} source null for a finding outside the lists @param {boolean} advisory
 */
export function newFinding(source, advisory) {
  const subject = `finding/${crypto.randomUUID()}`;
  const item = source && { checklist: source.list.id, version: source.list.version, item: source.item.id };
  const texts = source ? [["statement", source.item.typical_finding], ["measure", source.item.suggested_measure]] : [];
  return [
    { subject, path: "item", value: item },
    ...texts.filter(([, value]) => value && !(advisory && commandsIn(value).length)).map(([path, value]) => ({ subject, path, value })),
  ];
}
