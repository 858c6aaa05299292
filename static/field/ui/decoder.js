// Reads QR codes from pictures: with the browser's own reader, else with zxing-cpp as WebAssembly, which the service worker keeps for that.

const LONGEST = 960; // pixels: enough for a code that fills a quarter of the picture, and 30 ms on a small tablet
const SCRIPT = "../../vendor/zxing_reader.js", WASM = "../../vendor/zxing_reader.wasm";
const MISSING = "识别组件还没有下载到平板，请联网后重新打开应用。现在可以输入企业名称或信用代码。";

/** @typedef {(source: HTMLVideoElement|ImageBitmap) => Promise<string|null>} Decode */
/** @type {Promise<Decode>|null} */
let made = null;

/** @returns {Promise<Decode>} rejects with what to do when there is no reader and no network */
export function decoder() {
  made ??= native().then((own) => own ?? wasm());
  made.catch(() => { made = null; });
  return made;
}

/** @returns {Promise<Decode|null>} */
async function native() {
  const { BarcodeDetector } = /** @type {any} */ (globalThis);
  const formats = await BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (!formats?.includes("qr_code")) return null;
  const reader = new BarcodeDetector({ formats: ["qr_code"] });
  return async (source) => (await reader.detect(source))[0]?.rawValue ?? null;
}

/** @returns {Promise<Decode>} */
async function wasm() {
  const { ZXingWASM } = await script();
  const overrides = { locateFile: () => new URL(WASM, import.meta.url).href };
  await ZXingWASM.prepareZXingModule({ overrides, fireImmediately: true }).catch(() => { throw new Error(MISSING); });
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  return async (source) => {
    const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
    const scale = Math.min(1, LONGEST / Math.max(width, height, 1));
    Object.assign(canvas, { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) });
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
    const found = await ZXingWASM.readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), { formats: ["QRCode"], maxNumberOfSymbols: 1 });
    return found[0]?.text || null;
  };
}

/** The library is a classic script that leaves one global. @returns {Promise<any>} */
function script() {
  if ("ZXingWASM" in globalThis) return Promise.resolve(globalThis);
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = new URL(SCRIPT, import.meta.url).href;
    element.onload = () => resolve(globalThis);
    element.onerror = () => { element.remove(); reject(new Error(MISSING)); };
    document.head.append(element);
  });
}
