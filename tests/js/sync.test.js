import assert from "node:assert/strict";
import test from "node:test";
import { makeApi } from "../../static/field/api.js";
import { fullManifest } from "../../static/field/manifest.js";
import { makeMirror } from "../../static/field/mirror.js";
import { backOff, makeSync } from "../../static/field/sync.js";
import { startWorker } from "./opfs.js";
import { answers, cutAfter, startServer } from "./server.js";
import { BUNDLE, DEVICE, FINDING, SUBJECT, VISIT, photo, tablet, values } from "./tablet.js";

const NOTHING_LEFT = { ops: 0, photos: 0, quarantined: 0 };

async function setUp(t, options = {}) {
  const server = await startServer({ bundle: BUNDLE, ...options });
  const one = tablet();
  const store = await one.startSignedIn();
  const sync = makeSync(store, makeApi(server.base));
  t.after(() => { sync.stop(); store.close(); server.close(); });
  return { server, store, sync, one };
}
const answer = (store, n, value = "ok") => store.set(VISIT, SUBJECT, `answer/item-${n}`, value);
const theirs = (id, path, value, prev = []) => ({ id, visit: VISIT, subject: SUBJECT, kind: "set", path, value, prev, author: "p2", device: id.slice(14) });

test("ops go up oldest first, photos after them, then the bundle and what others wrote come down", async (t) => {
  const { server, store, sync } = await setUp(t);
  const other = theirs("0aaaaaaaa-000-bbbbbbbb", "companion", "王主任");
  server.ops.set(other.id, { ...other, seq: 1, rank: other.id.slice(0, 9) });
  const picture = await photo();
  const ops = [await answer(store, 1), await answer(store, 2, "nok"), await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture })];
  await store.saveBundle(BUNDLE, '"old"');
  await sync.now();
  assert.deepEqual([...server.ops.keys()].slice(1), ops.map((op) => op.id));
  const report = `POST /devices/${DEVICE}/report`; // again at the end: less is left than at the beginning
  assert.deepEqual(server.calls, [report, "POST /ops", `HEAD /photos/${picture.sha}`, `PUT /photos/${picture.sha}`, "GET /bundle", `GET /visits/${VISIT}/ops?after=0`, report]);
  assert.deepEqual(await store.counts(), NOTHING_LEFT);
  assert.deepEqual([sync.state.phase, (await values(store)).companion, await store.etag()], ["idle", "王主任", '"v1"']);
  assert.ok(Math.abs(store.clockOffset - 90_000) < 2000, `the offset to the server's clock is kept: ${store.clockOffset}`);
  await sync.now();
  assert.deepEqual(server.calls.slice(7), [report, "GET /bundle", `GET /visits/${VISIT}/ops?after=4`]);
});

test("the first contact of a new tablet brings what others wrote on its visits, not only their names", async (t) => {
  const { server, store, sync } = await setUp(t);
  const other = theirs("0aaaaaaaa-000-bbbbbbbb", "companion", "王主任");
  server.ops.set(other.id, { ...other, seq: 1, rank: other.id.slice(0, 9) });
  await sync.now();
  assert.equal((await values(store)).companion, "王主任");
});

test("500 ops go in batches of at most 200", async (t) => {
  const { server, store, sync } = await setUp(t);
  await store.setMany(VISIT, Array.from({ length: 500 }, (_, n) => ({ subject: SUBJECT, path: `note/i${n}`, value: "x" })));
  await sync.now();
  assert.deepEqual([server.ops.size, server.calls.filter((call) => call === "POST /ops").length], [500, 3]);
});

test("413 halves the batch until it fits; one op that is too large even alone is set aside with the reason and the others go up", async (t) => {
  const { server, store, sync } = await setUp(t, { maxBody: 6000 });
  for (let n = 0; n < 10; n++) await store.set(VISIT, SUBJECT, `note/${n}`, "x".repeat(n === 4 ? 8000 : 1000));
  await sync.now();
  assert.deepEqual([server.ops.size, await store.counts()], [9, { ops: 0, photos: 0, quarantined: 1 }]);
  const [{ path, state, reason, message }] = await store.pending();
  assert.deepEqual({ path, state, reason, message }, { path: "note/4", state: "quarantined", reason: "too_large", message: "内容过大" });
});

test("a refused op is shown with its reason, stops nobody, and what the server holds is shown again; seen, it leaves the list", async (t) => {
  const { server, store, sync } = await setUp(t);
  await answer(store, 1);
  await sync.now();
  server.refuse = (op) => (op.value === "nok" ? { reason: "not_your_visit", message: "这不是您的任务" } : null);
  const bad = await answer(store, 1, "nok");
  await answer(store, 2);
  await sync.now();
  assert.deepEqual(await values(store), { "answer/item-1": "ok", "answer/item-2": "ok" });
  assert.deepEqual((await store.pending()).map(({ id, state, reason, message }) => [id, state, reason, message]), [[bad.id, "quarantined", "not_your_visit", "这不是您的任务"]]);
  await store.dismiss(bad.id);
  assert.deepEqual(await store.counts(), NOTHING_LEFT);
});

test("the answer to a push is cut off: the ops go again, the server says duplicate, nothing is there twice", async (t) => {
  const { server, store, sync } = await setUp(t);
  const op = await answer(store, 1);
  server.faults.push(cutAfter((body) => { const [sent] = JSON.parse(body).ops; server.ops.set(sent.id, { ...sent, seq: 1, rank: sent.id.slice(0, 9) }); }, /POST .*ops/));
  await sync.now();
  assert.deepEqual([sync.state.phase, (await store.counts()).ops], ["offline", 1]);
  assert.ok(sync.state.nextAt > Date.now() && sync.state.nextAt < Date.now() + 3100, "the first wait is 1 to 3 s");
  await sync.now();
  assert.deepEqual([[...server.ops.keys()], await store.counts(), sync.state.phase], [[op.id], NOTHING_LEFT, "idle"]);
});

test("no server at all: nothing is lost, the phase says offline, the next attempt is planned", async (t) => {
  const { server, store, sync } = await setUp(t);
  server.close();
  await answer(store, 1);
  await sync.now();
  assert.deepEqual([sync.state.phase, (await store.counts()).ops, sync.state.nextAt > Date.now()], ["offline", 1, true]);
  assert.match(sync.state.message, /已保存在平板/);
});

test("401 in the middle asks to sign in and keeps everything; after that it goes on where it was", async (t) => {
  const { server, store, sync } = await setUp(t);
  const [a, b] = [await photo(5000, 1), await photo(5000, 3)];
  for (const picture of [a, b]) await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  server.faults.push((request, ...rest) => server.photos.size === 1 && answers(401, { error: "signin", message: "请重新登录" }, /HEAD/)(request, ...rest));
  await sync.now();
  assert.deepEqual([sync.state.phase, sync.state.message, sync.state.nextAt], ["signin", "登录已过期，请重新登录；数据都在平板上", null]);
  assert.deepEqual(await store.counts(), { ops: 0, photos: 1, quarantined: 0 });
  await sync.now();
  assert.deepEqual([server.photos.size, sync.state.phase], [2, "idle"]);
});

test("409: the tablet is enrolled again under the id it has", async (t) => {
  const { server, store, sync } = await setUp(t);
  server.devices.clear();
  await answer(store, 1);
  await sync.now();
  const report = `POST /devices/${DEVICE}/report`;
  assert.deepEqual([server.calls.slice(0, 4), server.ops.size, store.device], [[report, "POST /devices", report, "POST /ops"], 1, DEVICE]);
});

test("426 stops sending until the app is newer; filling goes on", async (t) => {
  const { server, store, sync } = await setUp(t);
  server.faults.push(answers(426, { error: "upgrade", message: "请更新应用" }));
  await answer(store, 1);
  await sync.now();
  assert.deepEqual([sync.state.phase, sync.state.nextAt], ["upgrade", null]);
  await answer(store, 2);
  assert.deepEqual([(await store.counts()).ops, Object.keys(await values(store)).length], [2, 2]);
});

test("503 waits as long as the server asks", async (t) => {
  const { server, store, sync } = await setUp(t);
  server.faults.push(answers(503, { error: "busy", message: "忙" }, /./, { "X-Api-Version": "1", "Retry-After": "120" }));
  await answer(store, 1);
  await sync.now();
  assert.ok(sync.state.nextAt - Date.now() > 119_000);
  assert.equal(sync.state.phase, "error");
});

test("a captive portal's page is never taken for the server: not for ops, and not for a photo it has", async (t) => {
  const { server, store, sync } = await setUp(t);
  const picture = await photo();
  const portal = answers(200, "<html>欢迎使用酒店无线网</html>", /./, { "Content-Type": "text/html" });
  await answer(store, 1);
  server.faults.push(portal);
  await sync.now();
  assert.deepEqual([sync.state.phase, (await store.counts()).ops], ["offline", 1]);
  assert.match(sync.state.message, /认证/);
  await sync.now();
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  server.faults.push((...args) => args[0].method === "HEAD" && portal(...args));
  await sync.now();
  assert.deepEqual([(await store.counts()).photos, server.photos.size], [1, 0]);
});

test("a photo that the server can't read is set aside with the reason; the others go up; it can be tried again", async (t) => {
  const { server, store, sync } = await setUp(t);
  const [bad, good] = [await photo(5000, 1), await photo(5000, 3)].sort((a, b) => (a.sha < b.sha ? -1 : 1));
  server.badPhotos.add(bad.sha);
  for (const picture of [bad, good]) await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  await sync.now();
  assert.deepEqual([[...server.photos.keys()], sync.state.phase], [[good.sha], "idle"]);
  const [{ id, reason, message, tries }] = await store.pending();
  assert.deepEqual([id, reason, message, tries], [bad.sha, "bad_photo", "照片文件已损坏", 1]);
  server.badPhotos.clear();
  await store.retry("photo", bad.sha);
  await sync.now();
  assert.deepEqual([server.photos.size, await store.counts()], [2, NOTHING_LEFT]);
});

test("two tablets answered the same item: both learn of the conflict and see the same", async (t) => {
  const { server, store, sync } = await setUp(t);
  const rival = theirs("0aaaaaaaa-000-bbbbbbbb", "answer/item-1", "nok");
  server.ops.set(rival.id, { ...rival, seq: 1, rank: rival.id.slice(0, 9) });
  await store.saveBundle(BUNDLE, '"v1"');
  await answer(store, 1, "ok");
  await sync.now();
  const field = (await store.visit(VISIT)).fields.get("answer/item-1");
  assert.deepEqual([field.value, field.conflict.map(({ value, author }) => [value, author])], ["ok", [["ok", "p1"], ["nok", "p2"]]]);
  assert.deepEqual(await store.counts(), NOTHING_LEFT);
});

/** A visit with an answer and a photo, submitted and sent. */
async function submitted(t) {
  const all = await setUp(t);
  const picture = await photo();
  await all.store.saveBundle(BUNDLE, '"v1"');
  await all.store.event(VISIT, SUBJECT, "start", { at: "2026-11-23T01:00:00Z" });
  await answer(all.store, 1);
  await all.store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  const manifest = await fullManifest(await all.store.visit(VISIT));
  await all.store.event(VISIT, SUBJECT, "submit", { version: 1, reason: "", manifest });
  const receipt = { state: "received", version: 1, manifest_hash: manifest.hash, ops: { held: 2, of: 2, refused: 0 }, photos: { held: 1, of: 1 }, missing: { ops: [], photos: [] }, received_at: "2026-11-23T01:05:00Z" };
  return { ...all, picture, manifest, receipt };
}

test("only a receipt with the hash of the manifest empties the second copy; IndexedDB keeps everything for 14 days", async (t) => {
  const { server, store, sync, one, picture, manifest, receipt } = await submitted(t);
  server.receipt = { ...receipt, manifest_hash: "0".repeat(64) };
  await sync.now();
  assert.equal((await store.receipt(VISIT)).matched, false);
  server.receipt = receipt;
  assert.ok(one.files.files.has(`photos/${picture.sha}`));
  await sync.now();
  assert.deepEqual([(await store.receipt(VISIT)).manifest_hash, (await store.receipt(VISIT)).matched], [manifest.hash, true]);
  assert.equal(one.files.files.has(`photos/${picture.sha}`), false);
  await store.prune(Date.now() + 30 * 86_400_000);
  assert.equal((await store.visit(VISIT)).fields.size, 1, "still listed by the bureau: kept");
  await store.saveBundle({ ...BUNDLE, visits: [] }, '"v2"');
  await store.prune(Date.now() + 13 * 86_400_000);
  assert.ok(await store.photo(picture.sha));
  await store.prune(Date.now() + 15 * 86_400_000);
  assert.deepEqual([(await store.visit(VISIT)).fields.size, await store.photo(picture.sha)], [0, null]);
  store.close();
  const other = await tablet({ files: one.files }).start();
  t.after(() => other.close());
  assert.equal(other.recovered.ops, 0, "the second copy holds nothing of it");
});

test("a mismatched receipt deletes nothing, not even after a year", async (t) => {
  const { server, store, sync, picture, receipt } = await submitted(t);
  server.receipt = { ...receipt, manifest_hash: "0".repeat(64) };
  await sync.now();
  await store.saveBundle({ ...BUNDLE, visits: [] }, '"v2"');
  await store.prune(Date.now() + 365 * 86_400_000);
  assert.ok(await store.photo(picture.sha));
  assert.equal((await store.visit(VISIT)).fields.size, 1);
});

test("what the receipt misses goes up again", async (t) => {
  const { server, store, sync, picture, receipt } = await submitted(t);
  server.receipt = { ...receipt, state: "waiting" };
  await sync.now();
  const [lost] = [...server.ops.keys()];
  server.ops.delete(lost);
  server.photos.clear();
  server.receipt = { ...receipt, state: "waiting", missing: { ops: [lost], photos: [picture.sha] } };
  await sync.now();
  assert.deepEqual(await store.counts(), { ops: 1, photos: 1, quarantined: 0 });
  server.receipt = receipt;
  await sync.now();
  assert.ok(server.ops.has(lost) && server.photos.has(picture.sha));
  assert.equal((await store.receipt(VISIT)).matched, true);
});

test("a server restored from a backup of before the visit gets all of it again, and it is in the second copy until then", async (t) => {
  const { server, store, sync, one, picture, receipt } = await submitted(t);
  server.receipt = receipt;
  await sync.now();
  const before = [...server.ops.keys()].sort();
  server.ops.clear();
  server.photos.clear();
  server.receipt = { state: "open", version: 0, ops: { held: 0, of: 0, refused: 0 }, photos: { held: 0, of: 0 }, missing: { ops: [], photos: [] } };
  await store.saveReceipt(VISIT, server.receipt);
  assert.deepEqual(await store.counts(), { ops: 4, photos: 1, quarantined: 0 });
  assert.ok(one.files.files.has(`photos/${picture.sha}`));
  server.receipt = receipt;
  await sync.now();
  assert.deepEqual([[...server.ops.keys()].sort(), server.photos.has(picture.sha)], [before, true]);
});

test("what was received is not copied again at the next start, and the clock still knows its last stamp when IndexedDB goes too", async (t) => {
  const { server, store, sync, one, receipt } = await submitted(t);
  server.receipt = receipt;
  await sync.now();
  const last = [...server.ops.keys()].sort().at(-1);
  store.close();
  (await one.start()).close();
  await one.wipeIndexedDb();
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() - 365 * 86_400_000 });
  const again = await one.start();
  t.after(() => again.close());
  assert.deepEqual([again.recovered, again.device], [{ ops: 0, photos: 0 }, DEVICE]);
  assert.ok((await again.set(VISIT, SUBJECT, "note/x", "a")).id > last);
});

test("what is written after the receipt is copied and kept like before the receipt", async (t) => {
  const { server, store, sync, one, receipt } = await submitted(t);
  server.receipt = receipt;
  await sync.now();
  server.close();
  await answer(store, 2, "nok");
  store.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  t.after(() => again.close());
  assert.deepEqual([again.recovered.ops, await values(again)], [1, { "answer/item-2": "nok" }]);
});

test("an id that another tablet used (a cloned profile) is kept here under a name of its own when the server refuses it", async (t) => {
  const { server, store, sync } = await setUp(t);
  await store.saveBundle(BUNDLE, '"v1"');
  const mine = await store.set(VISIT, SUBJECT, "note/x", "mine");
  server.refuse = () => ({ reason: "id_reused", message: "编号已被另一台平板使用" });
  await sync.now();
  server.ops.set(mine.id, { ...theirs(mine.id, "note/x", "theirs"), seq: 1, rank: mine.id.slice(0, 9) });
  await sync.now();
  assert.equal((await values(store))["note/x"], "theirs");
  assert.deepEqual((await store.pending()).map(({ value, reason }) => [value, reason]), [["mine", "id_reused"]]);
});

test("an op that is not in both copies yet is not sent", async (t) => {
  const server = await startServer({ bundle: BUNDLE });
  const one = tablet();
  (await one.startSignedIn()).close();
  let release = () => {};
  const slow = () => {
    const port = startWorker(one.files), post = port.postMessage;
    port.postMessage = (message) => (message.call === "append" ? (release = () => post(message)) : post(message));
    return port;
  };
  const store = await one.start({ mirror: makeMirror(slow) });
  const sync = makeSync(store, makeApi(server.base));
  t.after(() => { sync.stop(); store.close(); server.close(); });
  const saving = answer(store, 1);
  while ((await store.counts()).ops < 1) await new Promise(setImmediate);
  const round = sync.now();
  while (!server.calls.includes("GET /bundle")) await new Promise(setImmediate);
  assert.deepEqual([server.ops.size, store.peek(VISIT).fields.size], [0, 0]);
  release();
  await Promise.all([saving, round]);
  await sync.now();
  assert.equal(server.ops.size, 1);
});

test("saving starts a round by itself shortly after", async (t) => {
  const { server, store, sync } = await setUp(t);
  await sync.start();
  await answer(store, 1);
  await new Promise((wake) => { setTimeout(wake, 2200); });
  assert.equal(server.ops.size, 1);
});

/** A promise and what resolves it. */
const gate = () => { let open = () => {}; const opened = new Promise((ok) => { open = ok; }); return { open, opened }; };

test("what is answered while a photo goes up is sent before the next photo", async (t) => {
  const { server, store, sync } = await setUp(t);
  const pictures = [await photo(5000, 1), await photo(5000, 3)];
  for (const picture of pictures) await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  const slow = gate();
  server.faults.push((request, body, response) => {
    if (request.method !== "PUT") return false;
    slow.opened.then(() => { response.writeHead(201, { "Content-Type": "application/json", "X-Api-Version": "2" }); response.end(JSON.stringify({ sha256: request.url.slice(-64) })); });
    return true;
  });
  const round = sync.now();
  while (!server.calls.some((call) => call.startsWith("PUT"))) await new Promise(setImmediate);
  assert.deepEqual([sync.state.work?.kind, (await store.pending()).map(({ kind, state }) => [kind, state])], ["photo", [["photo", "sending"], ["photo", "waiting"]]]);
  await answer(store, 9);
  slow.open();
  await round;
  const order = server.calls.filter((call) => /^(PUT|POST .ops)/.test(call)).map((call) => call.slice(0, 4));
  assert.deepEqual(order, ["POST", "PUT ", "POST", "PUT "]);
  assert.deepEqual([await store.counts(), sync.state.work], [NOTHING_LEFT, null]);
});

test("two rounds never overlap, however often and from where they are started", async (t) => {
  const { server, store, sync } = await setUp(t);
  let inside = 0, most = 0;
  const watch = (request, _, response) => { inside++; most = Math.max(most, inside); response.on("close", () => { inside--; }); return false; };
  server.faults.push(watch);
  for (let n = 0; n < 5; n++) { await answer(store, n); sync.now(); }
  await sync.now();
  while (sync.state.phase === "syncing" || (await store.counts()).ops) await new Promise((wake) => { setTimeout(wake, 20); });
  assert.deepEqual([most, server.ops.size, server.calls.filter((call) => call === "POST /ops").length <= 5], [1, 5, true]);
});

test("a server that asked for time is left alone when the network comes back, not when the person asks", async (t) => {
  const { server, store, sync } = await setUp(t);
  server.faults.push(answers(503, { error: "busy", message: "忙" }, /./, { "X-Api-Version": "2", "Retry-After": "120" }));
  const listeners = {};
  globalThis.addEventListener = (name, listener) => { listeners[name] = listener; };
  t.after(() => { delete globalThis.addEventListener; });
  await answer(store, 1);
  await sync.start();
  const calls = server.calls.length;
  listeners.online();
  await new Promise((wake) => { setTimeout(wake, 100); });
  assert.equal(server.calls.length, calls);
  await sync.now();
  assert.deepEqual([server.ops.size, sync.state.phase, sync.state.failures], [1, "idle", 0]);
});

// --- the report and the lock ---

test("the report says how much waits, how long, and how the tablet is; it never says where", async (t) => {
  const { server, store, sync } = await setUp(t);
  const picture = await photo();
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  await sync.now();
  const [before, after] = server.reports;
  assert.deepEqual([[before.ops, before.photos, before.quarantined], [after.ops, after.photos]], [[1, 1, 0], [0, 0]]);
  assert.ok(before.oldest >= 0 && before.oldest < 60_000 && after.oldest === 0);
  assert.ok(Math.abs(before.now - Date.now()) < 60_000);
  assert.deepEqual(Object.keys(before).sort(), ["app", "encrypted", "free", "mirrored", "now", "oldest", "ops", "persisted", "photos", "quarantined", "room"]);
  assert.deepEqual([before.mirrored, before.room, before.encrypted], [true, true, false]);
});

test("a server that knows no reports, or makes nothing of one, gets the work all the same", async (t) => {
  const { server, store, sync } = await setUp(t);
  for (const status of [404, 400, 500]) {
    server.faults.push(answers(status, { error: "x", message: "不认识" }, /report/));
    await answer(store, status);
    await sync.now();
    assert.deepEqual([sync.state.phase, await store.counts()], ["idle", NOTHING_LEFT]);
  }
  assert.equal(server.ops.size, 3);
});

const LOCK = { reason: "在杜曲镇遗失", at: 1_795_430_000_000 };

test("locked: what is typed is saved first, then nothing can be written; what is only here goes up, then bundle, visits and photos are gone from both copies", async (t) => {
  const { server, store, one } = await setUp(t);
  const picture = await photo();
  await store.saveBundle({ ...BUNDLE, org: { ...BUNDLE.org, phone: "0395-110" } }, '"v0"');
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  server.lock = LOCK;
  const sync = makeSync(store, makeApi(server.base), { beforeLock: () => store.set(VISIT, SUBJECT, "note/typed", "刚输入的字") });
  t.after(() => sync.stop());
  await sync.now();
  assert.deepEqual([server.ops.size, server.photos.size, store.lock], [2, 1, LOCK]);
  await assert.rejects(answer(store, 2), { code: "device_locked", message: /已被局端锁定/ });
  assert.deepEqual(server.calls.filter((call) => call.startsWith("GET")), []);
  assert.deepEqual([await store.bundle(), await store.etag(), await store.photo(picture.sha), await values(store), await store.counts()], [null, null, null, {}, NOTHING_LEFT]);
  assert.equal(one.files.files.has(`photos/${picture.sha}`), false);
  store.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  t.after(() => again.close());
  assert.deepEqual([again.lock, again.device, again.person.name, again.recovered.ops, await again.bundle()], [LOCK, DEVICE, "李工", 0, null]);
});

test("locked without a network for what is unsent: nothing is removed before it has arrived", async (t) => {
  const { server, store, sync } = await setUp(t);
  const picture = await photo();
  await store.saveBundle(BUNDLE, '"v1"');
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  server.lock = LOCK;
  server.faults.push(answers(503, { error: "busy", message: "忙" }, /PUT/));
  await sync.now();
  assert.deepEqual([store.lock, (await store.counts()).photos, (await store.bundle())?.api, !!(await store.photo(picture.sha))], [LOCK, 1, 2, true]);
  await sync.now();
  assert.deepEqual([server.photos.size, await store.bundle()], [1, null]);
});

test("a photo that the server can't read keeps the data of a locked tablet: it is the only one that has it", async (t) => {
  const { server, store, sync } = await setUp(t);
  const picture = await photo();
  server.badPhotos.add(picture.sha);
  server.lock = LOCK;
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  await sync.now();
  assert.deepEqual([(await store.counts()).quarantined, !!(await store.photo(picture.sha))], [1, true]);
});

test("unlocked: everything is there again before it is shown, the clock goes on, and writing works", async (t) => {
  const { server, store, sync } = await setUp(t);
  await store.saveBundle(BUNDLE, '"v0"');
  const first = await answer(store, 1);
  server.lock = LOCK;
  await sync.now();
  assert.equal(await store.bundle(), null);
  server.lock = null;
  server.faults.push(answers(500, { error: "internal", message: "出错" }, /bundle/));
  await sync.now();
  assert.deepEqual(store.lock, LOCK, "still locked while there is nothing to show");
  await sync.now();
  assert.deepEqual([store.lock, (await store.bundle())?.api, await values(store)], [null, 2, { "answer/item-1": "ok" }]);
  assert.ok((await answer(store, 1, "nok")).id > first.id);
  await sync.now();
  assert.equal(server.ops.size, 2);
});

// --- repair ---

test("written anew, a value leaves the queue of what needs a person, names what it replaces, and the old one stays readable", async (t) => {
  const { server, store, sync } = await setUp(t, { maxBody: 6000 });
  const bad = await store.set(VISIT, SUBJECT, "note/x", "x".repeat(8000));
  await sync.now();
  assert.equal((await store.counts()).quarantined, 1);
  const good = await store.set(VISIT, SUBJECT, "note/x", "short");
  assert.deepEqual([good.prev, (await store.counts()).quarantined], [[bad.id], 0]);
  await sync.now();
  assert.deepEqual([[...server.ops.keys()], await values(store)], [[good.id], { "note/x": "short" }]);
  assert.deepEqual((await store.handled()).map(({ id, value, reason }) => [id, value.length, reason]), [[bad.id, 8000, "too_large"]]);
});

test("a photo that can't be sent is settled by withdrawing it after another was taken", async (t) => {
  const { server, store, sync, one } = await setUp(t);
  const [bad, good] = [await photo(5000, 1), await photo(5000, 3)];
  server.badPhotos.add(bad.sha);
  await store.set(VISIT, FINDING, `photo/${bad.sha}`, { at: "" }, { photo: bad });
  await sync.now();
  await store.set(VISIT, FINDING, `photo/${good.sha}`, { at: "", replaces: bad.sha }, { photo: good });
  await store.set(VISIT, FINDING, `photo/${bad.sha}`, null);
  await sync.now();
  assert.deepEqual([await store.counts(), [...server.photos.keys()]], [NOTHING_LEFT, [good.sha]]);
  assert.deepEqual((await store.handled()).map(({ kind, id, reason }) => [kind, id, reason]), [["photo", bad.sha, "bad_photo"]]);
  store.close();
  const again = await one.start(); // known after a restart too
  t.after(() => again.close());
  assert.equal((await again.handled()).length, 1);
});

test("an upload page's repair after a restart works too: the store knows that something was set aside", async (t) => {
  const { server, store, sync, one } = await setUp(t);
  server.refuse = (op) => (op.value === "bad" ? { reason: "bad_value", message: "格式不对" } : null);
  await store.set(VISIT, SUBJECT, "note/x", "bad");
  await sync.now();
  store.close();
  const again = await one.start();
  t.after(() => again.close());
  await again.set(VISIT, SUBJECT, "note/x", "good");
  assert.deepEqual([(await again.counts()).quarantined, (await again.handled()).map(({ value }) => value)], [0, ["bad"]]);
});

test("waits double from 2 s to 5 min, half more or less by chance", () => {
  assert.deepEqual([1, 2, 3, 8, 9, 30].map((n) => backOff(n, 0.5)), [2000, 4000, 8000, 256_000, 300_000, 300_000]);
  assert.deepEqual([backOff(1, 0), backOff(1, 1)], [1000, 3000]);
});

test("ops of a rescue file whose tablet the server does not know are set aside, and this tablet's own go up", async (t) => {
  const { server, store, sync } = await setUp(t);
  const strange = { ...theirs("0aaaaaaaa-000-zzzzzzzz", "companion", "王主任"), state: 0 };
  await store.core.db.write(["ops"], (tx) => tx.store.put(strange));
  const own = await answer(store, 1);
  await sync.now();
  assert.deepEqual([[...server.ops.keys()], sync.state.phase, await store.counts()], [[own.id], "idle", { ops: 0, photos: 0, quarantined: 1 }]);
  const [aside] = await store.pending();
  assert.match(aside.message, /救援文件/);
});

test("what is saved while a round fetches is sent soon after it, not with the next one in a minute", async (t) => {
  const server = await startServer({ bundle: BUNDLE });
  const store = await tablet().startSignedIn(), api = makeApi(server.base);
  let late = null;
  const sync = makeSync(store, { ...api, visitOps: async (visit, after) => {
    const found = await api.visitOps(visit, after);
    late ??= await answer(store, 9);
    return found;
  } });
  t.after(() => { sync.stop(); store.close(); server.close(); });
  await answer(store, 1);
  await sync.start();
  assert.ok(late && !server.ops.has(late.id), "it was saved after the round had sent its answers");
  assert.ok(sync.state.nextAt - Date.now() < 2_000, `next in ${sync.state.nextAt - Date.now()} ms`);
  await sync.now(false);
  assert.ok(server.ops.has(late.id));
});
