import assert from "node:assert/strict";
import test from "node:test";
import { makeMirror } from "../../static/field/mirror.js";
import { sha256 } from "../../static/field/op.js";
import { makeDisk, startWorker, text } from "./opfs.js";
import { BUNDLE, FINDING, SUBJECT, VISIT, photo, tablet, values } from "./tablet.js";

test("an answer is there after a restart, and names what it replaced", async (t) => {
  const one = tablet();
  const store = await one.startSignedIn();
  const first = await store.set(VISIT, SUBJECT, "answer/elec-sub-01", "ok");
  const second = await store.set(VISIT, SUBJECT, "answer/elec-sub-01", "nok");
  assert.deepEqual([first.prev, second.prev, second.author, second.device], [[], [first.id], "p1", "a1b2c3d4"]);
  store.close();
  const again = await one.start();
  t.after(() => again.close());
  assert.deepEqual(await values(again), { "answer/elec-sub-01": "nok" });
  assert.deepEqual([again.device, again.person.name, again.recovered], ["a1b2c3d4", "李工", { ops: 0, photos: 0 }]);
  assert.ok((await again.set(VISIT, SUBJECT, "note/x", "")).id > second.id);
});

test("taps faster than the disk keep their order and chain on each other", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  const ops = await Promise.all(["ok", "nok", "na", "ok"].map((value) => store.set(VISIT, SUBJECT, "answer/a", value)));
  assert.deepEqual(ops.map((op) => op.prev), [[], [ops[0].id], [ops[1].id], [ops[2].id]]);
  assert.deepEqual(store.peek(VISIT).fields.get("answer/a").value, "ok");
});

test("everything comes back from the second copy when the browser threw IndexedDB away, under the same identity, and goes up again", async (t) => {
  const one = tablet();
  const store = await one.startSignedIn();
  const picture = await photo();
  await store.saveBundle(BUNDLE, '"v1"');
  await store.event(VISIT, SUBJECT, "start", { at: "2026-11-23T01:00:00Z" });
  const [, last] = await store.setMany(VISIT, [{ subject: FINDING, path: "statement", value: "配电柜门未接地" },
    { subject: FINDING, path: `photo/${picture.sha}`, value: { at: "2026-11-23T01:01:00Z" }, photo: picture }]);
  const lastStamp = last.id;
  store.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  t.after(() => again.close());
  assert.deepEqual(again.recovered, { ops: 3, photos: 1 });
  assert.deepEqual([again.device, again.person.id, (await again.bundle()).visits.length, await again.etag()], ["a1b2c3d4", "p1", 1, '"v1"']);
  const model = await again.visit(VISIT);
  assert.equal(model.state, "inspecting");
  assert.deepEqual(model.findings.get(FINDING.slice(8)).photos, [{ at: "2026-11-23T01:01:00Z", sha: picture.sha }]);
  assert.equal(await sha256((await again.photo(picture.sha)).buf), picture.sha);
  assert.deepEqual(await again.counts(), { ops: 3, photos: 1, quarantined: 0 });
  assert.ok((await again.set(VISIT, SUBJECT, "note/x", "")).id > lastStamp);
});

test("what only IndexedDB has is copied to the files when the app starts", async () => {
  const one = tablet();
  const store = await one.startSignedIn();
  const picture = await photo();
  await store.saveBundle(BUNDLE, '"v1"');
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  store.close();
  one.files.files.clear();
  (await one.start()).close();
  await one.wipeIndexedDb();
  const back = await one.start();
  assert.deepEqual([back.recovered, back.device, await back.etag()], [{ ops: 1, photos: 1 }, "a1b2c3d4", '"v1"']);
  back.close();
});

test("a clock set back a year gives no stamp twice, also after IndexedDB was lost", async (t) => {
  const one = tablet();
  const store = await one.startSignedIn();
  const { id } = await store.set(VISIT, SUBJECT, "note/x", "a");
  store.close();
  await one.wipeIndexedDb();
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() - 365 * 86_400_000 });
  const again = await one.start();
  t.after(() => again.close());
  assert.ok((await again.set(VISIT, SUBJECT, "note/x", "b")).id > id);
});

test("a torn last line of the file is ignored, and the next line does not stick to it", async () => {
  const one = tablet();
  const store = await one.startSignedIn();
  await store.set(VISIT, SUBJECT, "note/x", "whole");
  store.close();
  const log = ["ops-a.jsonl", "ops-b.jsonl"].find((name) => text(one.files, name));
  one.files.files.set(log, new TextEncoder().encode(`${text(one.files, log)}{"op":{"id":"0mjk2l3x4-0`));
  const torn = await one.start();
  await torn.set(VISIT, SUBJECT, "note/y", "after");
  torn.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  assert.deepEqual(await values(again), { "note/x": "whole", "note/y": "after" });
  again.close();
});

test("a full disk: the save is refused as 未保存, nothing half is left in either copy, what was saved stays, and saving works again", async () => {
  const one = tablet();
  const store = await one.startSignedIn();
  await store.set(VISIT, SUBJECT, "note/x", "before");
  const picture = await photo();
  one.files.room = 3000;
  await assert.rejects(store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture }), { name: "StoreError", code: "disk_full", message: /^未保存/ });
  assert.equal(store.problem.code, "disk_full");
  assert.equal((await store.visit(VISIT)).findings.size, 0);
  assert.deepEqual([await store.counts(), await store.photo(picture.sha)], [{ ops: 1, photos: 0, quarantined: 0 }, null]);
  one.files.room = Infinity;
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  assert.deepEqual([store.problem, store.problems], [null, ["disk_full", null]]);
  store.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  assert.deepEqual([again.recovered, await values(again)], [{ ops: 2, photos: 1 }, { "note/x": "before" }]);
  again.close();
});

test("what a full disk let nobody take back is shown, and the next save first brings it into the second copy", async (t) => {
  const one = tablet();
  const store = await one.startSignedIn();
  const picture = await photo(), other = await photo(4000, 7);
  const real = IDBObjectStore.prototype.delete;
  t.after(() => { IDBObjectStore.prototype.delete = real; });
  IDBObjectStore.prototype.delete = () => { throw new DOMException("full", "QuotaExceededError"); };
  one.files.room = 3000;
  await assert.rejects(store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture }), { code: "disk_full" });
  assert.equal((await store.visit(VISIT)).findings.get(FINDING.slice(8)).photos.length, 1);
  await assert.rejects(store.set(VISIT, SUBJECT, "note/x", "small"), { code: "disk_full" }, "with a photo in one copy only nothing is called saved");
  IDBObjectStore.prototype.delete = real;
  one.files.room = Infinity;
  await store.set(VISIT, FINDING, `photo/${other.sha}`, { at: "" }, { photo: other });
  assert.equal(store.problem, null);
  store.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  assert.deepEqual(again.recovered, { ops: 2, photos: 2 });
  again.close();
});

test("a photo that does not read back as named is not reported as saved", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  const picture = { ...(await photo()), sha: "0".repeat(64) };
  await assert.rejects(store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture }), { code: "photo_damaged", message: /未保存.*重新拍摄/ });
  assert.deepEqual(await store.counts(), { ops: 0, photos: 0, quarantined: 0 });
});

test("without a file system the app says so and still saves", async (t) => {
  const store = await tablet().start({ mirror: null });
  t.after(() => store.close());
  await store.enrol("a1b2c3d4");
  await store.setPerson({ id: "p1" });
  await store.set(VISIT, SUBJECT, "note/x", "a");
  assert.deepEqual([store.mirrored, store.problem.code, await values(store)], [false, "no_mirror", { "note/x": "a" }]);
});

test("a worker that was ended by the system is started again and the save goes through", async (t) => {
  const files = makeDisk();
  let ports = [];
  const one = tablet({ files });
  const store = await one.start({ mirror: makeMirror(() => { const port = startWorker(files); ports.push(port); return port; }) });
  t.after(() => store.close());
  await store.enrol("a1b2c3d4");
  await store.setPerson({ id: "p1" });
  const saved = store.set(VISIT, SUBJECT, "note/x", "a");
  setTimeout(() => ports[0].onerror({ message: "killed" }));
  await saved;
  await store.set(VISIT, SUBJECT, "note/y", "b");
  assert.equal(store.mirrored, true);
  assert.match(["ops-a.jsonl", "ops-b.jsonl"].map((name) => text(files, name)).join(""), /note\/y/);
});

test("a connection that iOS cut is opened again, once", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  const real = IDBDatabase.prototype.transaction;
  let cuts = 1;
  t.after(() => { IDBDatabase.prototype.transaction = real; });
  IDBDatabase.prototype.transaction = function transaction(...args) {
    if (cuts-- > 0) throw new DOMException("Connection to Indexed Database server lost", "UnknownError");
    return real.apply(this, args);
  };
  await store.set(VISIT, SUBJECT, "note/x", "a");
  assert.equal((await values(store))["note/x"], "a");
  cuts = 1000;
  await assert.rejects(store.set(VISIT, SUBJECT, "note/x", "b"), { code: "write_failed", message: /^未保存/ });
  cuts = 0;
  await store.set(VISIT, SUBJECT, "note/x", "c");
  assert.equal((await values(store))["note/x"], "c");
});

test("nobody signed in: nothing can be written, and the message says what to do", async (t) => {
  const store = await tablet().start();
  t.after(() => store.close());
  await assert.rejects(store.set(VISIT, SUBJECT, "note/x", "a"), { code: "not_enrolled", message: /登录/ });
});

test("text is cleaned and a value over 64 KB is refused before anything is written", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  assert.equal((await store.set(VISIT, SUBJECT, "note/x", "a\0b\ud800")).value, "ab");
  await assert.rejects(store.set(VISIT, SUBJECT, "note/x", "x".repeat(70_000)), { code: "too_large" });
  assert.equal((await values(store))["note/x"], "ab");
  assert.equal(store.problem, null);
});

test("the same photo in two findings is kept once", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  const picture = await photo();
  for (const subject of [FINDING, FINDING.replace("f1", "f2")]) await store.set(VISIT, subject, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  assert.equal((await store.counts()).photos, 1);
});

test("an incomplete bundle never takes the place of the good one", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  await store.saveBundle(BUNDLE, '"v1"');
  for (const bad of [{}, null, { ...BUNDLE, checklists: {} }, { ...BUNDLE, enterprises: undefined }, { ...BUNDLE, enterprises: [] }])
    await assert.rejects(store.saveBundle(bad, '"v2"'), { code: "bad_bundle", message: /继续使用上一次/ });
  assert.deepEqual([await store.bundle(), await store.etag()], [BUNDLE, '"v1"']);
});

test("bundles of this version and of the one before are read, others are not", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  for (const api of [1, 2]) await store.saveBundle({ ...BUNDLE, api }, `"${api}"`);
  for (const api of [0, 3, "2", undefined]) await assert.rejects(store.saveBundle({ ...BUNDLE, api }, '"no"'), { code: "bad_bundle" });
  assert.equal((await store.bundle()).api, 2);
});

test("a visit begun here stays, with its pinned checklist, although the server no longer lists it", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  await store.saveBundle(BUNDLE, '"v1"');
  await store.set(VISIT, SUBJECT, "answer/elec-sub-01", "ok");
  await store.saveBundle({ ...BUNDLE, visits: [], enterprises: [], checklists: {} }, '"v2"');
  const bundle = await store.bundle();
  assert.deepEqual(bundle.visits, [{ ...BUNDLE.visits[0], kept: true }]);
  assert.deepEqual([bundle.enterprises, bundle.checklists], [BUNDLE.enterprises, BUNDLE.checklists]);
});

test("a thousand answers and dead lines: the log is compacted at the next start and loses nothing", async () => {
  const one = tablet();
  const store = await one.startSignedIn();
  for (let n = 0; n < 100; n++) await store.setMany(VISIT, Array.from({ length: 10 }, (_, i) => ({ subject: SUBJECT, path: `note/i${i}`, value: `${n} ${"x".repeat(60)}` })));
  const kept = await store.set(VISIT, SUBJECT, "note/last", "kept");
  store.close();
  const log = text(one.files, "ops-a.jsonl");
  one.files.files.set("ops-a.jsonl", new TextEncoder().encode(`${log}${JSON.stringify({ forget: VISIT })}\n${JSON.stringify({ op: kept })}\n`));
  const disk = one.files.files.get("ops-a.jsonl").length;
  await one.wipeIndexedDb();
  const again = await one.start();
  assert.deepEqual(await values(again), { "note/last": "kept" });
  const left = ["ops-a.jsonl", "ops-b.jsonl"].map((name) => one.files.files.get(name).length).sort((a, b) => a - b);
  assert.ok(left[0] === 0 && left[1] < disk / 10, `${disk} -> ${left}`);
  again.close();
});

test("a database that the browser threw away while the app runs is filled again from the files", async (t) => {
  const one = tablet();
  const store = await one.startSignedIn();
  t.after(() => store.close());
  await store.set(VISIT, SUBJECT, "note/x", "before");
  const real = IDBDatabase.prototype.transaction;
  t.after(() => { IDBDatabase.prototype.transaction = real; });
  await one.wipeIndexedDb(); // closes the connection, as a newer version does
  await store.set(VISIT, SUBJECT, "note/y", "after");
  await store.set(VISIT, SUBJECT, "note/z", "");
  assert.deepEqual([await store.counts(), await values(store)], [{ ops: 3, photos: 0, quarantined: 0 }, { "note/x": "before", "note/y": "after", "note/z": "" }]);
});

test("while the two copies can't be brought to the same, nothing is reported as saved; when there is room again, it is", async () => {
  const one = tablet();
  const store = await one.startSignedIn();
  await store.set(VISIT, SUBJECT, "note/x", "a");
  store.close();
  one.files.files.clear();
  one.files.room = 10;
  const full = await one.start();
  assert.equal(full.problem.code, "disk_full");
  await assert.rejects(full.set(VISIT, SUBJECT, "note/x", "b"), { code: "disk_full" });
  one.files.room = Infinity;
  await full.set(VISIT, SUBJECT, "note/x", "c");
  assert.equal(full.problem, null);
  full.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  assert.deepEqual([await values(again), again.recovered.ops], [{ "note/x": "c" }, 2]);
  again.close();
});

test("two drafts on one path in one transaction: the second replaces the first", async (t) => {
  const store = await tablet().startSignedIn();
  t.after(() => store.close());
  const [first, second] = await store.setMany(VISIT, ["a", "b"].map((value) => ({ subject: SUBJECT, path: "note/x", value })));
  assert.deepEqual([second.prev, await values(store)], [[first.id], { "note/x": "b" }]);
});

test("a second copy that can't be opened any more: one copy goes on only while the disk has room", async (t) => {
  const dead = () => { const port = { onmessage: null, onerror: null, terminate() {}, postMessage({ n }) { setImmediate(() => port.onmessage({ data: { n, error: { name: "NotSupportedError", message: "", gone: true } } })); } }; return port; };
  const store = await tablet().start({ mirror: makeMirror(dead) });
  t.after(() => store.close());
  await store.enrol("a1b2c3d4");
  await store.setPerson({ id: "p1" });
  await store.set(VISIT, SUBJECT, "note/x", "a");
  assert.deepEqual([store.mirrored, store.problem.code], [false, "no_mirror"]);
});

test("neither a second copy nor room: nothing is reported as saved", async (t) => {
  const dead = () => { const port = { onmessage: null, onerror: null, terminate() {}, postMessage({ n }) { setImmediate(() => port.onmessage({ data: { n, error: { name: "NotAllowedError", message: "", gone: true } } })); } }; return port; };
  const one = tablet();
  (await one.startSignedIn()).close();
  const real = IDBObjectStore.prototype.put;
  t.after(() => { IDBObjectStore.prototype.put = real; });
  IDBObjectStore.prototype.put = function put(value, ...key) {
    if (value.byteLength > 1e6) throw new DOMException("full", "QuotaExceededError");
    return real.call(this, value, ...key);
  };
  const store = await one.start({ mirror: makeMirror(dead) });
  t.after(() => store.close());
  await assert.rejects(store.set(VISIT, SUBJECT, "note/x", "a"), { code: "disk_full" });
  assert.deepEqual(await store.counts(), { ops: 0, photos: 0, quarantined: 0 });
});

test("a photo outlives a power cut that takes its new file and then IndexedDB: for its first minute it lies in an old file, too", async () => {
  const one = tablet(), picture = await photo(), other = await photo(4000, 7), withdrawn = await photo(3000, 5);
  const store = await one.startSignedIn();
  for (const shot of [picture, other, withdrawn]) await store.set(VISIT, FINDING, `photo/${shot.sha}`, { at: "" }, { photo: shot });
  await store.core.mirror.trim([], [withdrawn.sha]);
  store.close();
  for (const name of [...one.files.files.keys()]) if (name.startsWith("photos/")) one.files.files.delete(name);
  await one.wipeIndexedDb();
  const torn = one.files.files.get("recent-a.bin");
  one.files.files.set("recent-a.bin", torn.slice(0, torn.length - 10)); // what was written last is cut, too

  const again = await one.start();
  assert.deepEqual(again.recovered, { ops: 3, photos: 2 });
  for (const shot of [picture, other]) assert.equal(await sha256((await again.photo(shot.sha)).buf), shot.sha);
  assert.equal(await again.photo(withdrawn.sha), null, "what was taken out does not come back");
  again.close();
});

test("a database thrown away while the app reads it: what is written next still replaces what was there", async (t) => {
  const one = tablet();
  const store = await one.startSignedIn();
  t.after(() => store.close());
  const first = await store.set(VISIT, SUBJECT, "answer/a", "ok");
  await one.wipeIndexedDb();
  store.core.reload(VISIT); // as the sync does when the server has answered: it opens the new, empty database
  const second = await store.set(VISIT, SUBJECT, "answer/a", "na");
  assert.deepEqual(second.prev, [first.id]);
  assert.deepEqual([store.peek(VISIT).fields.get("answer/a").value, store.peek(VISIT).fields.get("answer/a").conflict], ["na", null]);
  assert.deepEqual(await store.counts(), { ops: 2, photos: 0, quarantined: 0 });
  await store.core.serial(async () => {}); // what brings the database back ends, too
  await new Promise((next) => setTimeout(next));
});
