// The field's own terms (domain/glossary.md) and how dates are said.

export const TRACKS = { advisory: "帮扶诊断", enforcement: "执法检查" };
export const HAZARDS = {
  hazchem: "危险化学品", dust: "粉尘涉爆", confined_space: "有限空间", ammonia: "涉氨制冷", electrical: "用电",
  fire: "消防", special_equipment: "特种设备", boiler: "锅炉",
};
/** Hazards that come with explosive zones: an ordinary tablet must stay outside (workflow.md § 9). */
const EXPLOSIVE = ["hazchem", "dust", "ammonia"];
export const ANSWERS = { ok: "符合", nok: "不符合", na: "不适用" };
export const SCALES = { large: "大型", medium: "中型", small: "小型", micro: "微型" };
export const ROLES = { expert: "专家", officer: "执法人员" };
export const SEVERITIES = { general: "一般", suspected_major: "疑似重大", major: "重大" };
export const VISIT_STATES = {
  planned: "待开展", inspecting: "检查中", submitted: "已提交，待上传", waiting: "局端收齐中", received: "局端已接收",
  returned: "退回补正", declined: "企业谢绝", cancelled: "已取消",
};
export const FINDING_STATES = {
  submitted: "待审核", returned: "已退回", confirmed: "已确认", graded: "已定级", supervised: "挂牌督办", assigned: "已交办",
  rectifying: "整改中", feedback: "企业已反馈", rechecking: "待复查",
};
/** What was seen of a finding that an earlier visit left open. */
export const SIGHTINGS = { stands: "仍存在", gone: "已整改", unseen: "未查看" };
export const DOCUMENT_STATES = { issued: "已签发", served: "已送达" };
export const DUE_DAYS = [0, 3, 7, 15, 30];

/** @param {number} days */
export const dueWord = (days) => (days === 0 ? "立即" : `${days} 日`);
/** @param {string[]} hazards */
export const hasExplosiveZone = (hazards) => hazards.some((hazard) => EXPLOSIVE.includes(hazard));
/** @param {string} hazard */
export const hazardWord = (hazard) => HAZARDS[hazard] ?? hazard;

/** The county's clock. Its zone has had no summer time since 1991, and making Intl formatters costs a slow tablet 0.2 s at every start. */
const AHEAD_MS = 8 * 3_600_000;
const local = (/** @type {number|Date} */ at) => new Date(Number(at) + AHEAD_MS).toISOString();
const WEEKDAYS = "日一二三四五六";

/** The date in the county, "2026-11-23", also when the tablet's zone is wrong. @param {number|Date} [at] */
export const dayOf = (at = Date.now()) => local(at).slice(0, 10);
/** @param {number|Date} at */
export const timeOf = (at) => local(at).slice(11, 16);
/** @param {number|Date} [at] */
export const weekdayOf = (at = Date.now()) => `星期${WEEKDAYS[new Date(dayOf(at)).getUTCDay()]}`;

/** Time alone today, else date and time. @param {number|null} at */
export const momentOf = (at) => {
  if (!at) return "—";
  return dayOf(at) === dayOf() ? timeOf(at) : `${dayOf(at).slice(5)} ${timeOf(at)}`;
};

/** Whole days from today to `day`; negative when past. @param {string} day */
export const daysUntil = (day) => Math.round((Date.parse(day) - Date.parse(dayOf())) / 86_400_000);

/** @param {string} day a planned date */
export const distanceWord = (day) => {
  const days = daysUntil(day);
  if (days === 0) return "今天";
  if (days === 1) return "明天";
  return days > 0 ? `${days} 天后` : `已过 ${-days} 天`;
};

/** @param {string} day a deadline */
export const deadlineWord = (day) => {
  const days = daysUntil(day);
  return days < 0 ? `逾期 ${-days} 天` : days === 0 ? "今天到期" : `剩 ${days} 天`;
};

/** @param {number} bytes */
export const sizeWord = (bytes) => (bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`);
