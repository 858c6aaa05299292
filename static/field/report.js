// What this tablet tells the bureau at each contact (docs/wire.md): whether work waits here, and whether the tablet is fit to keep it. No position.

const CANARY_EVERY_MS = 600_000;
let testedAt = 0, room = true;

/** A megabyte written each minute would wear the tablet out for nothing. @param {any} store */
async function hasRoom(store) {
  if (store.problem?.code === "disk_full") return false;
  if (Date.now() - testedAt < CANARY_EVERY_MS) return room;
  testedAt = Date.now();
  room = await store.canary();
  return room;
}

/** @param {import("./store.js").Store} store @param {string} app version of the app */
export async function reportOf(store, app) {
  const storage = globalThis.navigator?.storage;
  const [counts, oldest, { usage = 0, quota }, persisted] = await Promise.all([
    store.counts(), store.oldestWaiting(), storage?.estimate?.() ?? {}, storage?.persisted?.() ?? false]);
  return {
    ...counts, oldest: oldest === null ? 0 : Math.max(0, Math.round(Date.now() - oldest)),
    free: quota === undefined ? null : Math.max(0, Math.round(quota - usage)), room: await hasRoom(store),
    persisted, mirrored: store.mirrored, encrypted: store.core.codec.on, now: Date.now(), app,
  };
}
