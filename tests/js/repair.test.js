import assert from "node:assert/strict";
import test from "node:test";
import { foldVisit } from "../../static/field/fold.js";
import { adviceOn, isHeld, placeOf } from "../../static/field/ui/repair.js";
import { FINDING, SUBJECT, VISIT } from "./tablet.js";

const op = (subject, path, value) => ({ id: "0aaaaaaaa-000-a1b2c3d4", visit: VISIT, subject, kind: "set", path, value, prev: [], author: "p1", device: "a1b2c3d4", state: 0 });
const model = foldVisit([op(FINDING, "item", { item: "elec-sub-01" }), op(FINDING, `photo/${"a".repeat(64)}`, {}), op(`${FINDING}2`, "statement", "清单外")], VISIT);

test("every reason leads to one act; one that nobody thought of is the bureau's to solve, a photo's can be tried again", () => {
  const acts = Object.fromEntries(["too_large", "bad_value", "bad_text", "unknown_visit", "not_your_visit", "id_reused", "something_new"].map((reason) => [reason, adviceOn({ kind: "op", reason }).act]));
  assert.deepEqual(acts, { too_large: "edit", bad_value: "edit", bad_text: "edit", unknown_visit: "contact", not_your_visit: "contact", id_reused: "renew", something_new: "contact" });
  assert.deepEqual(["bad_photo", "lost", "wrong_hash", "too_large", "forbidden"].map((reason) => adviceOn({ kind: "photo", reason }).act), ["retake", "retake", "retake", "retake", "wait"]);
  for (const reason of ["too_large", "bad_photo", "unknown_visit"]) assert.match(adviceOn({ kind: "op", reason }).text, /[\u4e00-\u9fff]{8}/);
});

test("only what the server holds beside the log can be put aside after reading", () => {
  assert.deepEqual([isHeld({ kind: "op", reason: "not_your_visit" }), isHeld({ kind: "op", reason: "too_large" }), isHeld({ kind: "photo", reason: "bad_photo" })], [true, false, false]);
});

test("a repair opens the place where it was typed or photographed", () => {
  const place = (subject, path, kind = "op", id = "x") => placeOf(model, { kind, subject, path, id }).replace(`/visit/${VISIT}`, "");
  assert.deepEqual([
    place(SUBJECT, "answer/elec-mgmt-01"), place(SUBJECT, "measured/elec-mgmt-01/ohm"), place(SUBJECT, "opinion"), place(SUBJECT, "signature/enterprise"), place(SUBJECT, "submit"),
    place(SUBJECT, "consent"), place(FINDING, "statement"), place(`${FINDING}2`, "statement"), place("", "", "photo", "a".repeat(64)), place("", "", "photo", "b".repeat(64)),
  ], ["/check/elec-mgmt-01", "/check/elec-mgmt-01", "/sign", "/sign", "/sign", "", "/check/elec-sub-01", "/check", "/check/elec-sub-01", "/sign"]);
});
