import assert from "node:assert/strict";
import test from "node:test";
import { TOPICS, findTopics } from "../../static/field/help.js";

test("every topic that experts may look for is there, with an id of its own and something to read", () => {
  const ids = TOPICS.map(({ id }) => id);
  for (const id of ["start", "offline", "two-copies", "photo", "annotate", "sign", "slip", "late", "upload", "rescue", "space", "tablet", "pin", "qr", "practice", "faq"]) assert.ok(ids.includes(id), id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(TOPICS.every(({ title, body }) => title && body.flat().every((line) => line.length > 8)));
});

test("topics are found by title, by what others call it and by their text; the nearest come first", () => {
  assert.equal(findTopics("拒签")[0].id, "sign");
  assert.equal(findTopics("打码")[0].id, "annotate");
  assert.equal(findTopics("pin 忘记")[0].id, "pin");
  assert.deepEqual(findTopics("没有这个词"), []);
  assert.equal(findTopics("  ").length, TOPICS.length);
  assert.ok(findTopics("照片").length > 2);
});
