import assert from "node:assert/strict";
import test from "node:test";
import { ApiError } from "../../static/field/api.js";
import { add, drop, exchange, own, seen } from "../../static/field/suggestions.js";
import { tablet } from "./tablet.js";

const GIVEN = { category: "app", text: " 按钮太小 ", contact: "" };
/** A server that is idempotent by id. */
function makeServer() {
  const held = new Map();
  const server = { held, fault: null, answers: {}, asked: 0,
    async suggest(one) { if (server.fault) throw server.fault; held.set(one.id, one); return { id: one.id }; },
    async suggestions() { server.asked++; return { suggestions: [...held.keys()].map((id) => ({ id, state: "new", reply: null, ...server.answers[id] })) }; } };
  return server;
}
async function setUp(t) {
  const one = tablet(), store = await one.startSignedIn(), api = makeServer();
  t.after(() => store.close());
  return { one, store, api };
}

test("what was written counts as unsent until the server has it, and is sent once", async (t) => {
  const { store, api } = await setUp(t);
  const { id } = await add(store, GIVEN);
  assert.deepEqual(await store.counts(), { ops: 1, photos: 0, quarantined: 0 });
  assert.deepEqual((await store.pending()).map(({ kind, path, value, state }) => [kind, path, value, state]), [["suggestion", "投诉建议", "按钮太小", "waiting"]]);
  api.fault = new ApiError(0, "offline", "没有网络");
  await assert.rejects(exchange(store, api), /没有网络/);
  assert.equal((await store.counts()).ops, 1);
  api.fault = null;
  await exchange(store, api);
  await exchange(store, api);
  assert.deepEqual([[...api.held.keys()], api.held.get(id).text, own(store)[0].state, (await store.counts()).ops], [[id], "按钮太小", "sent", 0]);
});

test("it survives the loss of IndexedDB as well as that of the files", async (t) => {
  const { one, store } = await setUp(t);
  await add(store, GIVEN);
  await store.setMemo("tour", () => ({ p1: 1 }));
  store.close();
  await one.wipeIndexedDb();
  const again = await one.start();
  assert.deepEqual([own(again).length, own(again)[0].text, again.memos.tour], [1, "按钮太小", { p1: 1 }]);
  again.close();
  one.files.entries?.clear?.();
  const third = await one.start();
  assert.equal(own(third).length, 1);
  third.close();
});

test("the bureau's answer comes back, is new until it was read, and then nothing is asked any more", async (t) => {
  const { store, api } = await setUp(t);
  const { id } = await add(store, GIVEN);
  await exchange(store, api);
  api.answers[id] = { state: "read", reply: "" };
  await exchange(store, api);
  assert.deepEqual([own(store)[0].state, own(store)[0].fresh], ["read", false]);
  api.answers[id] = { state: "done", reply: "下个版本改" };
  await exchange(store, api);
  assert.deepEqual([own(store)[0].state, own(store)[0].reply, own(store)[0].fresh], ["done", "下个版本改", true]);
  await seen(store);
  const before = api.asked;
  await exchange(store, api);
  assert.deepEqual([own(store)[0].fresh, api.asked], [false, before]);
});

test("a refusal is counted and shown with its reason, and does not stop the next", async (t) => {
  const { store, api } = await setUp(t);
  const bad = await add(store, GIVEN);
  await add(store, { ...GIVEN, text: "第二条" });
  const accept = api.suggest;
  api.suggest = (one) => (one.id === bad.id ? Promise.reject(new ApiError(422, "malformed", "内容应为 1 到 2000 个字")) : accept(one));
  await exchange(store, api);
  assert.deepEqual(own(store).map(({ state, message }) => [state, message]), [["sent", ""], ["refused", "内容应为 1 到 2000 个字"]]);
  assert.deepEqual(await store.counts(), { ops: 0, photos: 0, quarantined: 1 });
  assert.deepEqual((await store.pending()).map(({ id, state }) => [id, state]), [[bad.id, "quarantined"]]);
  await store.retry("suggestion", bad.id);
  assert.deepEqual(await store.counts(), { ops: 1, photos: 0, quarantined: 0 });
  await drop(store, bad.id);
  assert.equal((await store.counts()).quarantined, 0);
});

test("an older server and another person's tablet leave it waiting", async (t) => {
  const { store, api } = await setUp(t);
  await add(store, GIVEN);
  api.fault = new ApiError(404, "not_found", "没有");
  await exchange(store, api);
  await store.setPerson({ id: "p2", name: "王工" });
  assert.deepEqual(own(store), []);
  api.fault = new ApiError(409, "device_unknown", "请重新登记");
  await exchange(store, api);
  assert.equal((await store.counts()).ops, 1);
});
