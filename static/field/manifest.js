// What a signature or a submission covers (docs/wire.md, Manifest): ids of ops, hashes of photos, one hash over both.
import { headOps } from "./fold.js";
import { canonical, photoNamed, sha256 } from "./op.js";

/** @typedef {{ops: string[], photos: string[], hash: string}} Manifest */

/** Everything: what `submit` carries. @param {import("./fold.js").VisitModel} model @returns {Promise<Manifest>} */
export const fullManifest = (model) => manifestOf(headOps(model));

/** Without signatures: what a signature signs. @param {import("./fold.js").VisitModel} model @returns {Promise<Manifest>} */
export const contentManifest = (model) => manifestOf(headOps(model).filter((op) => !/^(signature|ink)\//.test(op.path)));

/** @param {import("./op.js").Op[]} heads */
async function manifestOf(heads) {
  const ops = heads.map((op) => op.id).sort();
  const photos = [...new Set(heads.map(photoNamed).filter((sha) => sha !== null))].sort();
  return { ops, photos, hash: await sha256(canonical({ ops, photos })) };
}
