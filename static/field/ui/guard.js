// Keeps what the bureau asks for: a tablet without a PIN is asked for one on its list page, one with a PIN locks itself in the background.
import { setPin } from "../views/pin.js";

const AGAIN_MS = 30 * 60_000, BUSY_MS = 60_000;
let askedAt = -Infinity, watching = false;

/** Never over somebody's work: only on the list page. @param {any} ctx */
export async function guard(ctx) {
  const { core } = ctx.store;
  const wish = ctx.bundle?.encryption;
  if (core.codec.on) return watch(ctx);
  if (!wish?.on || !wish.key || core.readOnly || !/^#?\/?$/.test(location.hash) || document.querySelector("dialog") || Date.now() - askedAt < AGAIN_MS) return;
  askedAt = Date.now();
  if (await setPin(ctx)) watch(ctx);
}

/** Locking is starting anew: the key is nowhere but in this page's memory. @param {any} ctx */
export async function lockNow(ctx) {
  await ctx.drafts.flushAll();
  if (ctx.drafts.size() || ctx.saver.failed()) return false; // what could not be saved stands only on the screen
  location.reload();
  return true;
}

function watch(ctx) {
  if (watching) return;
  watching = true;
  let since = 0, timer = 0;
  const limit = () => (ctx.bundle?.encryption?.lock_minutes ?? 15) * 60_000;
  const expire = async () => {
    const busy = ctx.sync.state.phase === "syncing" && document.visibilityState === "hidden";
    if (busy || !(await lockNow(ctx))) timer = window.setTimeout(expire, BUSY_MS);
  };
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") {
      since = Date.now();
      timer = window.setTimeout(expire, limit());
    } else if (since && Date.now() - since > limit()) expire(); // timers stand still while a tablet sleeps
  });
}
