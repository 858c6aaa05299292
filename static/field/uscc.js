// 统一社会信用代码 (GB 32100-2015): the same check as inspect_app/domain/uscc.py, said while it is typed.

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH = 18, MODULUS = 31;

/** @param {string} first17 @returns {string} the 18th character */
export function checkCharacter(first17) {
  let weight = 1, total = 0;
  for (const char of first17) {
    total += ALPHABET.indexOf(char) * weight;
    weight = (weight * 3) % MODULUS;
  }
  return ALPHABET[(MODULUS - (total % MODULUS)) % MODULUS];
}

/** As it is compared: no blanks, capitals, half-width. @param {string} typed */
export const codeOf = (typed) => typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();

/** What is wrong and what to do; null when nothing is. @param {string} code @returns {string|null} */
export function problemOf(code) {
  if (code.length !== LENGTH) return `应为 18 位，现在 ${code.length} 位，请对照营业执照核对`;
  const wrong = [...code].findIndex((char) => !ALPHABET.includes(char));
  if (wrong >= 0) return `第 ${wrong + 1} 位“${code[wrong]}”不是代码字符（代码不使用 I、O、S、V、Z）`;
  if (!/^\d{6}$/.test(code.slice(2, 8))) return "第 3 至 8 位应为 6 位数字，请对照营业执照核对";
  if (checkCharacter(code.slice(0, 17)) !== code[17]) return "校验位不符，至少有一位抄错，请对照营业执照逐位核对";
  return null;
}

/** A valid code anywhere in a text, such as the address in the QR of a business licence. @param {string} text @returns {string|null} */
export function codeIn(text) {
  const found = codeOf(text).match(/[0-9A-Z]{18,}/g) ?? [];
  return found.find((code) => !problemOf(code)) ?? null;
}
