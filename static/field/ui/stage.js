// Puts one view at a time on the page and keeps it, the head and the banners up to date, drawing at most once a frame.
import { PRACTICE, parse } from "../router.js";
import { nothing, render } from "./dom.js";
import { banners, frame, head } from "./frame.js";

const SPEAK_MS = 400, COUNT_MS = 250;

export class Stage {
  /** @param {HTMLElement} app @param {Record<string, () => Promise<any>>} views name of the route to its view */
  constructor(app, views) {
    this.parts = frame(app);
    this.views = views;
    this.counts = { ops: 0, photos: 0, quarantined: 0 };
    /** @type {any} what every view is given; set once, before the first `show` */ this.ctx = null;
    /** @type {any} */ this.shell = null;
    /** @type {any} */ this.view = null;
    /** @type {any} what the head shows; null before the sign-in */ this.head = null;
    this.gate = "";
    /** @type {string|null} the visit on the page */ this.visit = null;
    /** @type {any} what the view on the page was given: `ctx`, or that of the practice */ this.used = null;
    this.showing = 0;
    this.framed = this.scheduled = false;
    this.counting = this.speaking = 0;
  }

  /** What may be shown: nothing while the bureau has locked this tablet; all once it has a person and something to work on, which come with the sign-in. */
  get open() {
    const { store, bundle } = this.ctx;
    if (store.lock) return "locked";
    return bundle && store.person ? "work" : "signin";
  }

  /** @param {any} spec */
  setHead(spec) {
    this.head = spec;
    this.drawFrame();
  }

  /** Any number of reasons, one drawing a frame. */
  drawFrame() {
    if (this.framed || !this.ctx) return;
    this.framed = true;
    requestAnimationFrame(() => {
      this.framed = false;
      const state = { ctx: this.ctx, counts: this.counts, spec: this.head, shell: this.shell, failed: this.ctx.saver.failed() };
      render(this.head ? head(state) : nothing, this.parts.head);
      render(this.head ? banners(state) : nothing, this.parts.banners);
    });
  }

  /** A save began or ended. @param {string} scope */
  saving(scope) {
    this.speak();
    this.drawFrame();
    this.view?.scope?.(scope);
  }

  /** Once for a burst of saves, anew each time, so that a screen reader says it. */
  speak() {
    const { live } = this.parts;
    clearTimeout(this.speaking);
    live.textContent = "";
    this.speaking = window.setTimeout(() => { live.textContent = this.ctx.saver.failed() ? "有内容未保存" : "已保存"; }, SPEAK_MS);
  }

  /** Counting reads the disk: now and then during a burst of changes, not at each. An upload is one long burst, so it must not wait for its end. */
  countSoon() {
    this.counting ||= window.setTimeout(() => { this.counting = 0; this.count(); }, COUNT_MS);
  }

  async count() {
    this.counts = await this.ctx.store.counts();
    this.drawFrame();
  }

  /** Something in the store is other than before. What was just saved counts as waiting until it is counted: the status never lies.
   * @param {{local?: boolean}} [change] */
  async changed({ local = false } = {}) {
    if (local) this.counts = { ...this.counts, ops: this.counts.ops + 1 };
    if (this.scheduled) return;
    this.scheduled = true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    this.scheduled = false;
    this.drawFrame();
    this.countSoon();
    if (this.gate !== this.open || (this.visit && !this.used.planned(this.visit))) return this.show(); // the bureau took the visit away
    await this.view?.update();
  }

  /** The view that the address names. */
  async show() {
    const mine = ++this.showing;
    this.gate = this.open;
    if (this.gate === "locked") for (const box of document.querySelectorAll("dialog")) box.close();
    await this.ctx.drafts.flushAll();
    this.view?.destroy();
    this.view = null;
    const route = parse(location.hash);
    const practising = this.gate === "work" && route.params.id === PRACTICE;
    const ctx = practising ? await import("../practice.js").then((module) => module.practiceContext(this.ctx)) : this.ctx;
    const chosen = await this.views[this.gate === "work" ? route.name : this.gate]();
    const root = document.createElement("main");
    root.id = "main";
    root.tabIndex = -1;
    const fresh = await chosen.mount(root, ctx, { kind: route.name, ...route.params });
    if (mine !== this.showing) return fresh?.destroy();
    this.parts.main.replaceChildren(root);
    this.view = fresh;
    this.used = ctx;
    this.visit = ["visit", "check", "sign"].includes(route.name) && ctx.planned(route.params.id) ? route.params.id : null;
    document.documentElement.toggleAttribute("data-practice", practising);
    scrollTo(0, 0);
    root.focus({ preventScroll: true });
    fresh?.shown?.();
  }
}
