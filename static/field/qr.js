// What a QR code says to this app. Pure. Nothing that was scanned is ever opened as an address.
import { codeIn } from "./uscc.js";

/**
 * @typedef {{kind: "enterprise", id: string}|{kind: "notice", code: string}|{kind: "licence", uscc: string}|{kind: "text", text: string}} Meaning
 *   enterprise: 安全检查码 (`/e/<id>`); notice: the read code on a notice (`/n/<code>`); licence: any text with a valid 统一社会信用代码
 */
const SHOWN = 120;
/** The address may carry any host: sheets outlive a change of the server's name. */
const ENTERPRISE = /^https?:\/\/[^/]+\/e\/([^/?#]+)\/?$/, NOTICE = /^https?:\/\/[^/]+\/(?:n|verify)\/([^/?#]+)/;

/** @param {string} scanned @returns {Meaning} */
export function meaningOf(scanned) {
  const text = scanned.trim();
  const enterprise = ENTERPRISE.exec(text)?.[1], notice = NOTICE.exec(text)?.[1];
  if (enterprise) return { kind: "enterprise", id: plain(enterprise) };
  if (notice) return { kind: "notice", code: plain(notice) };
  const uscc = codeIn(text);
  return uscc ? { kind: "licence", uscc } : { kind: "text", text: text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text };
}

/** @param {string} part of an address; as it stands when its % signs are none of an encoding */
function plain(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}
