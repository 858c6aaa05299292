// Starts the field app: opens the store, draws the frame (head, banners, status), and puts one view into it.
import { api } from "./api.js";
import { go, listen, parse } from "./router.js";
import { openStore } from "./store.js";
import { makeSync } from "./sync.js";
import { makeDrafts } from "./ui/drafts.js";
import { html, icon, nothing, render } from "./ui/dom.js";
import { banners, frame, head } from "./ui/frame.js";
import { makeSaver } from "./ui/saver.js";
import { makeShell } from "./ui/shell.js";
import { makeToast } from "./ui/toast.js";
import { signInPage } from "./views/signin.js";
import { todayView } from "./views/today.js";

const VERSION = document.documentElement.dataset.version ?? "";
/** The list page is there at once; the others are fetched while the person reads it (see `fetchViews`). @type {Record<string, () => Promise<any>>} */
const VIEWS = {
  today: async () => todayView,
  upload: () => import("./views/upload.js").then((module) => module.uploadView),
  enterprise: () => import("./views/enterprise.js").then((module) => module.enterpriseView),
  visit: () => import("./views/enterprise.js").then((module) => module.enterpriseView),
  check: () => import("./views/check.js").then((module) => module.checkView),
  sign: () => import("./views/sign.js").then((module) => module.signView),
};
const SPEAK_MS = 400, COUNT_MS = 250;
const app = /** @type {HTMLElement} */ (document.getElementById("app"));

/** Filling without https would have no second copy, no hashes and no offline start: better to say so than to lose work. */
function refuse() {
  app.replaceChildren();
  const safe = `https://${location.host}/field/`;
  render(html`<main class="refuse">${icon("lock", "icon-big")}<h1>这个地址不能用来填写</h1>
    <p>当前地址 <b>${location.origin}</b> 没有加密（不是 https）。浏览器因此不允许离线保存、拍照和校验，在这里填写会丢失数据。</p>
    <h2>怎么办</h2><ol><li>改用加密地址打开：<a href=${safe}>${safe}</a></li><li>打不开时，请把本页拍给局里的系统管理员，按《运维说明》为服务器配置 https 证书。</li></ol></main>`, app);
}

/** @param {any} error */
function broken(error) {
  app.replaceChildren();
  render(html`<main class="refuse">${icon("warn", "icon-big")}<h1>现场检查没有打开</h1><p>${error.message}</p>
    <p>平板上已保存的内容不受影响。请关闭其他窗口后重试；仍打不开，请联系局里的系统管理员。</p>
    <button class="button primary big" @click=${() => location.reload()}>重试</button></main>`, app);
}

/** Long before they are needed, also on the very first day, when the service worker may not have them yet. */
const fetchViews = () => Promise.all(Object.values(VIEWS).map((load) => load())).catch(() => setTimeout(fetchViews, 10_000));

async function start() {
  if (!isSecureContext) return refuse();
  if (!navigator.serviceWorker || !navigator.locks) throw new Error("这个浏览器缺少离线保存需要的功能，请用最新版 Chrome、Edge 或 Safari，且不要用无痕窗口。");
  const parts = frame(app);
  let scheduled = false, framed = false, showing = 0, counting = 0, speaking = 0;
  /** @type {any} */
  let view = null, headSpec = null, counts = { ops: 0, photos: 0, quarantined: 0 };

  VIEWS[parse(location.hash).name]().catch(() => {}); // its modules come while the store opens
  const store = await openStore();
  const sync = makeSync(store, api, { label: navigator.userAgent.slice(0, 120), app_version: VERSION });
  const saver = makeSaver((scope) => { speak(); drawFrame(); view?.scope?.(scope); });
  const shell = makeShell(() => drawFrame());
  const ctx = {
    store, sync, api, saver, go, version: VERSION, drafts: makeDrafts(saver), toast: makeToast(parts.toast), install: shell.install,
    bundle: await store.bundle(),
    planned: (id) => ctx.bundle?.visits.find((visit) => visit.id === id) ?? null,
    enterprise: (id) => ctx.bundle?.enterprises.find((one) => one.id === id) ?? null,
    township: (id) => ctx.bundle?.townships.find((one) => one.id === id)?.name ?? "",
    person: (id) => ctx.bundle?.people.find((one) => one.id === id) ?? (ctx.bundle?.person.id === id ? ctx.bundle.person : null),
    personName: (id) => ctx.person(id)?.name ?? "其他人员",
    itemText: (id) => Object.values(ctx.bundle?.checklists ?? {}).flatMap((list) => list.items).find((item) => item.id === id)?.text ?? id,
    visitName: (id) => ctx.enterprise(ctx.planned(id)?.enterprise)?.name ?? "其他任务",
    setHead(spec) { headSpec = spec; drawFrame(); },
    changed: () => schedule(),
    /** Runs a write and tells what went wrong, in the words of the error. */
    attempt: (work) => Promise.resolve().then(work).catch((error) => ctx.toast(error.message)),
    async enrol(person) {
      const { device } = await api.enrol({ device: store.device ?? undefined, label: navigator.userAgent.slice(0, 120), app_version: VERSION });
      await store.setPerson(person);
      await store.enrol(device);
    },
    /** @returns {Promise<boolean>} whether there is one */
    async refreshBundle() {
      const fresh = await store.bundle();
      const changed = fresh?.generated !== ctx.bundle?.generated;
      ctx.bundle = fresh;
      if (changed) schedule();
      return Boolean(fresh);
    },
    lost(root) {
      ctx.setHead({ title: "没有找到", back: "/" });
      render(html`<div class="page"><div class="empty">${icon("search")}<h2>这台平板上没有这一条</h2><p>可能还没有下载，或已改派他人。联网后会自动更新。</p><a class="button" href="#/">回到今日任务</a></div></div>`, root);
      return { update() {}, destroy() {} };
    },
  };

  /** Once for a burst of saves, anew each time, so that a screen reader says it. */
  function speak() {
    clearTimeout(speaking);
    parts.live.textContent = "";
    speaking = window.setTimeout(() => { parts.live.textContent = saver.failed() ? "有内容未保存" : "已保存"; }, SPEAK_MS);
  }

  /** Counting reads the disk: after a burst of changes, not at each. */
  function countSoon() {
    clearTimeout(counting);
    counting = window.setTimeout(async () => { counts = await store.counts(); drawFrame(); }, COUNT_MS);
  }

  /** Any number of reasons, one drawing a frame. */
  function drawFrame() {
    if (framed) return;
    framed = true;
    requestAnimationFrame(drawFrameNow);
  }

  function drawFrameNow() {
    framed = false;
    const state = { ctx, counts, spec: headSpec, shell, failed: saver.failed() };
    render(headSpec ? head(state) : nothing, parts.head);
    render(headSpec ? banners(state) : nothing, parts.banners);
  }

  async function schedule() {
    if (scheduled) return;
    scheduled = true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    scheduled = false;
    const shown = showing;
    drawFrame();
    countSoon();
    if (entered !== ready()) return show();
    if (shown === showing) await view?.update();
  }

  /** Whether this tablet has a person and something to work on; both come with the first sign-in and stay. */
  const ready = () => Boolean(ctx.bundle && store.person);
  let entered = ready();

  async function show() {
    const mine = ++showing;
    entered = ready();
    await ctx.drafts.flushAll();
    view?.destroy();
    view = null;
    const route = parse(location.hash);
    const chosen = entered ? await VIEWS[route.name]() : signInPage;
    const root = document.createElement("main");
    root.id = "main";
    root.tabIndex = -1;
    const fresh = await chosen.mount(root, ctx, { kind: route.name, ...route.params });
    if (mine !== showing) return fresh?.destroy();
    parts.main.replaceChildren(root);
    view = fresh;
    scrollTo(0, 0);
    root.focus({ preventScroll: true });
    view?.shown?.();
  }

  let phase = "";
  sync.subscribe((state) => {
    const finished = phase === "syncing" && state.phase !== "syncing";
    phase = state.phase;
    drawFrame();
    if (finished) ctx.refreshBundle().then(schedule);
  });
  store.subscribe(() => void schedule());
  listen(show);
  counts = await store.counts();
  await show();
  if (store.recovered.ops || store.recovered.photos) ctx.toast(`已从本机副本找回 ${store.recovered.ops} 条记录、${store.recovered.photos} 张照片`);
  sync.start();
  shell.register();
  fetchViews();
}

start().catch(broken);
