// Words that order somebody about, in free text of the advisory track: a hint to the author, never a refusal. domain/commanding.py says the same and
// gives the reasons (tests/data/commanding.json holds the two together).

const QUOTED = /《[^《》]*》|〈[^〈〉]*〉|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|"[^"\n]*"/g;
const AUTHORITY = new RegExp("责令|勒令|责成|严令|命令(?=你|贵|该|企业|公司|单位|立即)|强制(?=你|贵|关停|停产|停业|停用|整改|拆除|清退|搬迁)"
  + "|限期(?=完成|内完成|整改|改正|治理|消除|排除|拆除|停|撤|搬|清|更换|修复|恢复|办理|提交|上报|报送|补|落实|达到|自行)", "g");
const TOLD = ["被", "曾", "年", "有", "时", "期"];
const RULE = /必须|严禁(?!烟火|明火)|不得(?!少于|小于|低于|大于|高于|超过|超出|多于|短于|长于|早于|晚于|窄于|宽于|不|已|而)/g;
const CITED = /(?:》|第[0-9０-９零〇一二三四五六七八九十百千.]+条)[^。；;！!\n]{0,16}?(?:规定|要求|明确|：|:)[^。；;！!\n]*/g;
const UNKEPT = /(?:不符合|不满足|违反|未落实|未执行|未遵守|未按|不按|未做到|未严格|没有落实|没有执行|没有遵守|未设|未张贴|未悬挂|缺少|没有设置|不知)[^，,。；;！!？?\n]*/g;
const NOT = ["非", "不"];

/** @typedef {{word: string, start: number, end: number}} Found */

/** @param {RegExp} pattern @param {string} text @returns {Found[]} */
const all = (pattern, text) => [...text.matchAll(pattern)].map((match) => ({ word: match[0], start: match.index, end: match.index + match[0].length }));

/** @param {Found} found @param {Found[]} spans */
const within = (found, spans) => spans.some(({ start, end }) => start <= found.start && found.end <= end);

/** @param {string} text @returns {Found[]} in the order of the text */
export function commandsIn(text) {
  const quoted = all(QUOTED, text);
  const told = [...quoted, ...all(CITED, text), ...all(UNKEPT, text)];
  const before = (/** @type {Found} */ { start }) => text.charAt(start - 1);
  const orders = all(AUTHORITY, text).filter((found) => !within(found, quoted) && !TOLD.includes(before(found)));
  const rules = all(RULE, text).filter((found) => !within(found, told) && !NOT.includes(before(found)));
  return [...orders, ...rules].sort((a, b) => a.start - b.start);
}

/** What the author is told, null when there is nothing to say. @param {string} text */
export function commandHint(text) {
  const words = [...new Set(commandsIn(text).map(({ word }) => word))];
  return words.length ? `“${words.join("”“")}”是命令的口气，帮扶文书不下命令，建议改用“建议”“请”“应当”；引用法条原文请加引号` : null;
}
