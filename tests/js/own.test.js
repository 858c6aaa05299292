import assert from "node:assert/strict";
import test from "node:test";
import { newest, recommended } from "../../static/field/lists.js";
import { REFUSED, WAITING } from "../../static/field/op.js";
import { withOwn } from "../../static/field/own.js";
import { meaningOf } from "../../static/field/qr.js";
import { enterprisesLike } from "../../static/field/search.js";
import { checkCharacter, codeIn, codeOf, problemOf } from "../../static/field/uscc.js";
import { BUNDLE, DEVICE, tablet } from "./tablet.js";

const OWN = "0b0e7a52-0000-4000-8000-0000000000a1";
const NEW = "new-0b0e7a52-0000-4000-8000-0000000000e1";
const plan = (more = {}) => ({ enterprise: "e1", track: "advisory", planned_date: "2026-11-27", lead: "p1", members: ["p1"], checklists: ["electrical@0.1.0"], unplanned: true, ...more });
const RECORD = { name: "路边木器加工部", uscc: "", hazards: ["dust"], township: "t1", principal: "何老板", principal_phone: "199" };
const opOf = (value, state = WAITING) => ({ id: "1", visit: OWN, subject: `visit/${OWN}`, kind: "event", path: "plan", value, prev: [], author: "p1", device: DEVICE, state });
const code = (first) => first + checkCharacter(first);

test("an own visit stands beside the bundle's until the server lists it, with its new enterprise", () => {
  const whole = withOwn(BUNDLE, [opOf(plan({ enterprise: NEW, record: RECORD }))]);
  assert.deepEqual(whole.visits.map(({ id, unplanned = false }) => [id, unplanned]), [[BUNDLE.visits[0].id, false], [OWN, true]]);
  const firm = whole.enterprises.at(-1);
  assert.deepEqual([firm.id, firm.name, firm.contacts[0].name, firm.record], [NEW, RECORD.name, "何老板", RECORD]);
  const listed = { ...BUNDLE, visits: [...BUNDLE.visits, { id: OWN, enterprise: "e1", checklists: [] }] };
  assert.equal(withOwn(listed, [opOf(plan())]), listed);
  assert.equal(withOwn(BUNDLE, [opOf(plan({ members: ["p2"] }))]), BUNDLE, "somebody else's on a shared tablet");
});

test("a plan that the server refused stays visible with its reason", () => {
  const whole = withOwn(BUNDLE, [{ ...opOf(plan(), REFUSED), message: "没有这家企业" }]);
  assert.equal(whole.visits.at(-1).refused, "没有这家企业");
});

test("a visit planned offline is there after a restart, after a wipe of either copy, and until a bundle lists it", async () => {
  const one = tablet();
  let store = await one.startSignedIn();
  await store.saveBundle(BUNDLE, "v1");
  await store.event(OWN, `visit/${OWN}`, "plan", plan({ enterprise: NEW, record: RECORD }));
  await store.set(OWN, `visit/${OWN}`, "answer/elec-sub-01", "ok");
  const own = async () => (await store.bundle()).visits.find(({ id }) => id === OWN);
  assert.equal((await own()).enterprise, NEW);
  assert.deepEqual((await store.waitingOps()).map(({ path }) => path), ["plan", "answer/elec-sub-01"], "the plan goes first");
  store.close();
  await one.wipeIndexedDb();
  store = await one.start();
  assert.equal((await own()).enterprise, NEW, "from the second copy");
  await store.settle(await store.waitingOps(), (await store.waitingOps()).map(({ id }, n) => ({ id, state: "applied", seq: n + 1, rank: id.slice(0, 9) })));
  assert.equal((await own()).enterprise, NEW, "between the upload and the next bundle");
  await store.saveBundle({ ...BUNDLE, visits: [...BUNDLE.visits, { id: OWN, enterprise: "e1", checklists: ["electrical@0.1.0"] }] }, "v2");
  assert.equal((await own()).enterprise, "e1", "what the server says counts");
  store.close();
});

test("lists of an own visit stay in their version when a newer bundle no longer has them", async () => {
  const one = tablet(), store = await one.startSignedIn();
  await store.saveBundle(BUNDLE, "v1");
  await store.event(OWN, `visit/${OWN}`, "plan", plan());
  const next = { ...BUNDLE, visits: [], checklists: { "electrical@0.2.0": { items: [] } } };
  await store.saveBundle(next, "v2");
  const bundle = await store.bundle();
  assert.deepEqual([bundle.visits.map(({ id }) => id), Object.keys(bundle.checklists).sort()], [[OWN], ["electrical@0.1.0", "electrical@0.2.0"]]);
  store.close();
});

test("a visit in which only others wrote is not kept when the bureau takes it away", async () => {
  const one = tablet(), store = await one.startSignedIn(), [{ id }] = BUNDLE.visits;
  await store.saveBundle(BUNDLE, "v1");
  const theirs = { id: "0mjk2l3x4-000-zzzzzzzz", visit: id, subject: `visit/${id}`, kind: "event", path: "plan", value: {}, prev: [], author: "p-sec", device: "zzzzzzzz", seq: 1, rank: "0mjk2l3x4" };
  await store.merge(id, [theirs], 1);
  await store.saveBundle({ ...BUNDLE, visits: [] }, "v2");
  assert.deepEqual((await store.bundle()).visits, []);
  store.close();
});

test("lists are recommended by hazard, in their newest version", () => {
  const lists = Object.fromEntries(["electrical@0.9.0", "electrical@0.10.0", "dust-explosion@0.1.0", "industrial-trade-general@0.1.0"].map((key) => [key, {}]));
  assert.deepEqual(newest(lists).map(({ key }) => key), ["dust-explosion@0.1.0", "electrical@0.10.0", "industrial-trade-general@0.1.0"]);
  assert.deepEqual([...recommended(lists, ["dust"])], ["dust-explosion@0.1.0", "industrial-trade-general@0.1.0"]);
  assert.deepEqual([...recommended({ "electrical@0.1.0": {} }, ["dust"])], ["electrical@0.1.0"], "never none");
});

test("a code is judged as the server judges it, and found in the address of a licence's QR", () => {
  const good = code("91411122MA40ABCD1");
  assert.equal(problemOf(good), null);
  assert.match(problemOf(good.slice(0, 17)), /18 位，现在 17 位/);
  assert.match(problemOf(`O${good.slice(1)}`), /第 1 位“O”/);
  assert.match(problemOf(good.slice(0, 17) + (good[17] === "0" ? "1" : "0")), /校验位不符/);
  assert.equal(codeOf(` ${good.toLowerCase()} `), good);
  assert.equal(codeIn(`https://www.example.gov.cn/index?uniscid=${good}&x=1`), good);
  assert.equal(codeIn("https://www.example.gov.cn/没有"), null);
});

test("what a code says: enterprise, notice, licence, or text that is only shown", () => {
  const good = code("91411122MA40ABCD1");
  assert.deepEqual(meaningOf("https://aj.example.gov.cn/e/e-1"), { kind: "enterprise", id: "e-1" });
  assert.deepEqual(meaningOf(" http://192.168.1.5:8000/e/e%40b/ "), { kind: "enterprise", id: "e@b" });
  assert.deepEqual(meaningOf("https://aj.example.gov.cn/n/ABCDE-FGHJK"), { kind: "notice", code: "ABCDE-FGHJK" });
  assert.deepEqual(meaningOf(`统一社会信用代码：${good}；名称：某厂`), { kind: "licence", uscc: good });
  assert.deepEqual(meaningOf("javascript:alert(1)"), { kind: "text", text: "javascript:alert(1)" });
  assert.equal(meaningOf("https://aj.example.gov.cn/e/e-1/../x").kind, "text");
  assert.equal(meaningOf("x".repeat(999)).text.length, 121);
});

test("the search takes several words of name, code, address and township, in any case", () => {
  const bundle = { townships: [{ id: "t1", name: "杜曲镇" }], enterprises: [{ id: "a", name: "示例食品厂", uscc: "91ABC", township: "t1" }, { id: "b", name: "木器厂", uscc: "", township: "" }] };
  assert.deepEqual(enterprisesLike(bundle, "杜曲 91abc").map(({ id }) => id), ["a"]);
  assert.deepEqual(enterprisesLike(bundle, "厂").map(({ id }) => id), ["a", "b"]);
  assert.deepEqual(enterprisesLike(bundle, "  "), []);
});
