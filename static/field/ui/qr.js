// A QR code as an SVG that prints sharply. The encoder is fetched with the page that needs it; a paper without a code still says everything.
import { html, nothing } from "./dom.js";

const ENCODER = "../../vendor/qrcode.js";
const QUIET = 4;

/** @param {string} text ASCII @param {string} label @returns {Promise<any>} template */
export async function qrOf(text, label) {
  const module = await import(ENCODER).catch(() => null);
  if (!module) return nothing;
  const code = module.default(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
  }
  const side = count + 2 * QUIET;
  return html`<svg class="qr" role="img" aria-label=${label} viewBox=${`${-QUIET} ${-QUIET} ${side} ${side}`} shape-rendering="crispEdges"><path d=${path}></path></svg>`;
}
