import assert from "node:assert/strict";
import test from "node:test";
import { foldVisit } from "../../static/field/fold.js";
import { MAX_INK_BYTES, inkOf } from "../../static/field/ink.js";
import { canonical } from "../../static/field/op.js";
import { submittedModel } from "../../static/field/slip.js";
import { withLate } from "../../static/field/ui/late.js";
import { beforeWrite } from "../../static/field/ui/writes.js";
import { FINDING, SUBJECT, VISIT, tablet, values } from "./tablet.js";

const SHA = "a".repeat(64);
const PLAN = { id: VISIT, track: "advisory", version: 0, returned: [], state: "planned" };
const SIGNATURE = { name: "李工", image: SHA, at: "2026-11-27T02:00:00Z", manifest_hash: "h" };
/** Every way to change a visit that docs/wire.md knows. */
const EDITS = [
  ...["answer/i-1", "measured/i-1/r", "note/i-1", "consent", "area", "companion", "highlights", "opinion", "header", "rest/electrical/sub", "late/i-1",
    `earlier/${VISIT}`, `earlier_photo/${VISIT}/${SHA}`, "a_path_of_some_later_version"].map((path) => [SUBJECT, path]),
  ...["item", "location", "statement", "measure", "due_days", "suspected_major", "withdrawn", `photo/${SHA}`, `strokes/${SHA}`, `masks/${SHA}`].map((path) => [FINDING, path]),
];

async function signedTablet(plan = PLAN) {
  const store = await tablet().startSignedIn();
  store.before = beforeWrite(() => plan);
  await store.event(VISIT, SUBJECT, "start", { at: "2026-11-27T01:00:00Z" });
  await store.set(VISIT, SUBJECT, "answer/i-1", "ok");
  await store.setMany(VISIT, [{ subject: SUBJECT, path: "signature/p1", value: SIGNATURE }, { subject: SUBJECT, path: "ink/p1", value: { w: 1, h: 1, strokes: [] } }]);
  return store;
}

test("after a signature no field of the visit or its findings can be written, whatever screen tries", async () => {
  const store = await signedTablet();
  for (const [subject, path] of EDITS) {
    await assert.rejects(store.set(VISIT, subject, path, null), { code: "frozen", message: /已有签字.*撤回签字/ }, path);
    await assert.rejects(store.setMany(VISIT, [{ subject, path, value: null }, { subject: SUBJECT, path: "signature/p2", value: SIGNATURE }]), { code: "frozen" }, path);
  }
  assert.deepEqual(Object.keys(await values(store)).sort(), ["answer/i-1", "ink/p1", "signature/p1"]);
});

test("others may still sign; when all signatures are withdrawn the visit is open again", async () => {
  const store = await signedTablet();
  await store.set(VISIT, SUBJECT, "signature/enterprise", SIGNATURE);
  await store.setMany(VISIT, ["signature/p1", "ink/p1", "signature/enterprise"].map((path) => ({ subject: SUBJECT, path, value: null })));
  await store.set(VISIT, SUBJECT, "answer/i-1", "nok");
  assert.equal((await values(store))["answer/i-1"], "nok");
});

test("after the submission signatures are closed too, until the bureau returns something", async () => {
  const plan = { ...PLAN };
  const store = await signedTablet(plan);
  await store.event(VISIT, SUBJECT, "submit", { version: 1, reason: "", manifest: { ops: [], photos: [], hash: "h" } });
  for (const [subject, path] of [...EDITS, [SUBJECT, "signature/p1"]]) await assert.rejects(store.set(VISIT, subject, path, null), { code: "frozen", message: /已提交/ }, path);
  Object.assign(plan, { version: 1, returned: [{ finding: "f", reason: "照片不清" }], state: "received" });
  await store.set(VISIT, FINDING, "statement", "补正");
});

test("what was submitted is read from its manifest, whatever came since", () => {
  const op = (n, path, value, prev = []) => ({ id: `00000000${n}-000-a1b2c3d4`, visit: VISIT, subject: SUBJECT, kind: "set", path, value, prev, author: "p1", device: "a1b2c3d4", state: 0 });
  const first = op(1, "area", "一号车间"), late = op(3, "area", "改过", [first.id]);
  const submit = { ...op(2, "submit", { version: 1, manifest: { ops: [first.id] } }), kind: "event" };
  assert.equal(foldVisit([first, submit, late], VISIT).fields.get("area").value, "改过");
  assert.equal(submittedModel([first, submit, late], VISIT).fields.get("area").value, "一号车间");
});

const scribble = (strokes, points) => Array.from({ length: strokes }, (_, s) => ({
  points: Array.from({ length: points }, (_, n) => ({ x: 100 + s + Math.sin(n) * 80.4, y: 60.6 + n / 3, time: 1795430000000 + s * 500 + n * 7.9 })) }));

test("ink is whole numbers: x, y and ms since the first touch, without points where the pen stood still", () => {
  const still = { x: 10.4, y: 20.6, time: 1000 };
  assert.deepEqual(inkOf([{ points: [still, { ...still, time: 1010 }, { x: -3.2, y: 21, time: 1020.5 }] }], 600.4, 180), { w: 600, h: 180, strokes: [[10, 21, 0, -3, 21, 21]] });
});

test("a signature of any length fits, and keeps the ends of its strokes as long as it can", () => {
  const drawn = scribble(6, 4000);
  const ink = inkOf(drawn, 600, 180);
  const size = canonical(ink).length;
  assert.ok(size <= MAX_INK_BYTES && size > MAX_INK_BYTES / 3, String(size));
  assert.equal(ink.strokes.length, 6);
  assert.deepEqual(ink.strokes[0].slice(0, 3), [100, 61, 0]);
  assert.ok(canonical(inkOf(scribble(5000, 3), 600, 180)).length <= MAX_INK_BYTES);
  assert.deepEqual(inkOf([], 0, 0), { w: 1, h: 1, strokes: [] });
});

const MARK = { at: "2026-11-27T01:00:00Z", sheet: "2" };
const answered = (path, value) => [{ subject: SUBJECT, path, value }];

test("while paper is entered every answer and measured value carries the mark, texts and findings do not", () => {
  const model = foldVisit([], VISIT);
  const marked = (path, value) => withLate(model, answered(path, value), MARK).slice(1);
  assert.deepEqual(marked("answer/i-1", "ok"), answered("late/i-1", MARK));
  assert.deepEqual(marked("measured/i-1/r", "0.3"), answered("late/i-1", MARK));
  assert.deepEqual([marked("note/i-1", "x"), marked("area", "x"), marked("measured/i-1/r", null)], [[], [], []]);
  assert.deepEqual(withLate(model, [...answered("answer/i-1", "ok"), ...answered("late/i-1", null)], MARK).length, 2);
});

test("an answer given anew on the spot, or taken back, loses the mark", () => {
  const model = foldVisit([{ id: "000000001-000-a1b2c3d4", visit: VISIT, subject: SUBJECT, kind: "set", path: "late/i-1", value: MARK, prev: [], author: "p1", device: "a1b2c3d4", state: 0 }], VISIT);
  assert.deepEqual(withLate(model, answered("answer/i-1", "ok"), null).slice(1), answered("late/i-1", null));
  assert.deepEqual(withLate(model, answered("answer/i-1", null), MARK).slice(1), answered("late/i-1", null));
  assert.deepEqual(withLate(model, answered("answer/i-2", "ok"), null).slice(1), []);
});
