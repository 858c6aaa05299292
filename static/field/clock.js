// Hybrid logical clock. A stamp is `<ms, 9 base-36 digits>-<counter, 3>-<device, 8>`; text order is time order.

const MAX_COUNT = 36 ** 3 - 1;
const MAX_MS = 36 ** 9 - 1;
/** A stamp made elsewhere that is further ahead than this is not followed: that tablet's clock is wrong, not ours. */
const MAX_AHEAD_MS = 5 * 60_000;

const base36 = (/** @type {number} */ n, /** @type {number} */ width) => n.toString(36).padStart(width, "0");

/** Milliseconds since 1970 in a stamp. @param {string} stamp */
export const timeOf = (stamp) => parseInt(stamp.slice(0, 9), 36);

const countOf = (/** @type {string} */ stamp) => parseInt(stamp.slice(10, 13), 36);

/** Order of two stamps, for sort(). @param {string} a @param {string} b */
export const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * A clock whose stamps only grow, whatever the tablet's own clock does.
 * @param {string} device 8 of [0-9a-z]
 * @param {string} [last] greatest stamp that this device has made so far
 */
export function makeClock(device, last = "") {
  let ms = last ? timeOf(last) : 0;
  let count = last ? countOf(last) : 0;
  return {
    /** A stamp greater than every stamp made or followed before. */
    next(now = Date.now()) {
      const wall = Math.min(Math.max(Math.trunc(now), 0), MAX_MS);
      if (wall > ms) [ms, count] = [wall, 0];
      else if (++count > MAX_COUNT) [ms, count] = [ms + 1, 0];
      return `${base36(ms, 9)}-${base36(count, 3)}-${device}`;
    },
    /** Learns a stamp made elsewhere, so that what is written after reading it sorts after it. @param {string} stamp */
    see(stamp, now = Date.now()) {
      const [seenMs, seenCount] = [timeOf(stamp), countOf(stamp)];
      if (!(seenMs <= now + MAX_AHEAD_MS)) return;
      if (seenMs > ms || (seenMs === ms && seenCount > count)) [ms, count] = [seenMs, seenCount];
    },
  };
}
