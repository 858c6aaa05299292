import assert from "node:assert/strict";
import test from "node:test";
import { apply, emptyVisit, foldVisit, headsAt, headsOf, progress } from "../../static/field/fold.js";
import { HELD, REFUSED } from "../../static/field/op.js";

const VISIT = "0b0e7a52-0000-4000-8000-000000000001";
const FINDING = "0b0e7a52-0000-4000-8000-0000000000f1";
const stamp = (n, device = "aaaaaaaa") => `${n.toString(36).padStart(9, "0")}-000-${device}`;
const set = (id, path, value, prev = [], more = {}) =>
  ({ id, visit: VISIT, subject: `visit/${VISIT}`, kind: "set", path, value, prev, author: "p1", device: id.slice(14), state: 0, ...more });
const event = (id, path, value, more = {}) => ({ ...set(id, path, value), kind: "event", ...more });

/** A small repeatable generator, so that a failure can be run again. */
function random(seed) {
  return (n) => { seed = (seed * 1664525 + 1013904223) % 2 ** 32; return Math.floor((seed / 2 ** 32) * n); };
}
const shuffled = (list, pick) => { const rest = [...list]; return list.map(() => rest.splice(pick(rest.length), 1)[0]); };
const shown = (model) => ({
  fields: Object.fromEntries([...model.fields].sort()), events: model.events.map((e) => e.id), state: model.state, version: model.version, heads: headsOf(model),
  findings: [...model.findings.values()].map((f) => ({ ...f, fields: Object.fromEntries([...f.fields].sort()) })).sort((a, b) => (a.id < b.id ? -1 : 1)),
});

/** Three tablets write to the same few paths, each knowing only part of what the others wrote. */
function someHistory(pick) {
  const known = [0, 1, 2].map(() => emptyVisit(VISIT)), ops = [];
  for (let n = 1; n <= 40; n++) {
    const tablet = pick(3), device = `${"abc"[tablet]}`.repeat(8), subject = pick(2) ? `visit/${VISIT}` : `finding/${FINDING}`;
    const path = ["statement", "answer/x", "photo/aa"][pick(3)];
    const value = path === "photo/aa" ? [null, { at: "2026-11-23T01:00:00Z" }][pick(2)] : ["ok", "nok", null][pick(3)];
    const op = { ...set(stamp(n, device), path, value, headsAt(known[tablet], subject, path)), subject };
    if (pick(8) === 0) op.rank = stamp(pick(60)).slice(0, 9);
    ops.push(op);
    for (const to of [0, 1, 2]) if (to === tablet || pick(2)) apply(known[to], op);
  }
  return [...ops, event(stamp(41), "start", {}, { seq: 3 }), event(stamp(42), "submit", { version: 1 }, { seq: 9 })];
}

test("any order of arrival, with repeats, gives the same fields, conflicts, findings and state", () => {
  let conflicts = 0;
  for (let seed = 1; seed <= 300; seed++) {
    const pick = random(seed), ops = someHistory(pick), expected = shown(foldVisit(ops, VISIT));
    const again = shuffled([...ops, ...ops.filter(() => pick(3) === 0)], pick);
    assert.deepEqual(shown(foldVisit(again, VISIT)), expected, `seed ${seed}`);
    conflicts += Object.values(expected.fields).filter((field) => field.conflict).length;
  }
  assert.ok(conflicts > 50, `the histories must hold conflicts, found ${conflicts}`);
});

test("two tablets that did not know of each other: the later is shown, both are kept, a choice settles it", () => {
  const [a, b] = [set(stamp(5), "answer/x", "ok"), set(stamp(6, "bbbbbbbb"), "answer/x", "nok")];
  const model = foldVisit([b, a]);
  assert.equal(model.fields.get("answer/x").value, "nok");
  assert.deepEqual(model.fields.get("answer/x").conflict.map((field) => field.value), ["nok", "ok"]);
  apply(model, set(stamp(7), "answer/x", "ok", headsAt(model, a.subject, "answer/x")));
  assert.deepEqual([model.fields.get("answer/x").value, model.fields.get("answer/x").conflict], ["ok", null]);
});

test("two tablets that say the same are no conflict, whatever the order of members", () => {
  const model = foldVisit([set(stamp(1), "opinion", { agree: true, text: "" }), set(stamp(2, "bbbbbbbb"), "opinion", { text: "", agree: true })]);
  assert.equal(model.fields.get("opinion").conflict, null);
  assert.equal(headsOf(model).length, 2);
});

test("the server's rank beats a stamp from a clock that ran ahead", () => {
  const ahead = set(stamp(900), "note/x", "from the future", [], { rank: stamp(5).slice(0, 9) });
  const model = foldVisit([ahead, set(stamp(6, "bbbbbbbb"), "note/x", "later in truth")]);
  assert.equal(model.fields.get("note/x").value, "later in truth");
});

test("a refused op does not count: what the server holds is shown", () => {
  const model = foldVisit([set(stamp(1), "note/x", "held"), set(stamp(2), "note/x", "refused", [stamp(1)], { state: REFUSED })]);
  assert.equal(model.fields.get("note/x").value, "held");
});

test("a visit goes planned, inspecting, submitted, waiting, received", () => {
  const submit = event(stamp(3), "submit", { version: 1 });
  const steps = [event(stamp(1), "plan", { lead: "p1" }, { seq: 1 }), event(stamp(2), "start", {}, { seq: 2 }), submit, { ...submit, state: HELD, seq: 7 }, event(stamp(4), "received", {}, { seq: 8 })];
  const model = emptyVisit(VISIT);
  const states = steps.map((op) => { apply(model, op); return model.state; });
  assert.deepEqual(states, ["planned", "inspecting", "submitted", "waiting", "received"]);
  assert.deepEqual([model.plan, model.version], [{ lead: "p1" }, 1]);
});

test("photos of a finding come in the order taken, without withdrawn ones", () => {
  const on = (id, sha, value, prev = []) => ({ ...set(id, `photo/${sha}`, value, prev), subject: `finding/${FINDING}` });
  const model = foldVisit([on(stamp(1), "bb", { at: "2026-11-23T02:00:00Z" }), on(stamp(2), "aa", { at: "2026-11-23T03:00:00Z" }), on(stamp(3), "cc", { at: "2026-11-23T01:00:00Z" }),
    on(stamp(4), "aa", null, [stamp(2)])]);
  assert.deepEqual(model.findings.get(FINDING).photos.map((photo) => photo.sha), ["cc", "bb"]);
});

test("progress counts what is answered and what does not conform, by section", () => {
  const checklist = { items: [{ id: "a", section: "1" }, { id: "b", section: "1" }, { id: "c", section: "2" }] };
  const model = foldVisit([set(stamp(1), "answer/a", "nok"), set(stamp(2), "answer/c", "na"), set(stamp(3), "answer/b", null)]);
  assert.deepEqual(progress(model, checklist), { done: 2, nok: 1, total: 3, bySection: { 1: { done: 1, nok: 1, total: 2 }, 2: { done: 1, nok: 0, total: 1 } } });
});
