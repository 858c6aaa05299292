import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("../../static/field/sw.js", import.meta.url), "utf8");
const APP = "/field/", WASM = "/field/static/vendor/zxing_reader.wasm";

/** The worker in a scope of its own, as the server fills it in. `serve`: what the network gives; `detector`: the browser's own reader. */
function worker({ serve, detector }) {
  const kept = new Map(), handlers = {};
  const cache = { put: async (url, answer) => { kept.set(url, answer); }, match: async (url) => kept.get(url) };
  const self = { addEventListener: (name, handler) => { handlers[name] = handler; }, BarcodeDetector: detector };
  const filled = SOURCE.replace("__VERSION__", "v1").replace("__FILES__", JSON.stringify([[APP, "h"]])).replace("__DECODER__", JSON.stringify([[WASM, "h"]]));
  runInNewContext(filled, { self, caches: { open: async () => cache }, fetch: serve, location: { origin: "http://a" }, URL, Promise, Error });
  let routes;
  const run = (name, data, addRoutes) => new Promise((ok, no) => handlers[name]({ data, addRoutes, waitUntil: (work) => work.then(ok, no) }));
  /** `able`: what a browser with static routing would do with them */
  const install = (able) => run("install", undefined, able && ((rules) => { routes = able(rules); })).then(() => JSON.parse(JSON.stringify(routes ?? null)));
  return { kept: () => [...kept.keys()], install, ask: () => run("message", "decoder") };
}

const online = async () => ({ ok: true });
const withoutWasm = async (url) => { if (url === WASM) throw new Error("QuotaExceededError"); return { ok: true }; };

test("where the browser has no reader of its own, the install brings one", async () => {
  const { install, kept } = worker({ serve: online });
  await install();
  assert.deepEqual(kept(), [APP, WASM]);
});

test("where it has one, the megabyte stays away", async () => {
  const { install, ask, kept } = worker({ serve: online, detector: { getSupportedFormats: async () => ["qr_code"] } });
  await install();
  await ask();
  assert.deepEqual(kept(), [APP]);
});

test("a reader that can't be had or kept does not stop the install, and is fetched when the page asks again", async () => {
  let serve = withoutWasm;
  const { install, ask, kept } = worker({ serve: (url) => serve(url), detector: { getSupportedFormats: async () => ["ean_13"] } });
  await install();
  assert.deepEqual(kept(), [APP]);
  serve = online;
  await ask();
  assert.deepEqual(kept(), [APP, WASM]);
});

test("a browser whose own reader fails is treated as one without", async () => {
  const { install, kept } = worker({ serve: online, detector: { getSupportedFormats: async () => { throw new Error("service gone"); } } });
  await install();
  assert.deepEqual(kept(), [APP, WASM]);
});

test("a file of the app that is missing still fails the install: no half version", async () => {
  const { install } = worker({ serve: async (url) => ({ ok: url !== APP, status: 404 }) });
  await assert.rejects(install());
});

test("a browser that can answers from the cache of this very version by itself, for the shell and the files and nothing else", async () => {
  const { install } = worker({ serve: online });
  const asked = await install((rules) => rules);
  assert.deepEqual(asked.map(({ condition, source }) => [condition.urlPattern, source.cacheName]),
    [[{ pathname: APP, search: "" }, "v1"], [{ pathname: `${APP}static/*`, search: "" }, "v1"]]);
});
