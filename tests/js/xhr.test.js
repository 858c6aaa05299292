// An upload ends, whatever comes back: with an answer, or without one. It once waited for ever when the answer was cut in its head.
import assert from "node:assert/strict";
import { test } from "node:test";
import { makeApi } from "../../static/field/api.js";
import { send } from "../../static/field/xhr.js";

globalThis.window ??= globalThis;

/** What a browser's XMLHttpRequest does with one answer. `end`: the event that comes. */
function answering({ end = "load", status = 200, headers = "", text = "" }) {
  return class {
    upload = {};
    status = status;
    responseText = text;
    open() {}
    setRequestHeader() {}
    abort() { this.onabort(); this.onloadend(); }
    getAllResponseHeaders() { return headers; }
    send() { if (end) queueMicrotask(() => { try { this[`on${end}`](); } catch { /* the browser reports it and goes on */ } this.onloadend(); }); }
  };
}

/** @returns {Promise<any>} the answer, "failed", or "hangs" */
function upload(answer, patience = 5_000) {
  globalThis.XMLHttpRequest = answering(answer);
  return inTime(send("/x", { method: "PUT", headers: {}, body: new ArrayBuffer(4) }, patience, () => {}).catch(() => "failed"));
}
const inTime = (sent) => Promise.race([sent, new Promise((late) => setTimeout(late, 500, "hangs"))]);

test("an answer comes with its status, headers and body", async () => {
  const answer = await upload({ status: 201, headers: "content-type: application/json\r\nx-api-version: 2\r\n", text: '{"sha256":"a"}' });
  assert.deepEqual([answer.status, answer.headers.get("X-Api-Version"), await answer.json()], [201, "2", { sha256: "a" }]);
});

test("an answer that was cut in its head is no answer", async () => {
  assert.equal(await upload({ headers: "" }), "failed");
  assert.equal(await upload({ status: 204, headers: "x-api-version: 2\r\n" }), "failed", "no such answer is ours");
});

test("no answer, and none in time", async () => {
  for (const end of ["error", "abort", "timeout"]) assert.equal(await upload({ end }), "failed");
  assert.equal(await upload({ end: "" }, 20), "failed");
});

test("for the rest of the app all of that is: not connected", async () => {
  for (const answer of [{ headers: "" }, { headers: "content-ty\r\n" }, { end: "error" }]) {
    globalThis.XMLHttpRequest = answering(answer);
    await assert.rejects(inTime(makeApi("").putPhoto("a", new ArrayBuffer(4), () => {})), (error) => error.status === 0);
  }
});
