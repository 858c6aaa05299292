// Shrinks a picture to at most 1440x1920 and 0.7 MB, upright, and names it by its SHA-256. Imports nothing.

const LONG = 1920, SHORT = 1440, THUMB = 320, MAX_BYTES = 700_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

function drawn(source, scale) {
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(source.width * scale)), Math.max(1, Math.round(source.height * scale)));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

const jpeg = (canvas, quality) => canvas.convertToBlob({ type: "image/jpeg", quality });

/** Lower quality first, then fewer pixels, until it is small enough (foliage and gravel hardly compress). */
async function fitted(canvas) {
  for (const quality of QUALITIES) {
    const blob = await jpeg(canvas, quality);
    if (blob.size <= MAX_BYTES) return { canvas, blob };
  }
  return fitted(drawn(canvas, 0.8));
}

/** `source`: a file, or a frame of the camera (ImageBitmap: nothing to decode). */
async function shrink(source) {
  const full = source instanceof Blob ? await createImageBitmap(source, { imageOrientation: "from-image" }) : source;
  const [long, short] = [Math.max(full.width, full.height), Math.min(full.width, full.height)];
  const { canvas, blob } = await fitted(drawn(full, Math.min(1, LONG / long, SHORT / short)));
  full.close();
  const small = drawn(canvas, Math.min(1, THUMB / Math.max(canvas.width, canvas.height)));
  const [buf, thumb] = await Promise.all([blob.arrayBuffer(), jpeg(small, 0.6).then((it) => it.arrayBuffer())]);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", buf));
  return { sha: [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join(""), buf, thumb, w: canvas.width, h: canvas.height };
}

self.onmessage = async ({ data: { n, args: [source] } }) => {
  try {
    const value = await shrink(source);
    self.postMessage({ n, value }, [value.buf, value.thumb]);
  } catch (error) {
    self.postMessage({ n, error: { name: error.name, message: error.message } });
  }
};
