import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { foldVisit } from "../../static/field/fold.js";
import { contentManifest, fullManifest } from "../../static/field/manifest.js";
import { canonical, cleanValue, MAX_VALUE_BYTES } from "../../static/field/op.js";

const VISIT = "0b0e7a52-0000-4000-8000-000000000001";
const op = (id, subject, path, value, prev = []) => ({ id, visit: VISIT, subject, kind: "set", path, value, prev, author: "p1", device: "a1b2c3d4", state: 0 });
const OPS = [
  op("0mjk2l3x4-001-a1b2c3d4", `visit/${VISIT}`, "answer/elec-sub-01", "ok"),
  op("0mjk2l3x4-002-a1b2c3d4", `visit/${VISIT}`, "answer/elec-sub-01", "nok", ["0mjk2l3x4-001-a1b2c3d4"]),
  op("0mjk2l3x4-003-a1b2c3d4", "finding/f1", `photo/${"b".repeat(64)}`, { at: "2026-11-23T01:00:00Z" }),
  op("0mjk2l3x4-004-a1b2c3d4", "finding/f1", `photo/${"a".repeat(64)}`, null),
  op("0mjk2l3x4-005-a1b2c3d4", `visit/${VISIT}`, "signature/p1", { name: "李工", image: "c".repeat(64) }),
];

test("the full manifest names current heads and the photos and signatures they hold", async () => {
  const manifest = await fullManifest(foldVisit(OPS));
  assert.deepEqual(manifest.ops, ["0mjk2l3x4-002-a1b2c3d4", "0mjk2l3x4-003-a1b2c3d4", "0mjk2l3x4-004-a1b2c3d4", "0mjk2l3x4-005-a1b2c3d4"]);
  assert.deepEqual(manifest.photos, ["b".repeat(64), "c".repeat(64)]);
  const text = `{"ops":["0mjk2l3x4-002-a1b2c3d4","0mjk2l3x4-003-a1b2c3d4","0mjk2l3x4-004-a1b2c3d4","0mjk2l3x4-005-a1b2c3d4"],"photos":["${"b".repeat(64)}","${"c".repeat(64)}"]}`;
  assert.equal(manifest.hash, createHash("sha256").update(text).digest("hex"));
});

test("the hash that a signature names leaves signatures out, so that signing does not change it", async () => {
  const unsigned = await contentManifest(foldVisit(OPS.slice(0, 4)));
  assert.deepEqual(await contentManifest(foldVisit(OPS)), unsigned);
  assert.deepEqual(unsigned, await fullManifest(foldVisit(OPS.slice(0, 4))));
});

test("an empty visit has the hash of the empty manifest", async () => {
  const { hash } = await fullManifest(foldVisit([], VISIT));
  assert.equal(hash, createHash("sha256").update('{"ops":[],"photos":[]}').digest("hex"));
});

test("canonical JSON sorts members by UTF-16 and escapes as RFC 8785", () => {
  const value = { "\ufb33": 1, "\ud83d\ude00": 2, "\u20ac": 3, "\r": 4, 1: 5, "": "\u000f\n\"\\/é" };
  assert.equal(canonical(value), '{"":"\\u000f\\n\\"\\\\/é","\\r":4,"1":5,"€":3,"😀":2,"\ufb33":1}');
});

test("NUL and half characters are taken out of every text, whole ones stay", () => {
  assert.deepEqual(cleanValue({ "a\0": ["x\ud800y", "\udc00", "配电柜😀\0"] }), { a: ["xy", "", "配电柜😀"] });
});

test("fractions, undefined, dates and what is larger than 64 KiB are refused with a clear error", () => {
  for (const bad of [0.35, NaN, undefined, { a: undefined }, new Date(), 2 ** 60]) assert.throws(() => cleanValue(bad), { name: "StoreError", code: "bad_value" });
  assert.throws(() => cleanValue("漏".repeat(MAX_VALUE_BYTES / 3)), { code: "too_large", message: /未保存.*65 KB.*64 KB/ });
  assert.equal(cleanValue("x".repeat(MAX_VALUE_BYTES - 2)).length, MAX_VALUE_BYTES - 2);
});
