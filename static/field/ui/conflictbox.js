// Two values of one field side by side, each with who wrote it and when; one tap chooses, and the choice names both (docs/wire.md, `prev`).
import { html, icon } from "./dom.js";
import { useStyle } from "./styles.js";
import { ANSWERS, SIGHTINGS, dueWord, momentOf } from "./words.js";

const EMPTY = "（空）";
const yes = (/** @type {boolean} */ flag) => (flag ? "同意" : "不同意");
/** First part of a path -> its value in words; any other is text. @type {{[kind: string]: (value: any) => string}} */
const VALUES = {
  answer: (value) => ANSWERS[value] ?? "未查",
  due_days: (value) => (value === null ? "未选" : dueWord(value)),
  suspected_major: (value) => (value === null ? "不是疑似重大" : `疑似重大（判据第 ${value + 1} 条）`),
  withdrawn: (value) => (value ? "撤回这条隐患" : "保留这条隐患"),
  photo: (value) => (value ? "保留这张照片" : "撤回这张照片"),
  strokes: (value) => `${value?.length ?? 0} 处标注`, masks: (value) => `${value?.length ?? 0} 处遮挡`,
  earlier: (value) => (value ? `${SIGHTINGS[value.state] ?? value.state}${value.note ? `：${value.note}` : ""}` : "未记录"),
  opinion: (value) => (value ? `${value.agree ? "无异议" : "有异议"}${value.text ? `：${value.text}` : ""}` : EMPTY),
  consent: (value) => (value ? `拍照${yes(value.photos)}、签字${yes(value.signature)}、位置${yes(value.position)}（${value.by}）` : "未征询"),
};
/** @type {{[kind: string]: string}} */
const NAMES = {
  answer: "检查结果", measured: "实测值", note: "备注", location: "部位", statement: "问题描述", measure: "整改建议", due_days: "建议期限",
  suspected_major: "疑似重大", withdrawn: "隐患去留", photo: "照片", strokes: "照片标注", masks: "照片遮挡", earlier: "往次隐患查看",
  area: "服务区域", companion: "陪同人员", highlights: "亮点", opinion: "企业意见", consent: "企业意愿", item: "所属检查项", earlier_photo: "往次隐患照片",
};
const kindOf = (/** @type {string} */ path) => path.split("/")[0];

/** @param {string} path */
export const fieldName = (path) => NAMES[kindOf(path)] ?? path;

/** @param {string} path @param {any} value */
export const valueWord = (path, value) => VALUES[kindOf(path)]?.(value) ?? (typeof value === "string" && value ? value : value ? "已填写" : EMPTY);

/**
 * @param {any} ctx
 * @param {{visit: string, scope: string, subject: string, path: string, choices: import("../fold.js").Field[]|null, disabled?: boolean,
 *   write?: (value: any) => Promise<boolean>}} spec `choices`: from conflictsOf or choicesOf; `write`: when the choice takes more than the one field
 */
export function conflictBox(ctx, { visit, scope, subject, path, choices, disabled, write }) {
  if (!choices) return "";
  useStyle("conflict");
  const put = write ?? ((value) => ctx.saver.save(scope, `${visit} ${subject} ${path}`, () => ctx.store.set(visit, subject, path, value)));
  const who = ({ author, at }) => `${ctx.personName(author)} ${momentOf(at)}`;
  const choose = (choice) => async () => {
    const [other] = choices.filter((one) => one !== choice);
    if (await put(choice.value)) ctx.toast(`已采用${ctx.personName(choice.author)}的填写`, { label: "改用另一个", run: () => put(other.value) });
  };
  return html`<div class="conflict" role="group" aria-label=${`${fieldName(path)}两人填写不一致`}>
    <p class="conflict-title">${icon("people")}<span>${fieldName(path)}：两人填写不一致，请商定后选一个${disabled ? "（内容已锁定，撤回签字后可选）" : ""}</span></p>
    ${choices.map((choice) => html`<button type="button" class="conflict-pick" ?disabled=${disabled} @click=${choose(choice)}>
      <span class="conflict-value">${valueWord(path, choice.value)}</span><span class="conflict-who">${who(choice)}</span></button>`)}</div>`;
}
