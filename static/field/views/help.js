// 帮助: every topic on one page, found by a word, offline like the rest.
import { TOPICS, findTopics } from "../help.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";

const part = (/** @type {string|string[]} */ text) => (typeof text === "string" ? html`<p>${text}</p>` : html`<ul>${text.map((line) => html`<li>${line}</li>`)}</ul>`);

export const helpView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{topic?: string}} route */
  async mount(root, ctx, { topic }) {
    await useStyle("help");
    ctx.setHead({ title: "帮助", sub: "没有网络也能看", back: "/" });
    let query = "";
    const open = new Set(topic ? [topic] : []);
    const search = (event) => { query = event.target.value; draw(); };
    const follow = (id) => (event) => { open[event.target.open ? "add" : "delete"](id); };
    const tour = () => import("./tour.js").then(({ startTour }) => startTour(ctx), (error) => ctx.toast(error.message));
    const draw = () => {
      const found = findTopics(query);
      render(html`<div class="page page-narrow">
        <div class="help-top"><label class="search">${icon("search")}<span class="visually-hidden">搜索帮助</span>
          <input type="search" placeholder="输入一两个字，例如：拒签、离线、密码" .value=${query} @input=${search} autocomplete="off"></label>
          <div class="button-row"><button class="button" @click=${tour}>${icon("flag")}看一遍怎么用</button><a class="button" href="#/suggest">${icon("note")}投诉建议</a></div></div>
        <p class="visually-hidden" role="status">${query.trim() ? `找到 ${found.length} 条` : ""}</p>
        ${found.length ? html`<div class="topics">${found.map((one) => html`<details class="topic" id=${`help-${one.id}`} ?open=${open.has(one.id) || (query.trim() !== "" && found.length <= 3)}
          @toggle=${follow(one.id)}><summary><h2>${one.title}</h2>${icon("down")}</summary><div class="topic-body">${one.body.map(part)}</div></details>`)}</div>`
          : html`<div class="empty">${icon("search")}<h2>没有找到</h2><p>换一个说法试试，或在“投诉建议”里问局里。</p></div>`}
        ${query.trim() ? nothing : html`<p class="hint">应用版本 ${ctx.version}，共 ${TOPICS.length} 条。</p>`}
      </div>`, root);
    };
    draw();
    return { update() {}, destroy() {}, shown() { if (topic) document.getElementById(`help-${topic}`)?.scrollIntoView(); } };
  },
};
