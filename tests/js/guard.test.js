// Locking in the background: after the bureau's minutes, never over what could not be saved, and when the tablet wakes up later.
import assert from "node:assert/strict";
import test from "node:test";

const listeners = [];
globalThis.document ??= /** @type {any} */ ({ createTreeWalker: () => ({}), createComment: () => ({}), createElement: () => ({ content: {} }) });
Object.assign(globalThis.document, { visibilityState: "visible", querySelector: () => null, addEventListener: (_, listener) => listeners.push(listener) });
globalThis.window = globalThis;
let reloads = 0;
globalThis.location = /** @type {any} */ ({ hash: "#/visit/x/check", reload: () => { reloads++; } });
const { guard } = await import("../../static/field/ui/guard.js");

const become = (state) => { document.visibilityState = state; listeners.forEach((listener) => listener()); };
const settle = () => new Promise((done) => { setImmediate(done); });

test("in the background it locks after the bureau's minutes, but not while something is unsaved or on its way", async (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"] });
  const state = { unsaved: 0, phase: "idle" };
  const ctx = { store: { core: { codec: { on: true }, readOnly: false } }, bundle: { encryption: { on: true, lock_minutes: 5 } },
    drafts: { flushAll: async () => {}, size: () => state.unsaved }, saver: { failed: () => 0 }, sync: { get state() { return { phase: state.phase }; } } };
  await guard(ctx);
  await guard(ctx);
  assert.equal(listeners.length, 1, "one watch, however often it is called");

  become("hidden");
  t.mock.timers.tick(4 * 60_000);
  become("visible");
  t.mock.timers.tick(10 * 60_000);
  await settle();
  assert.equal(reloads, 0, "back in time");

  Object.assign(state, { unsaved: 1 });
  become("hidden");
  t.mock.timers.tick(5 * 60_000);
  await settle();
  assert.equal(reloads, 0, "what stands only on the screen is not thrown away");
  Object.assign(state, { unsaved: 0, phase: "syncing" });
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(reloads, 0, "an upload is not cut off");
  state.phase = "idle";
  t.mock.timers.tick(60_000);
  await settle();
  assert.equal(reloads, 1);

  become("visible");
  become("hidden");
  t.mock.timers.setTime(Date.now() + 3600_000 - 1); // asleep: no timer ran
  become("visible");
  await settle();
  assert.ok(reloads >= 2);
});
