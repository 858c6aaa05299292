// Makes what a tablet leaves behind, with the app's own code, for the tests of inspect_app/commands/rescue.py:
// node make_rescue.js SPEC FOLDER, where SPEC is JSON {device, person, visit, finding, secret, pin, bureau, photos: [base64]}.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exportFile, exportSealed } from "../../static/field/rescue.js";
import { sha256 } from "../../static/field/op.js";
import { turnOn } from "../../static/field/vault.js";
import { tablet } from "./tablet.js";

const [spec, folder] = [JSON.parse(readFileSync(process.argv[2], "utf8")), process.argv[3]];
const one = tablet();
const store = await one.start();
await store.enrol(spec.device);
await store.setPerson({ id: spec.person, name: "王建国" });
const subject = `visit/${spec.visit}`, finding = `finding/${spec.finding}`;

async function fill() {
  await store.event(spec.visit, subject, "start", { at: "2026-11-23T01:00:00Z" });
  await store.set(spec.visit, subject, "answer/elec-sub-01", "nok");
  await store.set(spec.visit, finding, "statement", "配电柜门未接地");
  for (const text of spec.photos) {
    const buf = Uint8Array.from(Buffer.from(text, "base64")).buffer;
    const sha = await sha256(buf);
    await store.set(spec.visit, finding, `photo/${sha}`, { at: "2026-11-23T01:01:00Z", w: 640, h: 480, role: "scene", note: "" }, { photo: { sha, buf } });
  }
}

async function keep(name, blob) { writeFileSync(join(folder, name), new Uint8Array(await blob.arrayBuffer())); }

/** The files under names of the browser's own, as in a profile. */
function keepFiles(name) {
  [...one.files.files].forEach(([, bytes], n) => {
    const path = join(folder, name, "000", "t", "00", String(n).padStart(8, "0"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  });
}

await fill();
await keep("open.rescue", (await exportFile(store.core, { scope: "unsent", secret: spec.secret, app: "test", bureau: spec.bureau })).blob);
keepFiles("files-plain");
await turnOn(store.core, spec.pin, spec.bureau);
await keep("locked.rescue", (await exportSealed(store.core, store.core.codec.head, { app: "test" })).blob);
keepFiles("files-sealed");
store.close();
