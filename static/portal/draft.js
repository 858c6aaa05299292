// What stands in the form is kept on the server a moment after each change, so that a cut, a call or a flat battery costs a few words at most.

const PAUSE_MS = 1500, AGAIN_MS = 15_000;
const LOST = "网络中断，草稿还没有保存，联网后会自动保存。";
const ENDED = "登录已过期，草稿没有保存。请勿关闭本页，先复制已写的内容，再重新进入。";

/**
 * @param {HTMLFormElement} form @param {HTMLElement} status where it says so
 * @returns {{changed: () => void, now: () => void, stop: () => void}}
 */
export function keepDraft(form, status) {
  const address = String(form.dataset.draft);
  let timer = 0, dirty = false, busy = false, stopped = false;

  function body() {
    const all = new FormData(form);
    all.delete("photos"); // they travel alone, before (upload.js)
    return all;
  }

  async function save(keepalive = false) {
    clearTimeout(timer);
    timer = 0;
    if (stopped || busy) return;
    busy = true;
    dirty = false;
    try {
      const answer = await fetch(address, { method: "POST", body: body(), keepalive, redirect: "manual" });
      const said = answer.type === "opaqueredirect" || answer.status === 401 ? { message: ENDED } : await answer.json();
      status.textContent = answer.ok ? `草稿已保存 ${said.saved}` : (said.message ?? LOST);
    } catch {
      dirty = true;
      status.textContent = LOST;
      timer = setTimeout(save, AGAIN_MS);
    } finally {
      busy = false;
      if (dirty && !timer) changed();
    }
  }

  function changed() {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; save(); }, PAUSE_MS);
  }

  form.addEventListener("input", (event) => { if (/** @type {HTMLInputElement} */ (event.target).type !== "file") changed(); });
  addEventListener("online", () => { if (dirty) save(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && dirty) save(true); });
  addEventListener("pageshow", () => { stopped = false; }); // back from an answer that never came
  return { changed, now: () => save(), stop: () => { stopped = true; clearTimeout(timer); } };
}
