import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
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
