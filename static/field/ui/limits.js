// Does a measured value keep its limit? Exact decimal text, no floating point. Pure.

const DECIMAL = /^-?\d{1,12}(\.\d{1,9})?$/;
const FULL_WIDTH = /[０-９．。－]/g;

/** What was typed as the wire wants it; null when it is no number. @param {string} typed */
export function decimalOf(typed) {
  const plain = typed.trim().replace(FULL_WIDTH, (c) => (c === "。" ? "." : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
  const text = plain.replace(/^(-?)\./, "$10.").replace(/\.$/, "");
  return DECIMAL.test(text) ? text : null;
}

/** @param {string} text */
const scaled = (text) => {
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(9, "0"));
  return text.startsWith("-") ? -value : value;
};

const HOLDS = {
  "≤": (a, b) => a <= b, "≥": (a, b) => a >= b, "<": (a, b) => a < b, ">": (a, b) => a > b, "=": (a, b) => a === b,
};

/** @param {string} value @param {{op: string, value: string}} bound */
const keeps = (value, bound) => HOLDS[bound.op]?.(scaled(value), scaled(bound.value)) ?? true;

/** "≥ 0.5 MΩ". @param {{op: string, value: string}[]} bounds @param {string} unit */
const boundsText = (bounds, unit) => bounds.map((b) => `${b.op} ${b.value}`).join(" 且 ") + (unit ? ` ${unit}` : "");

/**
 * One line a limit: what it asks, under which condition, and whether `value` keeps it (null while nothing is measured).
 * A condition ("when") is for the expert to judge, so the verdict stands beside it.
 * @param {{unit?: string, limits?: any[]}} measurement @param {string|null} value
 */
export function judge(measurement, value) {
  const lines = (measurement.limits ?? []).filter((limit) => limit.bounds.length).map((limit) => ({
    when: limit.when ?? "", binding: limit.binding !== false, text: boundsText(limit.bounds, measurement.unit ?? ""),
    within: value === null ? null : limit.bounds.every((bound) => keeps(value, bound)),
  }));
  const outside = lines.some((line) => line.within === false && line.binding && !line.when);
  return { lines, outside };
}
