// A phone's picture to at most 1920 px and 0.7 MB, upright, as JPEG. A phone that cannot sends the picture as it is: the server can.

const LONG = 1920, MAX_BYTES = 700_000;
const QUALITIES = [0.82, 0.7, 0.55, 0.4];

/** @param {HTMLCanvasElement} canvas @param {number} quality @returns {Promise<Blob | null>} */
const jpeg = (canvas, quality) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));

/** An <img> is turned by its EXIF in every browser since 2020, and decodes away from the page's thread.
 * @param {Blob} file @returns {Promise<HTMLImageElement>} */
async function decoded(file) {
  const image = new Image();
  const address = URL.createObjectURL(file);
  image.src = address;
  try {
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(address);
  }
}

function drawn(image, scale) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("no canvas");
  pen.fillStyle = "#fff"; // behind the clear parts of a screenshot
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** @param {File} file @returns {Promise<Blob>} */
export async function shrink(file) {
  try {
    const image = await decoded(file);
    let scale = Math.min(1, LONG / Math.max(image.naturalWidth, image.naturalHeight));
    for (let round = 0; round < 6; round += 1, scale *= 0.8) {
      const canvas = drawn(image, scale);
      for (const quality of QUALITIES) {
        const blob = await jpeg(canvas, quality);
        if (blob && blob.type === "image/jpeg" && blob.size <= MAX_BYTES) return blob;
      }
    }
  } catch {
    // not a picture for this browser, or no memory for the canvas: the server looks at it
  }
  return file;
}
