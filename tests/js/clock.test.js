import assert from "node:assert/strict";
import test from "node:test";
import { compare, makeClock, timeOf } from "../../static/field/clock.js";

const NOW = 1_795_430_000_000;

test("a stamp is nine digits of time, three of counter and the device", () => {
  const stamp = makeClock("a1b2c3d4").next(NOW);
  assert.match(stamp, /^[0-9a-z]{9}-000-a1b2c3d4$/);
  assert.equal(timeOf(stamp), NOW);
});

test("text order is the order of making, also within one millisecond and when the counter runs over", () => {
  const clock = makeClock("a1b2c3d4");
  const stamps = Array.from({ length: 50_000 }, () => clock.next(NOW));
  assert.deepEqual(stamps, [...new Set(stamps)].sort(compare));
});

test("stamps grow although the tablet's clock jumps back three hours", () => {
  const clock = makeClock("a1b2c3d4");
  const before = clock.next(NOW);
  assert.ok(clock.next(NOW - 3 * 3_600_000) > before);
});

test("a restarted clock goes on after its last stamp although time went back a year", () => {
  const last = makeClock("a1b2c3d4").next(NOW);
  assert.ok(makeClock("a1b2c3d4", last).next(NOW - 365 * 86_400_000) > last);
});

test("what is written after reading another tablet's op sorts after it", () => {
  const theirs = makeClock("zzzzzzzz").next(NOW + 60_000);
  const clock = makeClock("a1b2c3d4");
  clock.see(theirs, NOW);
  assert.ok(clock.next(NOW) > theirs);
});

test("a stamp further ahead than five minutes is not followed", () => {
  const theirs = makeClock("zzzzzzzz").next(NOW + 3 * 3_600_000);
  const clock = makeClock("a1b2c3d4");
  clock.see(theirs, NOW);
  assert.equal(timeOf(clock.next(NOW)), NOW);
});

test("nonsense clocks (before 1970, not a whole number) still give valid stamps", () => {
  const clock = makeClock("a1b2c3d4");
  for (const now of [-5, 0.5, NOW + 0.25]) assert.match(clock.next(now), /^[0-9a-z]{9}-[0-9a-z]{3}-a1b2c3d4$/);
});
