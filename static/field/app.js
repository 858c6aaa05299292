// Starts the field app: refuses where work would be lost, opens the store, and puts the parts together.
import { api } from "./api.js";
import { go, listen } from "./router.js";
import { opening, safe } from "./start.js";
import { makeSync } from "./sync.js";
import { makeContext } from "./ui/context.js";
import { html, icon, render } from "./ui/dom.js";
import { makeDrafts } from "./ui/drafts.js";
import { makeSaver } from "./ui/saver.js";
import { makeShell } from "./ui/shell.js";
import { Stage } from "./ui/stage.js";
import { makeToast } from "./ui/toast.js";

const VERSION = document.documentElement.dataset.version ?? "";
const LABEL_LENGTH = 120, FETCH_MS = 500, RETRY_MS = 10_000;
/** The one of the address is fetched at once (start.js), the others while the person reads it (see `fetchViews`). @type {Record<string, () => Promise<any>>} */
const VIEWS = {
  today: () => import("./views/today.js").then((module) => module.todayView),
  signin: () => import("./views/signin.js").then((module) => module.signinView),
  help: () => import("./views/help.js").then((module) => module.helpView),
  suggest: () => import("./views/suggest.js").then((module) => module.suggestView),
  upload: () => import("./views/upload.js").then((module) => module.uploadView),
  enterprise: () => import("./views/enterprise.js").then((module) => module.enterpriseView),
  visit: () => import("./views/enterprise.js").then((module) => module.enterpriseView),
  new: () => import("./views/new_visit.js").then((module) => module.newVisitView),
  practice: () => import("./views/practice.js").then((module) => module.practiceView),
  check: () => import("./views/check.js").then((module) => module.checkView),
  recheck: () => import("./views/recheck.js").then((module) => module.recheckView),
  sign: () => import("./views/sign.js").then((module) => module.signView),
  slip: () => import("./views/slip.js").then((module) => module.slipView),
  paper: () => import("./views/paper.js").then((module) => module.paperView),
  locked: () => import("./views/locked.js").then((module) => module.lockedView),
};
const app = /** @type {HTMLElement} */ (document.getElementById("app"));

function refuse() {
  const there = `https://${location.host}/field/`;
  app.replaceChildren();
  render(html`<main class="refuse">${icon("lock", "icon-big")}<h1>这个地址不能用来填写</h1>
    <p>当前地址 <b>${location.origin}</b> 没有加密（不是 https）。浏览器因此不允许离线保存、拍照和校验，在这里填写会丢失数据。</p>
    <h2>怎么办</h2><ol><li>改用加密地址打开：<a href=${there}>${there}</a></li>
    <li>打不开时，请把本页拍给局里的系统管理员，按《运维说明》为服务器配置 https 证书。</li></ol></main>`, app);
}

/** @param {any} error */
function broken(error) {
  app.replaceChildren();
  render(html`<main class="refuse">${icon("warn", "icon-big")}<h1>现场检查没有打开</h1><p>${error.message}</p>
    <p>平板上已保存的内容不受影响。请关闭其他窗口后重试；仍打不开，请联系局里的系统管理员。</p>
    <button class="button primary big" @click=${() => location.reload()}>重试</button></main>`, app);
}

/** Long before they are needed, also on the very first day, when the service worker may not have them yet. */
const fetchViews = () => Promise.all([...Object.values(VIEWS).map((load) => load()), import("./ui/camera.js"), import("./ui/annotate.js")]).catch(() => setTimeout(fetchViews, RETRY_MS));

async function start() {
  if (!isSecureContext) return refuse();
  if (!safe || !opening) throw new Error("这个浏览器缺少离线保存需要的功能，请用最新版 Chrome、Edge 或 Safari，且不要用无痕窗口。");
  const store = await opening;
  const sync = makeSync(store, api, { label: navigator.userAgent.slice(0, LABEL_LENGTH), app_version: VERSION, beforeLock: () => ctx.drafts.flushAll() });
  const stage = new Stage(app, VIEWS);
  const saver = makeSaver((scope) => stage.saving(scope));
  const shell = makeShell(() => stage.drawFrame());
  const ctx = makeContext({
    store, sync, api, saver, go, version: VERSION, drafts: makeDrafts(saver), toast: makeToast(stage.parts.toast), install: shell.install,
    setHead: (spec) => stage.setHead(spec), changed: () => void stage.changed(),
  });
  Object.assign(stage, { ctx, shell });
  await Promise.all([ctx.refreshBundle(), stage.count()]);
  await stage.show();
  store.subscribe((change) => { if (change.sealed && store.readOnly) location.reload(); });
  store.subscribe((change) => void stage.changed(change));
  const guard = () => (store.core.codec.on || ctx.bundle?.encryption?.on) && import("./ui/guard.js").then((module) => module.guard(ctx));
  listen(() => stage.show().then(guard));
  follow(sync, ctx, stage, guard);
  guard();
  if (store.recovered.ops || store.recovered.photos) ctx.toast(`已从本机副本找回 ${store.recovered.ops} 条记录、${store.recovered.photos} 张照片`);
  sync.start();
  shell.register();
  setTimeout(fetchViews, FETCH_MS);
}

/** Shows how the sync goes; after each round there may be a new bundle. @param {any} sync @param {any} ctx @param {Stage} stage @param {() => any} guard */
function follow(sync, ctx, stage, guard) {
  let phase = "";
  sync.subscribe((/** @type {any} */ state) => {
    const finished = phase === "syncing" && state.phase !== "syncing";
    phase = state.phase;
    stage.drawFrame();
    if (finished) ctx.refreshBundle().then(() => stage.changed()).then(guard);
  });
}

start().catch(broken);
