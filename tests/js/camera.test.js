// What the camera says and when it shoots; strokes and masks as data.
import assert from "node:assert/strict";
import test from "node:test";
import { CLOSED, QUEUE, isBusy, mayShoot, next, say, wanted } from "../../static/field/ui/camera-state.js";
import { FULL, MOST, drawn, geometry, moved, placed } from "../../static/field/ui/marks.js";

const after = (...events) => events.reduce((state, event) => next(state, event), CLOSED);
const READY = { type: "ready", cameras: [{ id: "a", label: "后置" }], camera: "a", torch: false };
const open = (...events) => after({ type: "open" }, READY, ...events);
const EMPTY = { shapes: [], masks: [] };

test("a camera that is opening takes no picture, a ready one does", () => {
  assert.equal(mayShoot(after({ type: "open" })), false);
  assert.equal(say(after({ type: "open" }), 0).text, "正在打开相机…");
  assert.equal(mayShoot(open()), true);
  assert.equal(mayShoot(open({ type: "close" })), false);
});

test("the next picture may be taken while the one before is saved, until the queue is full", () => {
  const shots = Array.from({ length: QUEUE }, () => ({ type: "shot" }));
  assert.equal(mayShoot(open(...shots.slice(1))), true);
  assert.equal(mayShoot(open(...shots)), false);
  assert.equal(mayShoot(open(...shots, { type: "kept" })), true);
});

test("已保存 is said of what is durable only", () => {
  assert.equal(say(open({ type: "shot" }), 0).text, "还有 1 张保存中…");
  assert.equal(say(open({ type: "shot" }, { type: "shot" }, { type: "kept" }), 1).text, "已保存，共 1 张；还有 1 张保存中…");
  assert.equal(say(open({ type: "shot" }, { type: "kept" }), 5).text, "已保存，共 5 张");
});

test("a shot that was not saved is told first, can be tried again, and is in the way of leaving", () => {
  const failed = open({ type: "shot" }, { type: "shot" }, { type: "kept" }, { type: "lost", shot: 2, message: "未保存：平板存储空间不足" });
  assert.deepEqual(say(failed, 1), { text: "1 张未保存：平板存储空间不足", bad: true });
  assert.equal(isBusy(failed), true);
  const again = next(failed, { type: "again", shot: 2 });
  assert.equal(again.saving, 1);
  assert.equal(say(next(again, { type: "kept" }), 2).text, "已保存，共 2 张");
  assert.equal(isBusy(next(failed, { type: "dropped", shot: 2 })), false);
});

test("what is wrong with the camera is said in words, and a camera that comes back is ready again", () => {
  const refused = after({ type: "open" }, { type: "refused", name: "NotAllowedError" });
  assert.match(say(refused, 0).text, /没有相机权限/);
  assert.match(say(after({ type: "refused", name: "Strange" }), 0).text, /相机打不开（Strange）/);
  assert.equal(mayShoot(next(next(refused, { type: "open" }), READY)), true);
  assert.equal(say(open({ type: "missed", message: "没有取到画面，请再拍一次" }), 0).bad, true);
});

test("the light is offered only where the camera has one", () => {
  assert.equal(open().torch, null);
  const lit = next(next(open(), { ...READY, torch: true }), { type: "torch", on: true });
  assert.equal(lit.torch, true);
  assert.equal(next(open(), { type: "torch", on: true }).torch, null);
});

test("the camera chosen last is opened while it is there, else the one at the back", () => {
  assert.deepEqual(wanted("b", ["a", "b"]).video.deviceId, { exact: "b" });
  assert.deepEqual(wanted("gone", ["a"]).video.facingMode, { ideal: "environment" });
});

test("a drag makes a mark of the chosen kind, a slip none", () => {
  assert.deepEqual(drawn(EMPTY, "arrow", [100, 100], [5000, 200])?.shapes, [{ kind: "arrow", points: [100, 100, 5000, 200], text: "" }]);
  assert.deepEqual(drawn(EMPTY, "circle", [5000, 4000], [1000, 2000])?.shapes[0].points, [1000, 2000, 5000, 4000]);
  assert.deepEqual(drawn(EMPTY, "face", [9000, 9000], [12000, 20000])?.masks, [{ kind: "face", x: 9000, y: 9000, w: 1000, h: 1000 }]);
  assert.equal(drawn(EMPTY, "arrow", [100, 100], [120, 130]), null);
  assert.equal(drawn(EMPTY, "text", [100, 100], [100, 100], "  "), null);
  assert.equal(drawn(EMPTY, "text", [0, 0], [100, 100], "裸露接头")?.shapes[0].text, "裸露接头");
});

test("a full photo takes no more marks", () => {
  const full = { shapes: Array(MOST).fill({ kind: "circle", points: [0, 0, 500, 500], text: "" }), masks: [] };
  assert.equal(drawn(full, "arrow", [0, 0], [5000, 5000]), null);
  assert.ok(drawn(full, "face", [0, 0], [5000, 5000]));
});

test("marks are placed and moved with keys and never leave the picture", () => {
  let drawing = /** @type {any} */ (placed(EMPTY, "secret"));
  for (let n = 0; n < 100; n++) drawing = moved(drawing, "secret", "ArrowRight", false) ?? drawing;
  assert.equal(drawing.masks[0].x + drawing.masks[0].w, FULL);
  drawing = /** @type {any} */ (placed(EMPTY, "circle"));
  assert.deepEqual(moved(drawing, "circle", "ArrowDown", true)?.shapes[0].points, [4000, 4000, 6000, 6150]);
  assert.equal(moved(EMPTY, "circle", "ArrowDown", false), null);
  assert.equal(moved(drawing, "circle", "a", false), null);
});

test("shapes are drawn in the pixels of the picture with widths that follow its longer side", () => {
  const arrow = geometry({ kind: "arrow", points: [0, 0, 10000, 0], text: "" }, 2000, 1000);
  assert.match(arrow.path, /^M0 0L2000 0M1929\.8 -38\.4L2000 0M/);
  assert.equal(arrow.line, 14);
  assert.deepEqual(geometry({ kind: "circle", points: [1000, 2000, 3000, 4000], text: "" }, 1000, 1000).rx, 100);
});
