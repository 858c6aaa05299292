// One tablet for the tests: its two disks outlive every start of the app.
import "fake-indexeddb/auto";
import { randomUUID } from "node:crypto";
import { makeMirror } from "../../static/field/mirror.js";
import { sha256 } from "../../static/field/op.js";
import { openStore } from "../../static/field/store.js";
import { makeDisk, startWorker } from "./opfs.js";

export const VISIT = "0b0e7a52-0000-4000-8000-000000000001";
export const SUBJECT = `visit/${VISIT}`;
export const FINDING = "finding/0b0e7a52-0000-4000-8000-0000000000f1";
export const DEVICE = "a1b2c3d4";
export const BUNDLE = {
  api: 2, org: { id: "411122", name: "临颍县应急管理局" }, person: { id: "p1", name: "李工" }, people: [], townships: [], findings: [], phrases: [],
  visits: [{ id: VISIT, enterprise: "e1", checklists: ["electrical@0.1.0"] }], enterprises: [{ id: "e1", name: "示例食品厂" }],
  checklists: { "electrical@0.1.0": { items: [{ id: "elec-sub-01", section: "sub" }] } },
};

export function tablet({ files = makeDisk() } = {}) {
  const name = randomUUID();
  return {
    name, files,
    async start({ mirror = makeMirror(() => startWorker(files)), unlock } = {}) {
      const problems = [];
      const store = await openStore({ name, mirror, unlock, onProblem: (problem) => problems.push(problem?.code ?? null) });
      return Object.assign(store, { problems });
    },
    async startSignedIn() {
      const store = await this.start();
      await store.enrol(DEVICE);
      await store.setPerson({ id: "p1", name: "李工" });
      return store;
    },
    wipeIndexedDb: () => new Promise((ok, no) => { Object.assign(indexedDB.deleteDatabase(name), { onsuccess: ok, onerror: no }); }),
  };
}

export async function photo(size = 5000, seed = 1) {
  const buf = Uint8Array.from({ length: size }, (_, i) => (i * seed) % 251).buffer;
  return { sha: await sha256(buf), buf, thumb: buf.slice(0, 50) };
}

/** path -> value shown, of the visit itself. */
export const values = async (store) => Object.fromEntries([...(await store.visit(VISIT)).fields].map(([path, field]) => [path, field.value]));
