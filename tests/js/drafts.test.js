// Text that is left twice while it is being written.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = /** @type {any} */ ({ addEventListener() {}, visibilityState: "visible" });
globalThis.window = /** @type {any} */ ({ addEventListener() {}, setTimeout: (work, ms) => setTimeout(work, ms) });
const { makeDrafts } = await import("../../static/field/ui/drafts.js");
const { makeSaver } = await import("../../static/field/ui/saver.js");

function field() {
  const written = [], waiting = [];
  const drafts = makeDrafts(makeSaver(() => {}));
  const write = (text) => new Promise((ok, no) => { written.push(text); waiting.push({ ok, no }); });
  return { drafts, written, waiting, type: (text) => drafts.type("item", "key", text, write, false) };
}

test("change, blur and the page going away write one text once", async () => {
  const { drafts, written, waiting, type } = field();
  type("\u6587\u5b57");
  const left = [drafts.flush("key"), drafts.flush("key"), drafts.flushAll()];
  waiting[0].ok();
  await Promise.all(left);
  assert.deepEqual([written, drafts.size()], [["\u6587\u5b57"], 0]);
});

test("what is typed while the text before is being written is written after it", async () => {
  const { drafts, written, waiting, type } = field();
  type("a");
  const first = drafts.flush("key");
  type("ab");
  const second = drafts.flush("key");
  waiting.forEach(({ ok }) => ok());
  await Promise.all([first, second]);
  assert.deepEqual([written, drafts.size(), drafts.textOf("key", "saved")], [["a", "ab"], 0, "saved"]);
});

test("a text that could not be written stays and is written when it is asked for again", async () => {
  const { drafts, written, waiting, type } = field();
  type("a");
  const first = drafts.flush("key");
  waiting[0].no(new Error("full"));
  await first;
  assert.deepEqual([drafts.size(), drafts.textOf("key", "")], [1, "a"]);
  const again = drafts.flush("key");
  waiting[1].ok();
  await again;
  assert.deepEqual([written, drafts.size()], [["a", "a"], 0]);
});
