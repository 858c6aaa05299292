// Saving what is typed in a draft: one request at a time, nothing lost to a cut, a clash or a reload, and a state that never says more than is true.
import assert from "node:assert/strict";
import test from "node:test";
import { createKept } from "../../static/bureau/editor/kept.js";
import { Unsaved, createSaver } from "../../static/bureau/editor/saver.js";

const settle = async () => { for (let i = 0; i < 20; i++) await new Promise((done) => { setImmediate(done); }); };

function storage() {
  const held = {};
  return { getItem: (key) => held[key] ?? null, setItem(key, text) { held[key] = text; this[key] = text; }, removeItem(key) { delete held[key]; delete this[key]; } };
}

/** A server with one value a field, and a saver that talks to it; `calls` shows what was sent. */
function desk(options = {}) {
  const server = { values: {}, marks: {}, calls: [], down: null, deaf: false, n: 0 };
  const states = [];
  const clashes = [];
  const kept = createKept(storage(), "draft:me:1");
  const send = async (unit, changes, seen) => {
    server.calls.push({ unit, changes, seen });
    if (server.down) throw server.down;
    const answer = { saved: {}, clashes: [], refused: {}, at: "10:32:00" };
    for (const [name, text] of Object.entries(changes)) {
      const key = `${unit}/${name}`;
      if (text === "坏") answer.refused[name] = "请改一改";
      else if (server.values[key] !== text && (server.marks[key] ?? "") !== seen[name]) {
        answer.clashes.push({ name, theirs: server.values[key], who: "陈科员", at: "10:31:00", seen: server.marks[key], mine: server.mine });
      } else {
        server.values[key] = text;
        answer.saved[name] = server.marks[key] = `op${++server.n}`;
      }
    }
    if (server.deaf) throw new Unsaved("网络不通");
    return answer;
  };
  const saver = createSaver({ send, kept, tell: (state) => states.push(state), onClash: (_, clash) => clashes.push(clash), wait: 0, retry: 1, ...options });
  return { server, saver, states, kept, clashes, type: (text, name = "place", unit = "", seen = "") => saver.change({ unit, name, text, seen }) };
}

test("what is typed is saved after a rest, and only the last of it", async () => {
  const one = desk({ wait: 5 });
  one.type("一");
  one.type("一号");
  assert.equal(one.states.at(-1).kind, "saving");
  assert.equal(one.kept.all().length, 1);
  await new Promise((done) => { setTimeout(done, 30); });
  assert.deepEqual(one.server.calls.map((call) => call.changes), [{ place: "一号" }]);
  assert.deepEqual(one.states.at(-1), { kind: "saved", at: "10:32:00" });
  assert.deepEqual(one.kept.all(), []);
});

test("what is typed while a request is under way follows with what that one saw", async () => {
  const one = desk();
  one.type("一");
  const first = one.saver.flush();
  one.type("一号");
  await first;
  await settle();
  assert.deepEqual(one.server.calls.map((call) => [call.changes.place, call.seen.place]), [["一", ""], ["一号", "op1"]]);
  assert.equal(one.server.values["/place"], "一号");
  assert.equal(one.states.at(-1).kind, "saved");
  assert.equal(one.saver.waiting(), 0);
});

test("a cut says so, keeps the text and tries again", async () => {
  const one = desk({ retry: 20 });
  one.server.down = new Unsaved("网络不通，联网后自动再试");
  one.type("一号");
  await one.saver.flush();
  assert.deepEqual(one.states.at(-1), { kind: "failed", reason: "网络不通，联网后自动再试" });
  assert.equal(one.kept.all()[0].text, "一号");
  one.server.down = null;
  await new Promise((done) => { setTimeout(done, 60); });
  assert.equal(one.states.at(-1).kind, "saved");
});

test("an expired session does not try again by itself, and the text stays", async () => {
  const one = desk();
  one.server.down = new Unsaved("登录已过期", true);
  one.type("一号");
  await one.saver.flush();
  await new Promise((done) => { setTimeout(done, 30); });
  assert.equal(one.server.calls.length, 1);
  assert.equal(one.kept.all().length, 1);
  assert.ok(one.saver.waiting() > 0);
});

test("an answer that got lost is no clash with oneself", async () => {
  const one = desk({ retry: 10_000 });
  one.server.deaf = true;
  one.type("一");
  await one.saver.flush();
  one.server.deaf = false;
  one.server.mine = true;
  one.type("一号");
  await one.saver.flush();
  await settle();
  assert.equal(one.server.values["/place"], "一号");
  assert.deepEqual(one.clashes, []);
});

test("somebody else's words are shown, not written over; then one chooses", async () => {
  const one = desk();
  Object.assign(one.server, { values: { "/place": "二号" }, marks: { "/place": "op9" }, n: 9 });
  one.type("一号");
  await one.saver.flush();
  assert.equal(one.server.values["/place"], "二号");
  assert.equal(one.clashes[0].theirs, "二号");
  assert.equal(one.states.at(-1).kind, "failed");
  assert.equal(one.kept.all().length, 1);
  one.type("一号", "place", "", one.clashes[0].seen);
  await one.saver.flush();
  assert.equal(one.server.values["/place"], "一号");
  assert.equal(one.states.at(-1).kind, "saved");
});

test("to take the other's words ends it", async () => {
  const one = desk();
  Object.assign(one.server, { values: { "/place": "二号" }, marks: { "/place": "op9" } });
  one.type("一号");
  await one.saver.flush();
  one.saver.giveUp("", "place");
  assert.equal(one.states.at(-1).kind, "saved");
  assert.deepEqual(one.kept.all(), []);
});

test("a refused field keeps the state from saying saved until it is put right", async () => {
  const one = desk();
  one.type("坏");
  await one.saver.flush();
  one.type("好", "handled");
  await one.saver.flush();
  assert.deepEqual(one.states.at(-1), { kind: "failed", reason: "请改一改" });
  one.type("行");
  await one.saver.flush();
  assert.equal(one.states.at(-1).kind, "saved");
});

test("the document's blanks and a finding go apart", async () => {
  const one = desk();
  one.type("甲");
  one.type("乙", "statement", "f1");
  await one.saver.flush();
  await settle();
  assert.deepEqual(one.server.calls.map((call) => call.unit), ["", "f1"]);
});

test("a damaged entry in the storage is no entry", () => {
  const held = storage();
  held.setItem("draft:me:1:/place", "{");
  held.setItem("draft:me:1:/x", '{"name": 1}');
  assert.deepEqual(createKept(held, "draft:me:1").all(), []);
});
