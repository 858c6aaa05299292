// What to do about something that the bureau did not take: for every reason a word, an advice and an act. Pure.

/** @typedef {"edit"|"retake"|"contact"|"renew"|"wait"} Act edit: change it where it was typed; retake: photograph again; contact: only the bureau can;
 *   renew: this tablet needs an id of its own; wait: try again later */

const edit = (/** @type {string} */ text) => ({ act: /** @type {Act} */ ("edit"), text });
const retake = (/** @type {string} */ text) => ({ act: /** @type {Act} */ ("retake"), text });
const contact = (/** @type {string} */ text) => ({ act: /** @type {Act} */ ("contact"), text });
const SHORTEN = "这一条内容太长。请打开原处改短，或把内容分到几条里；改完后新的一条会自动上传，这一条归入“已处理”。";
const REWRITE = "这一条的内容局端读不了。请打开原处重新填写；改完后新的一条会自动上传，这一条归入“已处理”。";
const AGAIN = "这张照片的文件已损坏。请打开所在隐患重新拍摄，并撤回这张；撤回后它归入“已处理”。";
const DISPATCH = "请联系业务科室核对派单。科室补派后点“再试一次”即可上传。";

/** Reasons of the server (docs/wire.md) and of this tablet. @type {Record<string, {act: Act, text: string}>} */
const REASONS = {
  too_large: edit(SHORTEN), bad_value: edit(REWRITE), bad_text: edit(REWRITE), malformed: edit(REWRITE), bad_path: edit(REWRITE), bad_prev: edit(REWRITE),
  bad_photo: retake(AGAIN), wrong_hash: retake(AGAIN), wrong_length: retake(AGAIN), lost: retake("平板上已没有这张照片的内容。请打开所在隐患重新拍摄，并撤回这张。"),
  unknown_visit: contact(`局端没有这次检查任务。${DISPATCH}`), not_your_visit: contact(`您不在这次检查的人员名单中。${DISPATCH}`),
  not_your_upload: contact("请由检查人员本人登录这台平板后上传，或联系业务科室补派。"),
  author_not_enrolled: contact("请填写的人在这台平板上登录一次，再点“再试一次”。"),
  unknown_enterprise: contact("登记簿里没有这家企业。请联系业务科室登记后点“再试一次”。"),
  unknown_checklist: contact("局端没有所选的检查表。请联系业务科室。"), unknown_person: contact("检查人员没有登记。请联系业务科室。"),
  wrong_state: contact("局端的这次检查已到下一步，这一操作不再适用。记录已由局端保留，如有疑问请联系业务科室。"),
  not_your_role: contact("您的岗位不能做这一操作。记录已由局端保留，请联系业务科室。"), not_allowed: contact("这一操作不允许。记录已由局端保留，请联系业务科室。"),
  bad_manifest: edit("提交清单与内容不一致。请打开“意见与签字”页重新提交。"),
  id_reused: { act: "renew", text: "另一台平板使用了同一个编号（多为整机复制所致）。点“换新编号重传”，这台平板会得到新的编号，这些内容以新编号上传。" },
};
const OTHER = contact("局端没有接受这一条，记录已保留。可以再试一次；仍不成功请联系业务科室。");
const OTHER_PHOTO = { act: /** @type {Act} */ ("wait"), text: "这张照片暂时没有传上去，可以再试一次；仍不成功请重新拍摄。" };

/** @param {{kind: string, reason?: string}} row */
export function adviceOn({ kind, reason = "" }) {
  if (kind === "photo" && reason === "too_large") return REASONS.bad_photo;
  return REASONS[reason] ?? (kind === "photo" ? OTHER_PHOTO : OTHER);
}

/** Held by the server beside the log: after reading why, nothing more has to happen. @param {{kind: string, reason?: string, refused?: boolean}} row */
export const isHeld = ({ kind, reason }) => kind === "op" && reason !== "too_large";

const ON_SIGN = ["area", "companion", "highlights", "opinion", "signature", "ink", "submit"];

/**
 * Where something was typed or photographed, as an address of a screen.
 * @param {import("../fold.js").VisitModel} model of its visit @param {{kind: string, subject: string, path: string, id: string}} row
 */
export function placeOf(model, { kind, subject, path, id }) {
  const visit = `/visit/${model.id}`;
  const finding = kind === "photo" ? [...model.findings.values()].find((one) => one.fields.has(`photo/${id}`)) : model.findings.get(subject.replace("finding/", ""));
  if (finding) {
    const item = finding.fields.get("item")?.value?.item;
    return item ? `${visit}/check/${item}` : `${visit}/check`;
  }
  const [head, key] = path.split("/");
  if (ON_SIGN.includes(head) || kind === "photo") return `${visit}/sign`;
  if (["answer", "measured", "note", "late"].includes(head)) return `${visit}/check/${key}`;
  return head === "rest" ? `${visit}/check` : visit;
}
