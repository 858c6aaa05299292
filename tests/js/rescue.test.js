// Rescue export and import: what one tablet still has reaches another, whole or as far as it is whole, and never twice.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import test from "node:test";
import { base64, newKey, wrapForSecret } from "../../static/field/crypt.js";
import { sha256 } from "../../static/field/op.js";
import { exportFile, exportSealed, freshSecret, keyOf } from "../../static/field/rescue.js";
import { look, takeIn } from "../../static/field/rescue_import.js";
import { frames, makeWriter, readHead } from "../../static/field/rescue_file.js";
import { turnOn } from "../../static/field/vault.js";
import { BUNDLE, FINDING, SUBJECT, VISIT, photo, tablet, values } from "./tablet.js";

const SECRET = "k7mf-2xqp-9hcd-w4tn";
const OTHER = "b1b2b3b4";

async function bureauKey() {
  const pair = await webcrypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const raw = await webcrypto.subtle.exportKey("raw", pair.publicKey);
  return { kid: (await sha256(raw)).slice(0, 16), point: base64(raw) };
}

async function inspected() {
  const store = await tablet().startSignedIn();
  const pictures = [await photo(5000, 3), await photo(6000, 7)];
  await store.saveBundle(BUNDLE, '"v1"');
  await store.event(VISIT, SUBJECT, "start", { at: "2026-11-23T01:00:00Z" });
  await store.set(VISIT, SUBJECT, "answer/elec-sub-01", "nok");
  for (const picture of pictures) await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  return { store, pictures };
}

async function other() {
  const store = await tablet().start();
  await store.enrol(OTHER);
  await store.setPerson({ id: "p2", name: "王工" });
  return store;
}

const exported = (store, options = {}) => exportFile(store.core, { scope: "unsent", secret: SECRET, app: "test", ...options });
async function imported(store, blob, secret = SECRET) {
  const key = await keyOf(blob, secret);
  return takeIn(store.core, blob, key, await look(blob, key));
}
const strip = (ops) => ops.map(({ id, path, value, author, device }) => ({ id, path, value, author, device }));

test("what one tablet has reaches the other as waiting, in both copies, under its author and device; taken in again it is there already", async (t) => {
  const { store, pictures } = await inspected();
  const { blob, name, ops, photos, lost, proven } = await exported(store);
  assert.deepEqual([ops, photos, lost, proven], [4, 2, 0, true]);
  assert.match(name, /^现场检查-a1b2c3d4-\d{4}-\d\d-\d\d-\d{4}\.rescue$/);

  const one = tablet();
  let there = await one.start();
  await there.enrol(OTHER);
  await there.setPerson({ id: "p2", name: "王工" });
  assert.deepEqual(await imported(there, blob), { ops: 4, photos: 2, known: 0, knownPhotos: 0, reused: 0, damaged: 0 });
  assert.deepEqual(strip(await there.waitingOps()), strip(await store.waitingOps()));
  assert.deepEqual(await values(there), { "answer/elec-sub-01": "nok" });
  assert.equal(await sha256(await there.photoBytes(pictures[1].sha)), pictures[1].sha);
  assert.deepEqual(await imported(there, blob, "K7MF 2XQP 9HCDW4TN"), { ops: 0, photos: 0, known: 4, knownPhotos: 2, reused: 0, damaged: 0 });
  assert.ok((await there.set(VISIT, SUBJECT, "note/x", "")).id > (await store.waitingOps()).at(-1).id);
  there.close();
  await one.wipeIndexedDb();
  there = await one.start();
  t.after(() => { there.close(); store.close(); });
  assert.deepEqual(await there.counts(), { ops: 5, photos: 2, quarantined: 0 }, "the second copy has them too");
});

test("on the same tablet, and on one that has half of it, only what lacks comes in; what the server holds stays held", async (t) => {
  const { store } = await inspected();
  const { blob } = await exported(store);
  assert.deepEqual(await imported(store, blob), { ops: 0, photos: 0, known: 4, knownPhotos: 2, reused: 0, damaged: 0 });
  const there = await other();
  t.after(() => { there.close(); store.close(); });
  const half = (await store.waitingOps()).slice(0, 2);
  await there.merge(VISIT, half.map((op, i) => ({ ...op, seq: i + 1, rank: op.id.slice(0, 9) })), 2);
  assert.deepEqual(await imported(there, blob), { ops: 2, photos: 2, known: 2, knownPhotos: 0, reused: 0, damaged: 0 });
  assert.equal((await there.counts()).ops, 2);
});

test("the same id with other content: both stay, the one from the file set aside and told, also when taken in twice", async (t) => {
  const { store } = await inspected();
  const { blob } = await exported(store);
  const there = await other();
  t.after(() => { there.close(); store.close(); });
  const [first, answer] = await store.waitingOps();
  await there.merge(VISIT, [{ ...answer, value: "ok", seq: 9, rank: answer.id.slice(0, 9) }], 9);
  assert.deepEqual(await imported(there, blob), { ops: 3, photos: 2, known: 0, knownPhotos: 0, reused: 1, damaged: 0 });
  assert.deepEqual(await imported(there, blob), { ops: 0, photos: 0, known: 4, knownPhotos: 2, reused: 0, damaged: 0 });
  assert.equal((await values(there))["answer/elec-sub-01"], "ok");
  const [aside] = (await there.pending()).filter((row) => row.state === "quarantined");
  assert.deepEqual([aside.value, aside.reason, aside.id], ["nok", "id_reused", `${answer.id}!`]);
  assert.ok(first);
});

test("everything, or only what the server has not confirmed", async (t) => {
  const { store } = await inspected();
  t.after(() => store.close());
  const ops = await store.waitingOps();
  await store.settle(ops.slice(0, 3), ops.slice(0, 3).map((op, i) => ({ id: op.id, state: "applied", seq: i + 1, rank: op.id.slice(0, 9) })));
  await store.photoHeld((await store.waitingPhotos())[0].sha);
  const unsent = await exported(store), all = await exported(store, { scope: "all" });
  assert.deepEqual([unsent.ops, unsent.photos, all.ops, all.photos], [1, 1, 4, 2]);
  const inside = await look(all.blob, await keyOf(all.blob, SECRET));
  assert.deepEqual([inside.about.person.name, inside.about.device, inside.bundle.enterprises[0].name, Object.keys(inside.bundle.checklists)], ["李工", "a1b2c3d4", "示例食品厂", ["electrical@0.1.0"]]);
});

test("cut anywhere or altered anywhere: told, and every whole piece is recovered", async (t) => {
  const { store } = await inspected();
  t.after(() => store.close());
  const { blob } = await exported(store);
  const key = await keyOf(blob, SECRET);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const { start } = await readHead(blob);
  let most = 0;
  for (let end = start; end < bytes.length; end += 487) {
    const inside = await look(new Blob([bytes.slice(0, end)]), key);
    assert.equal(inside.whole, false, `cut at ${end}`);
    const found = inside.ops.length + inside.photos.length;
    assert.ok(found >= most, "a longer rest has no less");
    most = found;
  }
  assert.equal(most, 5);
  const inside = await look(new Blob([bytes.slice(0, bytes.length - 1)]), key);
  assert.deepEqual([inside.ops.length, inside.photos.length, inside.whole], [4, 2, false], "only the end is lacking");
  for (let at = start + 5; at < bytes.length; at += 1009) {
    const changed = bytes.slice();
    changed[at] ^= 1;
    const inside = await look(new Blob([changed]), key);
    assert.equal(inside.whole, false, `altered at ${at}`);
    assert.ok(inside.faults > 0);
  }
  const cut = new Blob([bytes.slice(0, bytes.length - 3000)]);
  const there = await other();
  t.after(() => there.close());
  const receipt = await imported(there, cut);
  assert.deepEqual([receipt.ops, receipt.photos], [4, 1]);
});

test("pieces can't be left out or change places, and not come from another file", async () => {
  const key = await newKey(), about = { wraps: [await wrapForSecret(key, SECRET, 100_000)] };
  const file = await makeWriter(key, about);
  for (const n of [1, 2, 3]) await file.add({ kind: "n", n });
  await file.add({ kind: "end" });
  const blob = file.finish();
  const { start, digest } = await readHead(blob);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const size = 4 + new DataView(bytes.buffer).getUint32(start);
  const piece = (n) => bytes.slice(start + n * size, start + (n + 1) * size);
  const numbers = async (...parts) => {
    const state = { faults: 0, whole: false }, found = [];
    for await (const { meta } of frames(new Blob([bytes.slice(0, start), ...parts]), { start, digest }, key, state)) found.push(meta.n);
    return [found, state.whole];
  };
  const end = bytes.slice(start + 3 * size);
  assert.deepEqual(await numbers(piece(0), piece(1), piece(2), end), [[1, 2, 3], true]);
  assert.deepEqual(await numbers(piece(1), piece(0), piece(2), end), [[3], false]);
  assert.deepEqual(await numbers(piece(0), piece(2), end), [[1], false]);
});

test("a wrong passphrase, another file and a newer version are told apart", async (t) => {
  const { store } = await inspected();
  t.after(() => store.close());
  const { blob } = await exported(store);
  await assert.rejects(keyOf(blob, "nonsense"), { code: "wrong_secret" });
  await assert.rejects(keyOf(new Blob(["JPEG…JPEG…JPEG"]), SECRET), { code: "no_rescue" });
  await assert.rejects(keyOf(new Blob(["INSPRSC2", new Uint8Array(90)]), SECRET), { code: "newer_rescue" });
  await assert.rejects(keyOf(blob.slice(0, 60), SECRET), { code: "broken_rescue" });
  const secrets = Array.from({ length: 20 }, freshSecret);
  assert.equal(new Set(secrets).size, 20);
  assert.match(secrets[0], /^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
});

test("sixty photos of 0.7 MB: written and read piece by piece, both tablets encrypted", async (t) => {
  const store = await tablet().startSignedIn();
  await turnOn(store.core, "493817", await bureauKey());
  for (let n = 0; n < 60; n++) {
    const picture = await photo(700_000, 2 * n + 1);
    await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  }
  const made = await exported(store, { bureau: await bureauKey() });
  assert.deepEqual([made.ops, made.photos, made.proven], [60, 60, true]);
  assert.ok(made.blob.size > 42_000_000 && made.blob.size < 42_200_000);
  const there = await other();
  t.after(() => { there.close(); store.close(); });
  await turnOn(there.core, "271828", await bureauKey());
  assert.deepEqual(await imported(there, made.blob), { ops: 60, photos: 60, known: 0, knownPhotos: 0, reused: 0, damaged: 0 });
});

test("exported while locked: nothing readable inside, for the bureau only", async (t) => {
  const { store } = await inspected();
  await turnOn(store.core, "493817", await bureauKey());
  t.after(() => store.close());
  const { blob, ops, photos, proven } = await exportSealed(store.core, store.core.codec.head, { app: "test" });
  assert.deepEqual([ops, photos, proven], [4, 2, true]);
  await assert.rejects(keyOf(blob, SECRET), { code: "for_bureau" });
});
