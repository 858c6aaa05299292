// What is written passes here before it is stored, whichever screen, undo or retry it comes from.
import { StoreError } from "../op.js";
import { lockOf } from "./inspection.js";
import { lateMode, withLate } from "./late.js";

const SIGNATURE = /^(signature|ink)\//;
const FROZEN = {
  signed: "未保存：已有签字，内容已锁定。要修改请先到“意见与签字”页撤回签字",
  submitted: "未保存：本次检查已提交，不能再修改",
};

/**
 * Signed content stays as it was signed; answers from paper get their mark.
 * @param {(visit: string) => any} planned the bundle's row of a visit
 */
export const beforeWrite = (planned) => (/** @type {import("../fold.js").VisitModel} */ model, /** @type {import("../store.js").Draft[]} */ drafts) => {
  const plan = planned(model.id);
  const lock = plan ? lockOf(model, plan, false) : null;
  const signing = lock === "signed" && drafts.every(({ path }) => SIGNATURE.test(path));
  if (lock && FROZEN[lock] && !signing) throw new StoreError("frozen", FROZEN[lock]);
  return withLate(model, drafts, lateMode(model.id));
};
