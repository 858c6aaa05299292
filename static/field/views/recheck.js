// 复查: what was found, what the enterprise says it did, photos of it as it is now, and the conclusion. Works without a network.
import { ask } from "../ui/dialog.js";
import { html, icon, nothing, orDash, render } from "../ui/dom.js";
import { valueOf } from "../ui/inspection.js";
import { addressOf, earlierPhotos, makePictures, photosAt, showPhoto, strip } from "../ui/photos.js";
import { photoTools } from "../ui/phototools.js";
import { outcomeOf } from "../ui/rechecks.js";
import { saveMark, textField } from "../ui/textfield.js";
import { useStyle } from "../ui/styles.js";
import { SEVERITIES, dayOf, distanceWord } from "../ui/words.js";

const SCOPE = "recheck";
const DEADLINE_DAYS = [3, 7, 15, 30];

/** @param {number} days */
const dayIn = (days) => dayOf(Date.now() + days * 86_400_000);

class RecheckView {
  /** @type {() => void} */ off = () => {};

  /** @param {any} ctx @param {any} task of the bundle @param {HTMLElement} root */
  constructor(ctx, task, root) {
    this.ctx = ctx;
    this.task = task;
    this.root = root;
    this.subject = `finding/${task.id}`;
    this.path = `recheck_photo/${task.round}`;
    this.pictures = makePictures(ctx.store);
    this.before = earlierPhotos(task);
    this.feedback = earlierPhotos({ ...task, photos: task.feedback?.photos ?? [] });
    this.model = /** @type {any} */ (null);
    this.tools = photoTools(ctx, {
      visit: task.visit, subject: this.subject, path: this.path, role: "after", scope: SCOPE, locked: false, title: task.location || "拍摄整改情况", pictures: this.pictures,
      position: () => false, photos: () => this.photos(), file: "recheck-file",
      ghost: this.before.length ? () => addressOf(ctx.store, this.before[0], "bare") : undefined,
    });
  }

  get finding() { return this.model.findings.get(this.task.id) ?? { fields: new Map(), events: [] }; }
  get outcome() { return outcomeOf(this.model, this.task); }
  photos() { return photosAt(this.finding, this.path); }
  value(name) { return valueOf(this.finding, `recheck_${name}/${this.task.round}`); }

  async read() { this.model = await this.ctx.store.visit(this.task.visit); }

  /** What is missing for a conclusion, in words; null when nothing is. @param {boolean} passed */
  missing(passed) {
    if (!this.value("note")?.trim()) return "请先写明复查情况";
    if (passed && !this.photos().length && !this.feedback.length) return "请先拍摄整改后的照片，没有照片不能销号";
    if (!passed && !this.value("due")) return "请选择新的整改期限";
    return null;
  }

  /** @param {boolean} passed */
  async conclude(passed) {
    await this.ctx.drafts.flushAll();
    const missing = this.missing(passed);
    if (missing) return this.ctx.toast(missing);
    const text = passed ? "提交后由局里审核销号。" : `企业须在 ${this.value("due")} 前重新整改。`;
    if (!(await ask({ title: `复查结论：${passed ? "合格" : "不合格"}`, text: `${text}结论提交后不能在平板上修改。`, yes: "提交结论" }))) return;
    const value = { reinspector: this.ctx.store.person.id, at: new Date().toISOString(), note: this.value("note"), photos: this.photos().map(({ sha }) => sha),
      due_date: passed ? null : this.value("due") };
    if (await this.ctx.saver.save(SCOPE, "recheck outcome", () => this.ctx.store.event(this.task.visit, this.subject, passed ? "pass" : "fail", value))) this.ctx.toast("复查结论已保存，联网后自动上传");
  }

  draw() {
    const { task } = this;
    const locked = this.ctx.store.readOnly || !!this.outcome;
    render(html`<div class="page has-foot recheck">
      ${this.outcome ? html`<div class="notice">${icon("lock")}<div><h2>复查结论：${this.outcome.path === "pass" ? "合格" : "不合格"}</h2><p>已保存在平板，联网后自动上传。结论由局里审核。</p></div></div>` : nothing}
      <div class="columns"><div>${this.facts(task)}${this.said(task)}</div><div>${this.now(locked)}</div></div></div>
      ${locked ? nothing : html`<footer class="foot"><button class="button danger big" @click=${() => this.conclude(false)}>${icon("cross")}不合格</button>
        <button class="button primary big" @click=${() => this.conclude(true)}>${icon("check")}合格</button></footer>`}`, this.root);
  }

  facts(task) {
    return html`<section class="panel"><h2>原隐患<span class="severity severity-${task.severity}">${SEVERITIES[task.severity] ?? "一般"}</span></h2>
      <dl class="facts"><dt>部位</dt><dd>${orDash(task.location)}</dd><dt>问题</dt><dd>${orDash(task.statement)}</dd><dt>整改要求</dt><dd>${orDash(task.measure)}</dd>
        <dt>发现日期</dt><dd>${task.found_on}</dd><dt>整改期限</dt><dd>${orDash(task.due_date)}</dd><dt>计划复查</dt><dd>${task.planned_date}（${distanceWord(task.planned_date)}）</dd></dl>
      <h3>整改前照片</h3>${this.looks(this.before, "整改前")}</section>`;
  }

  said(task) {
    const said = task.feedback;
    return html`<section class="panel"><h2>企业反馈</h2>${said ? html`<dl class="facts"><dt>措施</dt><dd>${said.measure}</dd><dt>责任人</dt><dd>${said.owner}</dd><dt>完成日期</dt><dd>${said.done_on}</dd></dl>
      ${this.looks(this.feedback, "企业反馈")}` : html`<p class="panel-lead">企业还没有反馈，请现场查看。</p>`}</section>`;
  }

  /** @param {any[]} photos @param {string} word */
  looks(photos, word) {
    return photos.length ? strip(photos, { pictures: this.pictures, open: (index) => showPhoto(this.ctx.store, photos[index], { title: `${word}照片 ${index + 1}` }) })
      : html`<p class="hint">没有照片</p>`;
  }

  now(locked) {
    const { task, tools } = this;
    const photos = this.photos();
    const look = (index) => (locked ? showPhoto(this.ctx.store, photos[index], { title: `复查照片 ${index + 1}` }) : tools.open(index));
    return html`<section class="panel"><h2>现场复查</h2>
      <div class="field"><div class="label-row"><span class="label">复查照片<span class="count">${photos.length}</span></span>${saveMark(this.ctx.saver.state(tools.key))}</div>
        ${photos.length ? strip(photos, { pictures: this.pictures, open: look }) : html`<p class="hint">在同一位置、同一角度拍摄，取景框里会叠加整改前的照片。</p>`}
        ${locked ? nothing : html`<div class="photo-buttons"><button class="button" type="button" @click=${tools.shoot}>${icon("camera")}拍照</button>
          <button class="button" type="button" @click=${tools.pick}>${icon("image")}选文件</button>
          <input id="recheck-file" class="file-input" type="file" accept="image/*" multiple tabindex="-1" aria-label="选择照片文件" @change=${tools.picked}></div>`}</div>
      ${textField(this.ctx, { scope: SCOPE, visit: task.visit, subject: this.subject, path: `recheck_note/${task.round}`, saved: this.value("note"), label: "复查情况", rows: 4, disabled: locked,
        placeholder: "看到的事实：已改什么、怎么改的；没有改的还差什么" })}
      ${this.deadline(locked)}</section>`;
  }

  /** Only a conclusion 不合格 needs it. @param {boolean} locked */
  deadline(locked) {
    const now = this.value("due");
    const key = "recheck due";
    const set = (day) => this.ctx.saver.save(SCOPE, key, () => this.ctx.store.set(this.task.visit, this.subject, `recheck_due/${this.task.round}`, day || null));
    return html`<div class="field" role="group" aria-label="新的整改期限"><div class="label-row"><span class="label">新的整改期限（不合格时必填）</span>${saveMark(this.ctx.saver.state(key))}</div>
      <div class="chips">${DEADLINE_DAYS.map((days) => html`<button type="button" class="chip" aria-pressed=${now === dayIn(days)} ?disabled=${locked} @click=${() => set(dayIn(days))}>${days} 日</button>`)}
        <input type="date" autocomplete="off" aria-label="另选日期" min=${dayOf()} .value=${now ?? ""} ?disabled=${locked} @change=${(event) => set(event.target.value)}></div></div>`;
  }

  destroy() { this.off(); this.pictures.free(); }
}

export const recheckView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id: string}} params of the finding */
  async mount(root, ctx, { id }) {
    const task = (ctx.bundle.rechecks ?? []).find((one) => one.id === id);
    if (!task) return ctx.lost(root);
    await useStyle("photos");
    ctx.setHead({ title: ctx.enterprise(task.enterprise)?.name ?? "复查", sub: "复查", back: "/" });
    const view = new RecheckView(ctx, task, root);
    await view.read();
    view.off = view.pictures.listen(() => view.draw());
    view.draw();
    return { update: async () => { await view.read(); view.draw(); }, scope: () => view.draw(), destroy: () => view.destroy() };
  },
};
