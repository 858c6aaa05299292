// Works in the page as an expert does, as fast as the screen answers, and says on the console what it tried and what the screen said then.
// Runs before the app (an init script) and uses nothing of it: only what a person sees and, for counting afterwards, the raw database.
globalThis.faults = (() => {
  const PATIENCE_MS = 15_000;
  const FINDING_ITEM = "elec-sub-01";
  const state = { tag: "", n: 0, going: false };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const pick = (list) => list[Math.floor(Math.random() * list.length)];
  const wait = (ms = 0) => new Promise((next) => setTimeout(next, ms));
  const say = (what, n, more = {}) => console.log("FAULT", JSON.stringify({ what, n, ...more }));

  /** Tries one thing; the screen's own words decide: 已保存, 未保存, or (after a long wait) nothing at all. */
  async function attempt(kind, key, value, act, read) {
    const n = `${state.tag}-${++state.n}`;
    say("try", n, { kind, key, value });
    await globalThis.faultsHeard();
    await act();
    const began = performance.now(); // the wall clock may jump
    for (;;) {
      const found = await read();
      if (found) { say(found.what ?? found, n, found.value === undefined ? {} : { value: found.value }); return found.what ?? found; }
      if (performance.now() - began > PATIENCE_MS) { say("silent", n); return "silent"; }
      await wait();
    }
  }
  const mark = (text) => (text.includes("未保存") ? "told" : text.includes("已保存") ? "saved" : null);

  function answer() {
    const item = pick(all("article.item[id^=item-]").filter((one) => one.id !== `item-${FINDING_ITEM}` && one.querySelector(".answers") && !one.querySelector(".finding")));
    const now = all(".answer", item).find((button) => button.ariaPressed === "true")?.className.match(/answer-(ok|na|nok)/)?.[1];
    const value = now === "ok" ? "na" : "ok";
    const button = item.querySelector(`.answer-${value}`);
    if (button.disabled) return wait(20);
    return attempt("answer", item.id.slice(5), value, () => button.click(), () =>
      (item.querySelector(`.answer-${value}`).ariaPressed === "true" || item.querySelector(".answer-state").textContent.includes("未保存")
        ? mark(item.querySelector(".answer-state").textContent) : null));
  }

  function fields() {
    return all(`#item-${FINDING_ITEM} .finding .field`).filter((field) => field.querySelector("input[type=text], textarea"));
  }
  function type(input, value) {
    const proto = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(proto.prototype, "value").set.call(input, value);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
  const pathOf = (input) => /-(location|statement|measure)$/.exec(input.id)?.[1];
  function text() {
    const input = pick(fields().map((field) => field.querySelector("input[type=text], textarea")).filter((one) => pathOf(one) && !one.disabled));
    if (!input) return wait(20);
    const field = input.closest(".field"), path = pathOf(input), value = `现场情况 ${state.tag}-${state.n + 1}`;
    return attempt("text", path, value, () => type(input, value), () => mark(field.querySelector(".label-row").textContent));
  }

  /** Grain as of a real photo: from 64 KB on Chromium keeps a value in a file of its own, which is another way to lose it. */
  function picture() {
    const [width, height] = pick([[320, 240], [1600, 1200], [1200, 1600]]);
    const grain = new OffscreenCanvas(width / 2, height / 2), canvas = document.createElement("canvas");
    const dots = new Uint32Array((width / 2) * (height / 2)).map(() => 0xff000000 | (Math.random() * 0xffffff));
    grain.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(dots.buffer), width / 2, height / 2), 0, 0);
    [canvas.width, canvas.height] = [width, height];
    canvas.getContext("2d").drawImage(grain, 0, 0, width, height);
    return new Promise((done) => canvas.toBlob((blob) => done(new File([blob], "photo.jpg", { type: "image/jpeg" })), "image/jpeg", 0.8));
  }
  const openRaw = () => new Promise((ok, no) => {
    const asked = indexedDB.open("inspect");
    asked.onsuccess = () => ok(asked.result);
    asked.onerror = () => no(asked.error);
    asked.onupgradeneeded = () => { asked.transaction.abort(); };
  });
  const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
  async function raw(work) {
    const db = await openRaw();
    try { return await work((store) => db.transaction(store).objectStore(store)); } finally { db.close(); }
  }
  const shasNow = () => raw((store) => done(store("photos").getAllKeys())).catch(() => []); // on a full disk there may be nothing to read

  async function photo() {
    const input = document.querySelector(`#item-${FINDING_ITEM} .finding input[type=file]`);
    if (!input) return wait(20);
    const file = await picture(), strip = () => all(`#item-${FINDING_ITEM} .finding .strip li`).length;
    const before = strip(), known = new Set(await shasNow());
    const given = new DataTransfer();
    given.items.add(file);
    return attempt("photo", "photo", null, () => { input.files = given.files; input.dispatchEvent(new Event("change", { bubbles: true })); }, async () => {
      const field = document.querySelector(`#item-${FINDING_ITEM} .finding input[type=file]`).closest(".field");
      // A photo in the strip is not saved by that: what could not be taken back on a full disk stands there, too, under 未保存.
      const said = mark(field.querySelector(".label-row").textContent);
      if (said !== "saved" || strip() === before) return said === "told" ? "told" : null;
      return { what: "saved", value: (await shasNow()).find((sha) => !known.has(sha)) ?? "" };
    });
  }

  function stroke(canvas) {
    const box = canvas.getBoundingClientRect();
    const point = (type, x, y, to) => to.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, isPrimary: true, button: 0,
      buttons: type === "pointerup" ? 0 : 1, pressure: 0.5, clientX: box.left + x, clientY: box.top + y }));
    point("pointerdown", 40, 60, canvas);
    for (let i = 1; i < 12; i++) point("pointermove", 40 + i * 14, 50 + Math.random() * 60, canvas);
    point("pointerup", 210, 60, canvas);
  }
  const signer = () => all("li.signer").find((one) => one.textContent.includes("组长"));
  const press = (word, root = document) => all("button", root).find((button) => button.textContent.includes(word) && !button.disabled);
  async function until(find) {
    for (const began = performance.now(); performance.now() - began < PATIENCE_MS; await wait()) { const found = find(); if (found) return found; }
    return null;
  }
  const signature = async () => (await raw((store) => done(store("ops").getAll()))).filter((op) => op.path === "signature/p-exp1").sort((a, b) => (a.id < b.id ? -1 : 1)).at(-1);
  const signedAs = () => signature().then((op) => op?.value?.image ?? "", () => "");
  async function sign() {
    if (signer()?.querySelector("img.signature")) {
      return attempt("sign", "signature/p-exp1", null, async () => {
        press("撤回签字并修改").click();
        (await until(() => press("撤回签字", document.querySelector("dialog") ?? document.createElement("i")))).click();
      }, () => (signer() && !signer().querySelector("img.signature") ? "saved" : document.querySelector(".toast")?.textContent.includes("未保存") ? "told" : null));
    }
    const button = await until(() => signer() && press("签字", signer()));
    if (!button) return say("stuck", "sign", { value: document.body.innerText.slice(0, 400) });
    return attempt("sign", "signature/p-exp1", "", async () => {
      button.click();
      stroke(await until(() => document.querySelector("dialog.pad canvas")));
      await wait(5);
      (await until(() => press("确认签名"))).click();
    }, async () => {
      if (signer()?.querySelector("img.signature")) return { what: "saved", value: await signedAs() };
      const told = document.querySelector("dialog.pad .form-message")?.textContent ?? "";
      if (!told.includes("未保存")) return null;
      document.querySelector("dialog.pad").close();
      return "told";
    });
  }

  const DEEDS = { answer, text, photo, sign };
  /** Goes on with deeds drawn from `kinds` until stop(), or until `most` were done. @returns {Promise<number>} how many */
  async function work(tag, kinds, most = Infinity, pause = 0) {
    Object.assign(state, { tag, n: 0, going: true });
    let made = 0;
    for (; state.going && made < most; made++) {
      await DEEDS[pick(kinds)]();
      if (pause) await wait(pause);
    }
    state.going = false;
    return made;
  }

  const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  /** What the database holds: every op, and every photo with the hash of its bytes. */
  async function disk() {
    return raw(async (store) => {
      const ops = await done(store("ops").getAll());
      const photos = await done(store("photos").getAll());
      const bytes = await Promise.all(photos.map((one) => done(store("bytes").get([one.sha, "full"]))));
      const hashes = await Promise.all(bytes.map(async (one) => (one ? hex(await crypto.subtle.digest("SHA-256", one)) : "")));
      return { ops, photos: photos.map((one, i) => ({ sha: one.sha, state: one.state, hash: hashes[i] })) };
    });
  }
  const drawn = () => all("article.item[id^=item-]").length > 70 && all("article.item[id^=item-]").every((item) => item.querySelector(".answers"));
  /** What the screen shows: answers, texts of the finding, how many photos. */
  const screen = () => ({
    answers: Object.fromEntries(all("article.item[id^=item-]").map((item) =>
      [item.id.slice(5), all(".answer", item).find((b) => b.ariaPressed === "true")?.className.match(/answer-(ok|na|nok)/)?.[1] ?? ""])),
    texts: Object.fromEntries(fields().map((field) => field.querySelector("input[type=text], textarea")).filter(pathOf).map((input) => [pathOf(input), input.value])),
    photos: all(`#item-${FINDING_ITEM} .finding .strip li`).length,
  });
  const refused = () => document.querySelector("main.refuse")?.innerText ?? "";
  return { work, stop: () => { state.going = false; }, going: () => state.going, disk, drawn, screen, refused, signed: () => Boolean(signer()?.querySelector("img.signature")), signable: () => Boolean(signer()) };
})();
