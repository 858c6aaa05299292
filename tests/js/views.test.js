import assert from "node:assert/strict";
import test from "node:test";
import { foldVisit } from "../../static/field/fold.js";
import { parse } from "../../static/field/router.js";
import { blanksOf, gapsOf, lockOf, photosAllowed, signaturesOf, stateOf, tally } from "../../static/field/ui/inspection.js";
import { decimalOf, judge } from "../../static/field/ui/limits.js";
import { receiptWord, statusOf, visitStatus } from "../../static/field/ui/status.js";

const VISIT = "0b0e7a52-0000-4000-8000-000000000001";
const FINDING = "0b0e7a52-0000-4000-8000-0000000000f1";
const PLANNED = { id: VISIT, track: "advisory", version: 0, returned: [], state: "planned" };
const item = (id, more = {}) => ({ id, section: "a", text: `检查 ${id}`, ...more });
const SECTIONS = [{ list: { id: "electrical" }, section: { id: "a", title: "甲" }, items: [item("i-1", { photo_required: true }), item("i-2"), item("i-3")] }];

/** Ops in the order written, as one tablet writes them. */
function history(...steps) {
  return foldVisit(steps.map(([kind, subject, path, value], n) => ({
    id: `${(n + 1).toString(36).padStart(9, "0")}-000-aaaaaaaa`, visit: VISIT, subject: subject === "v" ? `visit/${VISIT}` : `finding/${FINDING}`, kind, path, value,
    prev: [], author: "p1", device: "aaaaaaaa", state: 0,
  })), VISIT);
}
const START = ["event", "v", "start", { at: "2026-11-23T01:00:00Z" }];
const SIGNED = ["set", "v", "signature/p1", { name: "王", image: "a", at: "2026-11-23T02:00:00Z", manifest_hash: "h" }];
const SUBMIT = ["event", "v", "submit", { version: 1, reason: "", manifest: { ops: [], photos: [], hash: "h" } }];

test("a number may be typed with a Chinese keyboard, and words are no number", () => {
  assert.deepEqual(["0.35", "３．５", "3。5", ".5", "7.", "-2", " 4 "].map(decimalOf), ["0.35", "3.5", "3.5", "0.5", "7", "-2", "4"]);
  assert.deepEqual(["", "3，5", "1e3", "约4", "0.1234567890", "--1"].map(decimalOf), [null, null, null, null, null, null]);
});

test("a limit is judged exactly where binary fractions would not be", () => {
  const limit = (op, value) => ({ unit: "m", limits: [{ bounds: [{ op, value }] }] });
  assert.equal(judge(limit("≥", "0.3"), "0.30").lines[0].within, true);
  assert.equal(judge(limit(">", "0.3"), "0.3").lines[0].within, false);
  assert.equal(judge(limit("≤", "-0.1"), "-0.2").lines[0].within, true);
  assert.equal(judge(limit("≥", "400"), null).lines[0].within, null);
});

test("only a binding limit without a condition says outside by itself", () => {
  const judged = (limit) => judge({ unit: "Ω", limits: [{ bounds: [{ op: "≤", value: "4" }], ...limit }] }, "5");
  assert.equal(judged({}).outside, true);
  assert.equal(judged({ binding: false }).outside, false);
  assert.equal(judged({ when: "低压系统" }).outside, false);
  assert.equal(judge({ limits: [{ when: "其他", bounds: [] }] }, "5").lines.length, 0);
});

test("both bounds of a range must hold", () => {
  const range = { unit: "℃", limits: [{ bounds: [{ op: "≥", value: "5" }, { op: "≤", value: "40" }] }] };
  assert.deepEqual(["4", "5", "40", "41"].map((value) => judge(range, value).lines[0].within), [false, true, true, false]);
  assert.equal(judge(range, "20").lines[0].text, "≥ 5 且 ≤ 40 ℃");
});

test("blanks are found, sizes are not taken for blanks", () => {
  assert.deepEqual(blanksOf("抽查×名电工，其中×××（岗位：__）未持证"), ["×", "×××", "__"]);
  assert.deepEqual(blanksOf("配电箱尺寸 600×800，距地 1.5m"), []);
});

test("what is missing in a finding is listed, and what stops the signature is marked", () => {
  const model = history(START, ["set", "v", "answer/i-1", "nok"], ["set", "f", "item", { checklist: "electrical", version: "1", item: "i-1" }],
    ["set", "f", "statement", "现场××电工无证"], ["set", "f", "measure", "停止作业"]);
  assert.deepEqual(gapsOf(model, SECTIONS).map(({ must, text }) => [must, text.split("：")[1]]), [
    [true, "缺部位"], [true, "未选建议期限"], [true, "还有待填的空白（××），请改写为现场事实"], [false, "本项要求拍照，尚无照片"]]);
});

test("an item judged 不符合 without a finding is missing one, also after the finding was taken back", () => {
  const steps = [START, ["set", "v", "answer/i-2", "nok"], ["set", "f", "item", { checklist: "electrical", version: "1", item: "i-2" }], ["set", "f", "withdrawn", true]];
  assert.equal(gapsOf(history(...steps), SECTIONS)[0].item, "i-2");
  assert.equal(gapsOf(history(START, ["set", "v", "answer/i-2", "ok"]), SECTIONS).length, 0);
});

test("a visit is locked before the start, after the first signature and after the submission", () => {
  assert.equal(lockOf(history(), PLANNED, false), "not_started");
  assert.equal(lockOf(history(START), PLANNED, false), null);
  assert.equal(lockOf(history(START), PLANNED, true), "readonly");
  assert.equal(lockOf(history(START, SIGNED), PLANNED, false), "signed");
  assert.equal(lockOf(history(START, SIGNED, SUBMIT), PLANNED, false), "submitted");
});

test("a returned visit is open again without its old signatures, until it is submitted again", () => {
  const returned = { ...PLANNED, state: "received", version: 1, returned: [{ finding: FINDING, reason: "照片不清" }] };
  const model = history(START, SIGNED, SUBMIT);
  assert.equal(stateOf(model, returned), "returned");
  assert.equal(lockOf(model, returned, false), null);
  assert.deepEqual([signaturesOf(model).size, signaturesOf(model, false).size], [0, 1]);
  const again = history(START, SIGNED, SUBMIT, ["event", "v", "submit", { version: 2, reason: "补拍", manifest: {} }]);
  assert.equal(stateOf(again, returned), "submitted");
});

test("not applicable counts as checked and stays out of the rate", () => {
  const model = history(START, ["set", "v", "answer/i-1", "ok"], ["set", "v", "answer/i-2", "na"]);
  assert.deepEqual(tally(model, SECTIONS), { items: 3, done: 2, ok: 1, nok: 0, na: 1 });
});

test("photos need consent on the advisory track only", () => {
  const consent = ["set", "v", "consent", { photos: true, signature: false, position: false, by: "杨", at: "2026-11-23T01:00:00Z" }];
  assert.equal(photosAllowed(history(START), PLANNED), false);
  assert.equal(photosAllowed(history(START, consent), PLANNED), true);
  assert.equal(photosAllowed(history(START), { ...PLANNED, track: "enforcement" }), true);
});

test("the status names what is left, whatever else is wrong", () => {
  const now = (phase, counts, problem = null) => statusOf({ problem, counts: { ops: 0, photos: 0, quarantined: 0, ...counts }, sync: { phase, lastOk: null, nextAt: null } }).text;
  assert.equal(now("idle", {}), "已全部上传");
  assert.equal(now("idle", { ops: 5, photos: 2 }), "待上传 7 项（2 张照片）");
  assert.equal(now("offline", { ops: 1 }), "离线 · 待上传 1 项（0 张照片）");
  assert.equal(now("offline", {}), "离线 · 全部已上传");
  assert.equal(now("signin", { photos: 1 }), "请登录 · 待上传 1 项（1 张照片）");
  assert.equal(now("idle", { quarantined: 3 }), "3 项需处理");
  assert.equal(now("idle", { ops: 9 }, { code: "disk_full", message: "" }), "空间不足 · 待上传 9 项（0 张照片）");
  assert.equal(now("idle", { ops: 2, quarantined: 3 }), "3 项需处理 · 待上传 2 项（0 张照片）");
});

test("a receipt is said in photos, and never for work that is still here", () => {
  const receipt = { ops: { held: 40, of: 40 }, photos: { held: 14, of: 14 } };
  assert.equal(receiptWord(receipt), "14/14 张照片已由局端接收");
  assert.equal(receiptWord({ ...receipt, photos: { held: 0, of: 0 } }), "40/40 条记录已由局端接收");
  assert.equal(visitStatus({ ops: 0, photos: 0, quarantined: 0 }, receipt, "received").text, "14/14 张照片已由局端接收");
  assert.equal(visitStatus({ ops: 1, photos: 0, quarantined: 0 }, receipt, "submitted").text, "待上传 1 项");
});

test("every address of a screen is understood, an unknown one leads home", () => {
  assert.deepEqual(parse(""), { name: "today", params: {} });
  assert.deepEqual(parse("#/visit/abc/check/elec-sub-01"), { name: "check", params: { id: "abc", item: "elec-sub-01" } });
  assert.deepEqual(parse("#/visit/abc/check"), { name: "check", params: { id: "abc", item: undefined } });
  assert.deepEqual(parse("#/visit/abc/sign").name, "sign");
  assert.deepEqual(parse("#/nowhere"), { name: "today", params: {} });
});
