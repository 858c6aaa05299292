// What must hold for every sequence of events, not only for those that somebody thought of: the clock, the fold, and the queue of what goes up.
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { compare, makeClock, timeOf } from "../../static/field/clock.js";
import { apply, emptyVisit, foldVisit, headsAt, headsOf } from "../../static/field/fold.js";
import { makeApi } from "../../static/field/api.js";
import { canonical } from "../../static/field/op.js";
import { makeSync } from "../../static/field/sync.js";
import { answers, cutAfter, startServer } from "./server.js";
import { BUNDLE, DEVICE, FINDING, SUBJECT, VISIT, photo, tablet } from "./tablet.js";

const NOW = 1_795_430_000_000, FIVE_MINUTES = 300_000;
const moment = fc.integer({ min: NOW - 10 ** 9, max: NOW + 10 ** 9 });
const stampOf = fc.record({ ms: moment, count: fc.integer({ min: 0, max: 46_655 }) })
  .map(({ ms, count }) => `${ms.toString(36).padStart(9, "0")}-${count.toString(36).padStart(3, "0")}-zzzzzzzz`);

test("clock: whatever the wall clock does and whatever is seen, stamps grow, follow what may be followed, and survive a restart", () => {
  const step = fc.oneof(fc.record({ now: moment }), fc.record({ now: moment, seen: stampOf }), fc.record({ restart: fc.constant(true) }));
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
    let clock = makeClock(DEVICE), last = "";
    for (const { now, seen, restart } of steps) {
      if (restart) { clock = makeClock(DEVICE, last); continue; }
      const follow = seen !== undefined && timeOf(seen) <= now + FIVE_MINUTES;
      if (seen !== undefined) clock.see(seen, now);
      const next = clock.next(now);
      assert.match(next, /^[0-9a-z]{9}-[0-9a-z]{3}-a1b2c3d4$/);
      assert.ok(compare(last, next) < 0, `${next} after ${last}`);
      if (follow) assert.ok(next > seen, `${next} after having seen ${seen}`);
      if (!follow && last === "" && seen !== undefined) assert.equal(timeOf(next), now);
      last = next;
    }
  }));
});

const PATHS = ["answer/x", "note/x", "photo/aa", "withdrawn"];
const VALUES = [null, "ok", "nok", true, 1, { at: "2026-11-23T01:00:00Z" }];
/** Three tablets; each deed names who writes what where, and who learns of it. */
const deeds = fc.array(fc.record({
  tablet: fc.integer({ min: 0, max: 2 }), path: fc.constantFrom(...PATHS), value: fc.constantFrom(...VALUES), finding: fc.boolean(),
  learns: fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }), ahead: fc.boolean(),
}), { minLength: 1, maxLength: 25 });

function written(list) {
  const known = [0, 1, 2].map(() => emptyVisit(VISIT));
  return list.map(({ tablet: who, path, value, finding, learns, ahead }, n) => {
    const device = "abc"[who].repeat(8), subject = finding ? FINDING : SUBJECT;
    const ms = NOW + n + (ahead ? 3_600_000 : 0), id = `${ms.toString(36).padStart(9, "0")}-${n.toString(36).padStart(3, "0")}-${device}`;
    const op = { id, visit: VISIT, subject, kind: "set", path, value, prev: headsAt(known[who], subject, path), author: `p${who}`, device, state: 0,
      rank: (NOW + n).toString(36).padStart(9, "0") };
    for (const to of new Set([who, ...learns])) apply(known[to], op);
    return op;
  });
}
const shown = (model) => JSON.stringify([[...model.fields].sort(), [...model.findings].map(([id, one]) => [id, [...one.fields].sort(), one.photos, one.withdrawn]), headsOf(model)]);

test("fold: any order and any repetition of the same ops shows the same, and a head is what no other op names", () => {
  fc.assert(fc.property(deeds, fc.infiniteStream(fc.nat()), (list, chance) => {
    const ops = written(list), expected = foldVisit(ops, VISIT);
    const at = (most) => chance.next().value % most;
    const mixed = [...ops, ...ops.filter(() => at(3) === 0)].map((op) => [at(1000), op]).sort((a, b) => a[0] - b[0]).map(([, op]) => op);
    const other = foldVisit(mixed, VISIT);
    assert.equal(shown(other), shown(expected));
    const named = new Set(ops.flatMap((op) => op.prev));
    assert.deepEqual(headsOf(other), ops.map((op) => op.id).filter((id) => !named.has(id)).sort());
  }));
});

test("fold: choosing between the values of a conflict ends it, and nothing written is without a head", () => {
  fc.assert(fc.property(deeds, (list) => {
    const ops = written(list), model = foldVisit(ops, VISIT);
    for (const { subject, path } of ops) {
      const heads = headsAt(model, subject, path), home = subject === SUBJECT ? model : model.findings.get(FINDING.slice(8));
      assert.ok(heads.length > 0);
      const said = new Set(heads.map((id) => canonical(ops.find((op) => op.id === id)?.value ?? null)));
      if (heads.every((id) => ops.some((op) => op.id === id))) assert.equal(home.fields.get(path).conflict !== null, said.size > 1);
      const id = `${(NOW + 10 ** 8).toString(36).padStart(9, "0")}-000-dddddddd`;
      const chosen = foldVisit([...ops, { ...ops[0], id, subject, path, value: "ok", prev: heads, rank: undefined }], VISIT);
      const after = subject === SUBJECT ? chosen : chosen.findings.get(FINDING.slice(8));
      assert.deepEqual([after.fields.get(path).value, after.fields.get(path).conflict, headsAt(chosen, subject, path)], ["ok", null, [id]]);
    }
  }));
});

/** What may happen to a tablet and its network, in any order. */
const events = fc.array(fc.constantFrom("answer", "answer", "photo", "sync", "sync", "cut", "lost", "busy", "signin", "large", "garbled", "restart", "wipe"), { minLength: 3, maxLength: 18 });
const NETWORK = {
  cut: (request, _, response) => { response.destroy(); return true; },
  busy: answers(503, { error: "busy", message: "忙" }),
  signin: answers(401, { error: "signin", message: "请登录" }),
  large: answers(413, { error: "too_large", message: "太大" }, /POST .*ops/),
  garbled: answers(200, "<html>欢迎使用无线网</html>", /./, { "Content-Type": "text/html" }),
};

test("queue: after any faults, restarts and wipes everything that was saved is on the server once, and nothing waits or is set aside; what was written anew after a 413 is kept", async () => {
  await fc.assert(fc.asyncProperty(events, async (list) => {
    const server = await startServer({ bundle: BUNDLE }), one = tablet();
    let store = await one.startSignedIn(), sync = makeSync(store, makeApi(server.base)), n = 0;
    const saved = { ops: new Map(), photos: new Set() };
    const take = (op) => saved.ops.set(op.id, canonical(op.value));
    const start = async () => { store = await one.start(); sync = makeSync(store, makeApi(server.base)); };
    const stop = () => { sync.stop(); store.close(); };
    const lost = cutAfter((body) => {
      for (const op of JSON.parse(body).ops) if (!server.ops.has(op.id)) server.ops.set(op.id, { ...op, seq: server.ops.size + 1, rank: op.id.slice(0, 9) });
    }, /POST .*ops/);
    try {
      await store.saveBundle(BUNDLE, '"old"');
      for (const event of list) {
        n++;
        if (event === "answer") take(await store.set(VISIT, SUBJECT, `answer/i${n % 4}`, n % 2 ? "ok" : "na"));
        else if (event === "photo") {
          const picture = await photo(2000, n);
          take(await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture }));
          saved.photos.add(picture.sha);
        } else if (event === "sync") await sync.now();
        else if (event === "restart") { stop(); await start(); }
        else if (event === "wipe") { stop(); await one.wipeIndexedDb(); await start(); }
        else server.faults.push(event === "lost" ? lost : NETWORK[event]);
      }
      server.faults.length = 0;
      for (let rounds = 0; rounds < 3; rounds++) await sync.now();
      for (const { kind, id } of await store.pending()) await store.retry(kind, id); // set aside for a 413 that came to a single op
      await sync.now();
      assert.deepEqual(await store.counts(), { ops: 0, photos: 0, quarantined: 0 });
      const replaced = await store.handled(); // set aside for a 413, then written anew: that went up instead
      for (const { id, reason, path } of replaced) {
        assert.ok(reason === "too_large" && !server.ops.has(id) && [...server.ops.values()].some((op) => op.path === path && op.id > id), id);
      }
      assert.deepEqual(new Map([...server.ops.values(), ...replaced].map(({ id, value }) => [id, canonical(value)])), saved.ops);
      assert.deepEqual(new Set(server.photos.keys()), saved.photos);
      const model = await store.visit(VISIT);
      for (const [id, value] of saved.ops) if (headsOf(model).includes(id)) assert.equal(canonical([...model.slots.values()].flatMap((slot) => slot.heads).find((op) => op.id === id).value), value);
    } finally { stop(); server.close(); }
  }), { numRuns: 30, endOnFailure: true });
});
