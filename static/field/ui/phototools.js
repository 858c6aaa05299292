// What may be done with the photos of one place (a finding, an earlier finding as it is now, a reinspection): shoot, choose, look, retake, mark.
import { keepShot, showPhoto, takeShot } from "./photos.js";

/**
 * @typedef {{visit: string, subject: string, path?: string, role?: string, scope: string, locked: boolean, title: string, pictures: any,
 *   position: () => boolean, photos: () => any[], file?: string, ghost?: () => Promise<string>}} Place
 *   `position`: whether the enterprise agreed to have the place recorded; `photos`: those that stand now, with marks; `file`: id of the file input;
 *   `ghost`: address of an earlier photo, freed afterwards
 * @param {any} ctx @param {Place} place
 */
export function photoTools(ctx, place) {
  const { visit, subject, path = "photo", role, scope, photos } = place;
  const key = `${visit} ${subject} ${path}`;
  const home = { visit, subject, path, role };
  /** One at a time, in the order shot; what is typed elsewhere is saved first: the camera may end the page. @param {{replaces?: string, single?: boolean}} [how] */
  async function shoot({ replaces, single = false } = {}) {
    await ctx.drafts.flushAll();
    const [{ openCamera }, ghost] = await Promise.all([import("./camera.js"), place.ghost?.()]);
    await openCamera({
      title: place.title, position: place.position(), pictures: place.pictures, photos, single, ghost, pick: single || !place.file ? undefined : pick,
      keep: (shot) => keepShot(ctx.store, shot, { ...home, replaces }),
    });
    if (ghost) URL.revokeObjectURL(ghost);
  }
  async function pick() {
    await ctx.drafts.flushAll();
    /** @type {HTMLInputElement|null} */ (document.getElementById(place.file ?? ""))?.click();
  }
  async function picked(event) {
    const files = [...event.target.files];
    for (const file of files) if (!(await ctx.saver.save(scope, key, () => keepShot(ctx.store, takeShot(file, false), home)))) break;
    event.target.value = "";
  }
  async function withdraw(sha) {
    const meta = photos().find((photo) => photo.sha === sha);
    const set = (value) => ctx.saver.save(scope, key, () => ctx.store.set(visit, subject, `${path}/${sha}`, value));
    if (!(await set(null)) || !meta) return;
    const { sha: _, shapes: __, masks: ___, ...value } = meta;
    ctx.toast("已撤回一张照片", { label: "恢复", run: () => set(value) });
  }
  const open = (index) => {
    const photo = photos()[index];
    const may = place.locked ? {} : {
      withdraw: () => withdraw(photo.sha), retake: () => shoot({ replaces: photo.sha, single: true }), annotate: async () => (await import("./annotate.js")).annotate(ctx, photo, { visit, subject, scope }),
    };
    return showPhoto(ctx.store, photo, { title: `第 ${index + 1} 张照片`, ...may });
  };
  return { key, shoot: () => shoot(), pick, picked, open };
}
