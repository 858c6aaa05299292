// The drawn signature on the receipt form. Without this script the form is signed by name alone.
import SignaturePad from "../vendor/signature_pad.js";

const QUALITY = 0.9;
const MAX_SIDE = 1200; // px of the longer side: a signature is printed 34 mm wide

const form = /** @type {HTMLFormElement} */ (document.getElementById("receipt"));
const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("pad-canvas"));
const field = /** @type {HTMLInputElement} */ (document.getElementById("signature"));

/** @type {HTMLElement} */ (document.getElementById("pad")).hidden = false;
const pad = new SignaturePad(canvas, { backgroundColor: "rgb(255,255,255)", penColor: "rgb(16,26,43)", minWidth: 1, maxWidth: 3.2 });

/** The canvas has as many pixels as the screen shows, so that strokes are sharp and where the finger is. What was drawn stays. */
function fit() {
  const ratio = Math.min(Math.max(devicePixelRatio || 1, 1), MAX_SIDE / Math.max(canvas.offsetWidth, 1));
  const [width, height] = [Math.round(canvas.offsetWidth * ratio), Math.round(canvas.offsetHeight * ratio)];
  if (canvas.width === width && canvas.height === height) return; // the address bar came or went
  const strokes = pad.toData();
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.scale(ratio, ratio);
  pad.clear();
  pad.fromData(strokes);
}

fit();
addEventListener("resize", fit);
document.getElementById("pad-clear")?.addEventListener("click", () => pad.clear());
form.addEventListener("submit", () => { field.value = pad.isEmpty() ? "" : canvas.toDataURL("image/jpeg", QUALITY); });
