// What stands around every view: the head with the status that never lies, the banners, and the places for messages.
import { html, icon, nothing } from "./dom.js";
import { statusOf } from "./status.js";

const STEPS = [["enterprise", "企业情况", ""], ["check", "检查", "/check"], ["sign", "意见与签字", "/sign"]];

/** @param {HTMLElement} app @returns {{head: HTMLElement, banners: HTMLElement, main: HTMLElement, toast: HTMLElement, live: HTMLElement}} */
export function frame(app) {
  app.replaceChildren();
  const part = (/** @type {string} */ tag, /** @type {string} */ className, /** @type {Record<string, string>} */ attributes = {}) => {
    const element = document.createElement(tag);
    element.className = className;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    app.append(element);
    return element;
  };
  const top = part("div", "top");
  const parts = {
    head: part("header", "head"), banners: part("div", "banners"), main: part("div", "main"),
    toast: part("div", "toast-host", { role: "status" }), live: part("div", "visually-hidden", { role: "status" }),
  };
  top.append(parts.head, parts.banners);
  // What sticks below the top (the rail) and where a jump lands depend on how many banners there are.
  new ResizeObserver(() => document.documentElement.style.setProperty("--top", `${top.offsetHeight}px`)).observe(top);
  return parts;
}

/** @param {any} spec @param {string[]} step */
const stepLink = (spec, [step, word, path]) => html`<a class="step" href=${`#/visit/${spec.visit}${path}`} aria-current=${spec.step === step ? "page" : "false"}>${word}
  ${step === "check" && spec.progress ? html`<span class="number">${spec.progress}</span>` : nothing}</a>`;

/** @param {{ctx: any, counts: any, spec: any}} state */
export function head({ ctx, counts, spec }) {
  const status = statusOf({ problem: ctx.store.problem, counts, sync: ctx.sync.state });
  return html`${spec.back ? html`<a class="head-back" href=${`#${spec.back}`} aria-label="返回">${icon("back")}</a>`
      : html`<img class="head-logo" src="/field/static/icons/app-192.png" alt="" width="40" height="40">`}
    <div class="head-title"><h1>${spec.title}</h1>${spec.sub ? html`<p>${spec.sub}${spec.demo ? html`<span class="badge badge-warn">演示</span>` : nothing}</p>` : nothing}</div>
    ${spec.visit ? html`<nav class="steps" aria-label="检查步骤">${STEPS.map((step) => stepLink(spec, step))}</nav>` : nothing}
    <a class="head-back head-help" href="#/help" aria-label="帮助">${icon("help")}</a>
    <a class="status tone-${status.tone}" href="#/upload">${icon(status.icon)}<span class="status-text"><strong>${status.text}</strong><small>${status.detail}</small></span></a>`;
}

/** @param {string} tone @param {string} name @param {any} text @param {any} [action] */
const banner = (tone, name, text, action = nothing) => html`<div class="banner banner-${tone}" role=${tone === "bad" ? "alert" : "status"}>${icon(name)}<p>${text}</p>${action}</div>`;

/** @param {{ctx: any, counts: any, spec: any, shell: import("./shell.js").Shell, failed: number}} state */
export function banners({ ctx, counts, spec, shell, failed }) {
  const { problem } = ctx.store;
  const left = counts.ops + counts.photos;
  const home = !spec.visit || spec.step === "enterprise";
  const tour = (/** @type {"startTour"|"markSeen"} */ call) => () => import("../views/tour.js").then((module) => module[call](ctx), (error) => ctx.toast(error.message));
  const install = html`<button class="button" @click=${() => (shell.canInstall ? shell.install() : shell.keep())}>${icon("download")}${shell.canInstall ? "安装" : "重新检查"}</button>`;
  return html`
    ${spec.practice ? banner("warn", "book", html`<b>练习</b>：企业是虚构的，填写的内容只在这台平板上，不上传、不计数。`, html`<a class="button" href="#/practice">结束或删除</a>`) : nothing}
    ${problem ? banner(problem.code === "read_only" ? "info" : "bad", problem.code === "read_only" ? "lock" : "disk", problem.message,
      failed ? html`<button class="button" @click=${() => ctx.saver.retry()}>重试保存 ${failed} 处</button>` : nothing) : nothing}
    ${!problem && failed ? banner("bad", "warn", `有 ${failed} 处没有保存成功`, html`<button class="button" @click=${() => ctx.saver.retry()}>重试</button>`) : nothing}
    ${ctx.sync.state.phase === "signin" ? banner("info", "person", `登录已过期，填写不受影响${left ? `，${left} 项等待上传` : ""}。`,
      html`<button class="button" @click=${() => ctx.attempt(() => import("../views/signin.js").then((module) => module.signInSheet(ctx)))}>登录</button>`) : nothing}
    ${ctx.sync.state.phase === "upgrade" ? banner("warn", "download", "局端已升级，本应用需要更新后才能上传。填写不受影响。") : nothing}
    ${shell.persisted === false && home ? banner("bad", "shield", html`<b>未安装：数据可能被系统清除。</b>请把本应用安装到主屏幕（浏览器菜单 → 安装应用 / 添加到主屏幕）。`, install) : nothing}
    ${shell.registerError && home ? banner("warn", "cloud-off", `离线启动没有准备好：${shell.registerError}。请保持联网，重新打开一次。`) : nothing}
    ${!spec.back && !ctx.store.readOnly && ctx.store.person && !ctx.store.memos.tour?.[ctx.store.person.id] ? banner("info", "flag", "第一次使用？看一遍怎么用（1 分钟）。",
      html`<button class="button" @click=${tour("startTour")}>看一遍</button><button class="button quiet" @click=${tour("markSeen")}>不用了</button>`) : nothing}
    ${shell.updateReady && !spec.visit ? banner("info", "download", "有新版本。现在更新只需几秒，平板上的内容不受影响。",
      html`<button class="button primary" @click=${() => shell.update()}>更新</button>`) : nothing}`;
}
