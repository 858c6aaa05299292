// Encryption of what lies on the tablet: nothing readable on either disk, the same guarantees, and switching it on and off with work present.
import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import test from "node:test";
import { openDB } from "../../static/vendor/idb.js";
import { base64, openWith } from "../../static/field/crypt.js";
import { makeMirror } from "../../static/field/mirror.js";
import { sha256 } from "../../static/field/op.js";
import { changePin, turnOff, turnOn } from "../../static/field/vault.js";
import { startWorker, text } from "./opfs.js";
import { BUNDLE, FINDING, SUBJECT, VISIT, photo, tablet, values } from "./tablet.js";

const PIN = "493817";
const MARKER = "配电柜门未接地ZQX";

async function bureauKey() {
  const pair = await webcrypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const raw = await webcrypto.subtle.exportKey("raw", pair.publicKey);
  return { kid: (await sha256(raw)).slice(0, 16), point: base64(raw) };
}

const asks = (...pins) => async (gate) => { while (!(await gate.open(pins.shift()))); };

/** Everything that lies on both disks, as text. */
async function onDisk(one) {
  const db = await openDB(one.name);
  const rows = await Promise.all(["ops", "photos", "bytes", "bundle", "meta", "receipts"].map((store) => db.getAll(store)));
  db.close();
  const inDb = JSON.stringify(rows, (_, value) => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) : value));
  return inDb + [...one.files.files.keys()].map((name) => new TextDecoder("latin1").decode(one.files.files.get(name)) + text(one.files, name)).join("\n");
}

/** The recognisable bytes of photo(size, 1). */
const PICTURE = new TextDecoder("latin1").decode(Uint8Array.from({ length: 60 }, (_, i) => i));
const readable = async (one) => [MARKER, "示例食品厂", "李工", "elec-sub-01", PICTURE].filter((word, i, all) => all.indexOf(word) === i)
  .filter(((disk) => (word) => disk.includes(word))(await onDisk(one)));

async function filled(store, picture) {
  await store.saveBundle(BUNDLE, '"v1"');
  await store.event(VISIT, SUBJECT, "start", { at: "2026-11-23T01:00:00Z" });
  await store.set(VISIT, SUBJECT, "answer/elec-sub-01", "nok");
  await store.setMany(VISIT, [{ subject: FINDING, path: "statement", value: MARKER },
    { subject: FINDING, path: `photo/${picture.sha}`, value: { at: "2026-11-23T01:01:00Z" }, photo: picture }]);
}

async function complete(store, picture) {
  const model = await store.visit(VISIT);
  assert.equal(model.fields.get("answer/elec-sub-01").value, "nok");
  assert.equal(model.findings.get(FINDING.slice(8)).fields.get("statement").value, MARKER);
  assert.equal(await sha256((await store.photo(picture.sha)).buf), picture.sha);
  assert.ok(await store.thumb(picture.sha));
  assert.deepEqual([(await store.bundle()).enterprises[0].name, store.person.name, await store.etag()], ["示例食品厂", "李工", '"v1"']);
  assert.deepEqual(await store.counts(), { ops: 4, photos: 1, quarantined: 0 });
}

test("written after it was switched on: nothing on either disk can be read, everything is there after the PIN, the queue too", async () => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  await turnOn(store.core, PIN, await bureauKey());
  await filled(store, picture);
  await complete(store, picture);
  store.close();
  assert.deepEqual(await readable(one), []);
  assert.ok(one.files.files.has(`photos/${picture.sha}.sealed`));
  await assert.rejects(one.start(), { code: "no_database" });

  const again = await one.start({ unlock: asks("000000", PIN) });
  await complete(again, picture);
  assert.deepEqual([again.recovered, (await again.waitingOps()).map((op) => op.path).sort()],
    [{ ops: 0, photos: 0 }, ["answer/elec-sub-01", `photo/${picture.sha}`, "start", "statement"].sort()]);
  assert.deepEqual((await again.pending()).map((row) => row.value ?? row.path)[2], MARKER);
  again.close();
});

test("IndexedDB deleted: the wrapped keys at the head of the files are enough, and every file has them", async () => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  await turnOn(store.core, PIN, await bureauKey());
  await filled(store, picture);
  const { head } = store.core.codec;
  store.close();
  for (const [name, bytes] of one.files.files) {
    if (!bytes.length || name === "canary") continue;
    const first = new TextDecoder().decode(bytes).slice(0, 1024);
    assert.ok(first.includes(head.wraps[0].key) && first.includes(head.wraps[1].key), name);
  }
  await one.wipeIndexedDb();
  const again = await one.start({ unlock: asks(PIN) });
  await complete(again, picture);
  assert.deepEqual(again.recovered, { ops: 4, photos: 1 });
  again.close();
  assert.deepEqual(await readable(one), []);
});

test("switched on and off with work present: both copies change their form, and nothing else", async () => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  await filled(store, picture);
  assert.equal((await readable(one)).length, 5);
  const told = [];
  await turnOn(store.core, PIN, await bureauKey(), (done, of) => told.push([done, of]));
  assert.deepEqual(told.at(-1)[0], told.at(-1)[1]);
  assert.deepEqual(await readable(one), []);
  await complete(store, picture);
  store.close();
  await one.wipeIndexedDb();
  const sealed = await one.start({ unlock: asks(PIN) });
  await complete(sealed, picture);
  await turnOff(sealed.core);
  await complete(sealed, picture);
  sealed.close();
  assert.equal((await readable(one)).length, 5);
  assert.ok(![...one.files.files.keys()].some((name) => name.endsWith(".sealed")));
  const plain = await one.start();
  await complete(plain, picture);
  plain.close();
  await one.wipeIndexedDb();
  const last = await one.start();
  await complete(last, picture);
  last.close();
});

for (const direction of ["on", "off"]) {
  test(`killed at every step while it is switched ${direction}: all is there after the next start, which ends the work`, async () => {
    for (const kill of [1, 2, 3, 5, 7, 9, 11, 13, 15, 18, 40]) {
      const one = tablet(), picture = await photo();
      const mirror = makeMirror(() => startWorker(one.files));
      const store = await one.start({ mirror });
      await store.enrol("a1b2c3d4");
      await store.setPerson({ id: "p1", name: "李工" });
      await filled(store, picture);
      const bureau = await bureauKey();
      if (direction === "off") await turnOn(store.core, PIN, bureau);
      let left = kill, killed = false;
      for (const [home, name] of [[store.core.db, "put"], [store.core.db, "write"], [mirror, "append"], [mirror, "vault"], [mirror, "photo"], [mirror, "bundle"]]) {
        const real = home[name];
        home[name] = (...args) => { // from the kill on nothing reaches a disk
          if (--left < 0) { killed = true; return Promise.reject(new Error("killed")); }
          return real(...args);
        };
      }
      await (direction === "on" ? turnOn(store.core, PIN, bureau) : turnOff(store.core)).catch(() => {});
      store.close();
      if (kill % 3 === 0) await one.wipeIndexedDb();
      const again = await one.start({ unlock: asks(PIN) });
      await complete(again, picture);
      const stage = again.core.codec.head?.stage;
      again.close();
      assert.ok([undefined, "on"].includes(stage), `stage ${stage} after kill ${kill}`);
      assert.equal((await readable(one)).length, stage === "on" ? 0 : 5, `kill ${kill}`);
      if (!killed) break;
    }
  });
}

test("a torn last line is ignored, a damaged record is left out and told, the others are there", async () => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  await turnOn(store.core, PIN, await bureauKey());
  await filled(store, picture);
  store.close();
  await one.wipeIndexedDb();
  const log = ["ops-a.jsonl", "ops-b.jsonl"].find((name) => text(one.files, name));
  const lines = text(one.files, log).trimEnd().split("\n");
  const answer = lines.findIndex((line) => line.startsWith('{"op"')) + 1;
  lines[answer] = lines[answer].replace(/"sealed":"(.)/, (_, char) => `"sealed":"${char === "A" ? "B" : "A"}`);
  one.files.files.set(log, new TextEncoder().encode(`${lines.join("\n")}\n{"op":{"id":"0mjk2l3x4-0`));
  const again = await one.start({ unlock: asks(PIN) });
  const model = await again.visit(VISIT);
  assert.equal(model.fields.has("answer/elec-sub-01"), false);
  assert.equal(model.findings.get(FINDING.slice(8)).fields.get("statement").value, MARKER);
  assert.equal(again.problem.code, "unreadable");
  again.close();
});

test("a full disk while saving with encryption: 未保存, nothing half, saving works again", async (t) => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  t.after(() => store.close());
  await turnOn(store.core, PIN, await bureauKey());
  await store.set(VISIT, SUBJECT, "note/x", "before");
  one.files.room = 3000;
  await assert.rejects(store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture }), { code: "disk_full" });
  assert.deepEqual([await store.counts(), await store.photo(picture.sha)], [{ ops: 1, photos: 0, quarantined: 0 }, null]);
  one.files.room = Infinity;
  await store.set(VISIT, FINDING, `photo/${picture.sha}`, { at: "" }, { photo: picture });
  assert.deepEqual(await values(store), { "note/x": "before" });
});

test("a disk too full to switch it on: said, and the tablet goes on as before", async (t) => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  t.after(() => store.close());
  await filled(store, picture);
  one.files.room = 10;
  await assert.rejects(turnOn(store.core, PIN, await bureauKey()), { code: "disk_full" });
  one.files.room = Infinity;
  await complete(store, picture);
  await store.set(VISIT, SUBJECT, "note/x", "plain");
  assert.equal(store.core.codec.on, false);
});

test("what the bureau has set since is followed at the next start: another key pair, and no encryption any more", async () => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  const [first, second] = [await bureauKey(), await bureauKey()];
  await turnOn(store.core, PIN, first);
  await filled(store, picture);
  await store.saveBundle({ ...BUNDLE, encryption: { on: true, lock_minutes: 15, key: second } }, '"v1"');
  store.close();
  const again = await one.start({ unlock: asks(PIN) });
  assert.deepEqual(again.core.codec.head.wraps.map((wrap) => wrap.kid), [undefined, second.kid]);
  await again.saveBundle({ ...BUNDLE, encryption: { on: false, lock_minutes: 15, key: second } }, '"v1"');
  again.close();
  assert.ok(!(await onDisk(one)).includes(first.kid));
  const off = await one.start({ unlock: asks(PIN) });
  assert.equal(off.core.codec.on, false);
  await complete(off, picture);
  off.close();
  const plain = await one.start();
  await complete(plain, picture);
  plain.close();
});

test("a changed PIN opens, the old one no longer, at no head of any file", async () => {
  const one = tablet(), picture = await photo();
  const store = await one.startSignedIn();
  await turnOn(store.core, PIN, await bureauKey());
  await filled(store, picture);
  const before = store.core.codec.head.wraps[0].key;
  await assert.rejects(changePin(store.core, "wrong!!", "hunter22"), { code: "wrong_pin" });
  await assert.rejects(changePin(store.core, PIN, "111111"), { code: "weak_pin" });
  await changePin(store.core, PIN, "hunter22");
  store.close();
  assert.ok(!(await onDisk(one)).includes(before));
  await one.wipeIndexedDb();
  const again = await one.start({ unlock: asks("HUNTER 22") });
  await complete(again, picture);
  again.close();
});

test("wrong PINs have to wait, longer and longer, also after a restart", async () => {
  const one = tablet();
  const store = await one.startSignedIn();
  await turnOn(store.core, PIN, await bureauKey());
  store.close();
  const said = [];
  const tries = async (gate) => {
    for (let i = 0; i < 6; i++) said.push(await gate.open(i === 5 ? PIN : "999999").catch((error) => error.message));
    throw new Error("left");
  };
  await assert.rejects(one.start({ unlock: tries }), { code: "no_database" });
  assert.deepEqual(said.slice(0, 5), [false, false, false, false, false]);
  assert.match(said[5], /请 \d+ 秒后再试/);
  await assert.rejects(one.start({ unlock: asks(PIN) }), { code: "no_database" });
  assert.equal(await openWith([{ by: "secret", kdf: "PBKDF2-SHA-256", iterations: 1, salt: "", key: "" }], PIN), null, "no weaker wrap is believed");
});
