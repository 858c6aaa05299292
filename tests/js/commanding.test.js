import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { newFinding } from "../../static/field/ui/begin.js";
import { commandHint, commandsIn } from "../../static/field/ui/commanding.js";

const CASES = JSON.parse(readFileSync(new URL("../data/commanding.json", import.meta.url), "utf8"));

test("the tablet finds the words that the server finds", () => {
  for (const { text, words } of CASES) assert.deepEqual(commandsIn(text).map(({ word }) => word), words, text);
});

test("a word is where it is said to be", () => {
  for (const { text } of CASES) for (const { word, start, end } of commandsIn(text)) assert.equal(text.slice(start, end), word);
});

test("the hint names each word once, and nothing is said of advice", () => {
  assert.match(commandHint("必须停用，必须断电，责令整改") ?? "", /^“必须”“责令”是命令的口气/);
  assert.equal(commandHint("建议停用"), null);
});

test("advice begins with no suggestion that orders; the enforcement track keeps it", () => {
  const source = { list: { id: "electrical", version: "0.1.0" }, item: { id: "elec-est-05", typical_finding: "报告已过期。", suggested_measure: "委托检测，不合格项限期整改。" } };
  const paths = (/** @type {boolean} */ advisory) => newFinding(source, advisory).map(({ path }) => path);
  assert.deepEqual(paths(true), ["item", "statement"]);
  assert.deepEqual(paths(false), ["item", "statement", "measure"]);
});
