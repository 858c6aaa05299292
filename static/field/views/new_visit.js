// 临时检查: a visit that nobody sent me to, at an enterprise of the registry or at one that is registered here and now. Works offline.
import { newest, recommended } from "../lists.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";
import { HAZARDS, dayOf, hasExplosiveZone, hazardWord } from "../ui/words.js";
import { codeIn, codeOf, problemOf } from "../uscc.js";

const NO_CODE = ["营业执照未悬挂", "个体户，暂无营业执照", "企业不愿提供"];
const SHOWN_PEOPLE = 8;

/** What the form holds, as typed. @param {string} name @param {any} e */
const blank = (name, e) => ({
  name, uscc: "", uscc_reason: "", township: "", address: "", industry: "", principal: "", principal_phone: "", hazards: new Set(e?.hazards ?? []),
  lists: /** @type {Set<string>|null} */ (null), members: /** @type {Set<string>} */ (new Set()), word: "", tried: false,
});

/** @param {any} ctx @param {any} form the enterprise's part @returns {{[field: string]: string}} what must be put right, by field */
function faultsOf(ctx, form) {
  /** @type {{[field: string]: string}} */
  const faults = {};
  const code = codeOf(form.uscc);
  if (!form.name.trim()) faults.name = "请填写企业名称，照营业执照或门头";
  if (code && problemOf(code)) faults.uscc = /** @type {string} */ (problemOf(code));
  if (!code && !form.uscc_reason.trim()) faults.uscc = "请填写代码；确实没有的，在下面选一个原因";
  const same = code && ctx.bundle.enterprises.find((one) => one.uscc === code);
  if (same) faults.uscc = `这个代码已登记为“${same.name}”，请打开那家企业发起检查`;
  return faults;
}

/** @param {any} form */
function recordOf(form) {
  const text = (field) => form[field].trim();
  return { name: text("name"), uscc: codeOf(form.uscc), uscc_reason: codeOf(form.uscc) ? "" : text("uscc_reason"), industry: text("industry"), township: form.township,
    address: text("address"), principal: text("principal"), principal_phone: text("principal_phone"), hazards: [...form.hazards] };
}

/** @param {any} ctx @param {any} form @param {() => void} draw */
function enterprisePanel(ctx, form, draw) {
  const faults = form.tried ? faultsOf(ctx, form) : {};
  const typed = (field) => (event) => { form[field] = event.target.value; draw(); };
  const input = (field, label, more = {}) => html`<label class="field"><span class="label">${label}</span>
    <input name=${field} type="text" maxlength=${more.max ?? 200} inputmode=${more.mode ?? "text"} autocomplete="off" .value=${form[field]} @input=${typed(field)}
      aria-invalid=${faults[field] ? "true" : "false"} aria-describedby=${`e-${field}`}><span class="hint" id=${`e-${field}`}>${faults[field]
  ? html`<span class="warn-line">${icon("warn")}<span>${faults[field]}</span></span>` : more.hint ?? nothing}</span></label>`;
  const code = codeOf(form.uscc);
  const same = ctx.bundle.enterprises.find((one) => (code && one.uscc === code) || (form.name.trim().length > 3 && one.name === form.name.trim()));
  const toggle = (hazard) => () => { form.hazards.has(hazard) ? form.hazards.delete(hazard) : form.hazards.add(hazard); form.lists = null; draw(); };
  return html`<section class="panel"><h2>企业情况</h2>
    <p class="panel-lead">只有名称必填。联网后由应急管理局核实，现场不确定的可以先空着。</p>
    ${input("name", "企业名称", { max: 100 })}
    ${same ? html`<div class="notice notice-warn">${icon("building")}<div><h3>登记簿里已有“${same.name}”</h3>
      <p>${[ctx.township(same.township), same.uscc].filter(Boolean).join(" · ")}</p><a class="button" href=${`#/enterprise/${same.id}`}>打开这家企业</a></div></div>` : nothing}
    ${input("uscc", "统一社会信用代码", { max: 30, hint: code && !problemOf(code) ? html`<span class="mark mark-ok">${icon("check")}校验位正确</span>` : "18 位，在营业执照右上方" })}
    ${code ? nothing : html`<div class="field" role="group" aria-label="没有代码的原因"><span class="label">没有代码的原因</span>
      <div class="chips">${NO_CODE.map((word) => html`<button type="button" class="chip" aria-pressed=${form.uscc_reason === word}
        @click=${() => { form.uscc_reason = form.uscc_reason === word ? "" : word; draw(); }}>${word}</button>`)}</div></div>`}
    <label class="field"><span class="label">乡镇（街道）</span><select name="township" @change=${typed("township")}>
      <option value="">未选</option>${ctx.bundle.townships.map((one) => html`<option value=${one.id} ?selected=${one.id === form.township}>${one.name}</option>`)}</select></label>
    ${input("address", "地址")}${input("industry", "行业", { max: 60, hint: "如：木材加工、汽车修理、食品加工" })}
    <div class="pair">${input("principal", "主要负责人", { max: 60 })}${input("principal_phone", "电话", { max: 30, mode: "tel" })}</div>
    <div class="field" role="group" aria-label="主要风险"><span class="label">主要风险（看到什么选什么）</span>
      <div class="chips">${Object.keys(HAZARDS).map((hazard) => html`<button type="button" class="chip" aria-pressed=${form.hazards.has(hazard)}
        @click=${toggle(hazard)}>${hazardWord(hazard)}</button>`)}</div></div></section>`;
}

/** @param {any} ctx @param {any} form @param {() => void} draw */
function listsPanel(ctx, form, draw) {
  const chosen = listsOf(ctx, form), fit = recommended(ctx.bundle.checklists, [...form.hazards]);
  const toggle = (key) => () => { form.lists = new Set(chosen); form.lists.has(key) ? form.lists.delete(key) : form.lists.add(key); draw(); };
  return html`<section class="panel ${form.tried && !chosen.size ? "panel-bad" : ""}"><h2>检查表</h2>
    ${form.tried && !chosen.size ? html`<p class="warn-line">${icon("warn")}<span>至少选择一份检查表</span></p>` : html`<p class="panel-lead">按主要风险先选好了，可以增减。</p>`}
    <div class="choices">${newest(ctx.bundle.checklists).map(({ key, list }) => html`<label class="check-row"><input type="checkbox" .checked=${chosen.has(key)} @change=${toggle(key)}>
      <span><strong>${list.title ?? key}</strong><span>${list.items.length} 项${fit.has(key) ? " · 建议" : ""}</span></span></label>`)}</div></section>`;
}

/** The lists chosen by hand, else those that fit the hazards. @param {any} ctx @param {any} form @returns {Set<string>} */
const listsOf = (ctx, form) => form.lists ?? recommended(ctx.bundle.checklists, [...form.hazards]);

/** @param {any} ctx @param {any} form @param {() => void} draw */
function teamPanel(ctx, form, draw) {
  const me = ctx.bundle.person;
  const hits = form.word.trim() ? ctx.bundle.people.filter((one) => one.id !== me.id && !form.members.has(one.id) && `${one.name}${one.specialty}`.includes(form.word.trim())) : [];
  const add = (id) => () => { form.members.add(id); form.word = ""; draw(); };
  const drop = (id) => () => { form.members.delete(id); draw(); };
  return html`<section class="panel"><h2>检查人员</h2><p class="panel-lead">您是组长。同来的专家可以加进来，各自的平板联网后也会收到。</p>
    <div class="chips"><span class="chip chip-me">${icon("person")}${me.name}（组长）</span>${[...form.members].map((id) => html`<button type="button" class="chip" aria-pressed="true"
      @click=${drop(id)} aria-label=${`移出${ctx.personName(id)}`}>${ctx.personName(id)}${icon("cross")}</button>`)}</div>
    <label class="field"><span class="label">添加同来的专家（可不填）</span><input type="search" autocomplete="off" placeholder="姓名或专业" .value=${form.word} @input=${(event) => { form.word = event.target.value; draw(); }}></label>
    ${hits.length ? html`<div class="chips">${hits.slice(0, SHOWN_PEOPLE).map((one) => html`<button type="button" class="chip" @click=${add(one.id)}>${icon("plus")}${one.name}
      <small>${one.specialty}</small></button>`)}</div>` : form.word.trim() ? html`<p class="hint" role="status">没有找到这个人</p>` : nothing}</section>`;
}

/** @param {any} ctx @param {any} form @param {any} e @returns {any} the value of the plan (docs/wire.md) */
function planOf(ctx, form, e) {
  const me = ctx.bundle.person.id;
  const record = e ? e.record : recordOf(form);
  return { enterprise: e?.id ?? `new-${crypto.randomUUID()}`, track: "advisory", planned_date: dayOf(), lead: me, members: [me, ...form.members],
    checklists: newest(ctx.bundle.checklists).map(({ key }) => key).filter((key) => listsOf(ctx, form).has(key)), unplanned: true, ...(record ? { record } : {}) };
}

export const newVisitView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id?: string, name?: string}} params of an enterprise to visit, or the name of one to register */
  async mount(root, ctx, { id, name = "" }) {
    const e = id ? ctx.enterprise(id) : null;
    if (id && !e) return ctx.lost(root);
    await useStyle("new-visit");
    ctx.setHead({ title: e ? "发起临时检查" : "登记新企业并检查", sub: e?.name ?? "登记后马上可以开始，不需要网络", back: e ? `/enterprise/${e.id}` : "/" });
    const uscc = codeIn(name); // from the QR of a licence
    const form = Object.assign(blank(uscc ? "" : name, e), uscc ? { uscc } : {});
    let saving = false;
    async function start() {
      form.tried = true;
      draw();
      const bad = (!e && Object.keys(faultsOf(ctx, form)).length) || !listsOf(ctx, form).size;
      if (bad) return /** @type {HTMLElement|null} */ (root.querySelector("[aria-invalid=true], .panel-bad input"))?.focus();
      saving = true;
      draw();
      const visit = crypto.randomUUID();
      await ctx.attempt(async () => {
        await ctx.store.event(visit, `visit/${visit}`, "plan", planOf(ctx, form, e));
        await ctx.refreshBundle();
        ctx.go(`/visit/${visit}`);
      });
      saving = false;
      draw();
    }
    const draw = () => render(html`<div class="page has-foot new-visit">
      ${hasExplosiveZone([...form.hazards]) ? html`<div class="notice notice-warn">${icon("no-phone")}<p>这家企业可能有爆炸危险区域，本平板不防爆，不得带入。</p></div>` : nothing}
      ${e ? html`<div class="columns"><div>${listsPanel(ctx, form, draw)}</div><div>${teamPanel(ctx, form, draw)}</div></div>`
    : html`<div class="columns columns-left"><div>${enterprisePanel(ctx, form, draw)}</div><div>${listsPanel(ctx, form, draw)}${teamPanel(ctx, form, draw)}</div></div>`}</div>
      <footer class="foot"><p class="foot-note">帮扶诊断 · ${dayOf()} · 局端会看到这是临时检查</p>
        <button class="button primary big" ?disabled=${saving || ctx.store.readOnly} @click=${start}>${e ? "建立检查" : "登记并建立检查"}</button></footer>`, root);
    draw();
    return { update: async () => draw(), destroy() {} };
  },
};
