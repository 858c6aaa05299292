// 三、签字: who signs, how a signature or a refusal is written down, and how all of them are withdrawn.
import { inkOf } from "../ink.js";
import { contentManifest } from "../manifest.js";
import { canonical } from "../op.js";
import { printedFindings } from "../slip.js";
import { ask, openDialog } from "../ui/dialog.js";
import { html, icon, nothing } from "../ui/dom.js";
import { OPEN_STATES, valueOf } from "../ui/inspection.js";
import { openPad } from "../ui/pad.js";
import { dayOf, momentOf } from "../ui/words.js";

export const ENTERPRISE = "enterprise";
const REFUSALS = ["企业负责人拒绝签字", "企业不同意签字确认", "现场无人有权签字"];

/** Signers in the order of the document: the lead first. @param {any} ctx @param {any} plan */
const signers = (ctx, plan) => [plan.lead, ...plan.members.filter((id) => id !== plan.lead)].map((id) => ({
  id, name: ctx.personName(id), title: ctx.person(id)?.specialty || ctx.person(id)?.title || "", role: id === plan.lead ? "组长" : "成员",
}));

/** What the leave-behind copy says from the registries, as this tablet knows them. @param {any} ctx @param {any} plan @param {any} model @returns {import("../slip.js").Header} */
function headerOf(ctx, plan, model) {
  const firm = ctx.enterprise(plan.enterprise);
  const began = Date.parse(model.events.find(({ path }) => path === "start")?.value?.at ?? "");
  return {
    org: ctx.bundle.org.name, track: plan.track, date: Number.isNaN(began) ? plan.planned_date : dayOf(began), checklists: plan.checklists,
    enterprise: { id: plan.enterprise, name: firm.name, uscc: firm.uscc ?? "", address: firm.address ?? "" },
    team: signers(ctx, plan).map(({ id, name }) => ({ id, name, title: [ctx.person(id)?.specialty, ctx.person(id)?.title].filter(Boolean).join(" ") })),
  };
}

/** With the first signature the header becomes part of what is signed. @param {any} ctx @param {any} view */
async function keepHeader(ctx, view) {
  const header = headerOf(ctx, view.plan, view.model);
  if (!view.signatures.size && canonical(header) !== canonical(valueOf(view.model, "header"))) await ctx.store.set(view.id, view.subject, "header", header);
}

/** @param {any} ctx @param {any} view @param {string} signer @param {any} value @param {{photo: any, ink: any}} [drawn] */
async function putSignature(ctx, view, signer, value, drawn) {
  await ctx.drafts.flushAll();
  if (ctx.saver.failed()) throw new Error("还有内容没有保存成功，请先点上方的“重试”，再签字");
  await keepHeader(ctx, view);
  const { hash } = await contentManifest(ctx.store.peek(view.id));
  const signature = { subject: view.subject, path: `signature/${signer}`, value: { ...value, at: new Date().toISOString(), manifest_hash: hash }, photo: drawn?.photo };
  await ctx.store.setMany(view.id, [signature, ...(drawn ? [{ subject: view.subject, path: `ink/${signer}`, value: drawn.ink }] : [])]);
}

/** @param {any} ctx @param {any} view @param {{id: string, name: string, title: string, role: string}} who */
const signAs = (ctx, view, who) => openPad({
  heading: who.id === ENTERPRISE ? "企业确认签字" : `${who.role}签字`, name: who.name, title: who.title, fixedName: who.id !== ENTERPRISE,
  statement: who.id === ENTERPRISE ? `以上 ${printedFindings(view.model).length} 条问题和建议已当面说明。签字后内容锁定。` : "签字后内容锁定，修改须先撤回签字。",
}, ({ name, title, photo, strokes, width, height }) =>
  putSignature(ctx, view, who.id, { name, title, image: photo.sha }, { photo, ink: inkOf(strokes, width, height) }));

/** @param {any} ctx @param {any} view */
async function refuse(ctx, view) {
  const send = (close) => (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const text = (name) => String(form.get(name)).trim();
    close({ reason: text("reason"), witness: text("witness"), witness_unit: text("witness_unit"), recording_no: text("recording_no") });
  };
  const input = (name, label, required) => html`<label class="field"><span class="label">${label}</span><input name=${name} ?required=${required} pattern=${required ? ".*\\S.*" : nothing}
    title=${required ? "请填写" : nothing} maxlength="200" autocomplete="off"></label>`;
  const fill = (word) => (event) => { event.target.closest("form").elements.reason.value = word; };
  const refusal = await openDialog((close) => html`<form @submit=${send(close)}><div class="sheet-body"><h2>记录拒签</h2>
      <p>写明原因，并请见证人在场。有全过程记录的，填写记录编号。</p>
      ${input("reason", "拒签原因", true)}<div class="chips">${REFUSALS.map((word) => html`<button type="button" class="chip" @click=${fill(word)}>${word}</button>`)}</div>
      <div class="pair">${input("witness", "见证人", true)}${input("witness_unit", "见证人单位", false)}</div>${input("recording_no", "全过程记录编号", false)}</div>
    <footer class="sheet-foot"><button type="button" class="button" @click=${() => close()}>取消</button><button class="button primary">记录拒签</button></footer></form>`,
  { label: "记录拒签" });
  if (refusal) await ctx.attempt(() => putSignature(ctx, view, ENTERPRISE, { refusal }));
}

/** @param {any} ctx @param {any} view */
async function unsign(ctx, view) {
  const text = "撤回后可以修改内容，改完须所有人重新签字。原签字仍保留备查；已打印的告知单作废，请收回。";
  if (!(await ask({ title: "撤回全部签字？", text, yes: "撤回签字", danger: true }))) return;
  const paths = [...view.signatures.keys()].flatMap((signer) => [`signature/${signer}`, ...(valueOf(view.model, `ink/${signer}`) ? [`ink/${signer}`] : [])]);
  await ctx.attempt(() => ctx.store.setMany(view.id, paths.map((path) => ({ subject: view.subject, path, value: null }))));
}

/** @param {any} view @param {any} given */
const mark = (view, given) => (given.refusal ? html`<p class="refusal"><b>拒签</b>${given.refusal.reason}（见证人 ${given.refusal.witness}${given.refusal.witness_unit ? `，${given.refusal.witness_unit}` : ""}）</p>`
  : html`<img class="signature" src=${view.pictures.thumb(given.image)} alt=${`${given.name}的签名`}><span class="hint">${momentOf(Date.parse(given.at))}</span>`);

/** @param {any} ctx @param {any} view */
export function signing(ctx, view) {
  const ready = OPEN_STATES.includes(view.state) && !ctx.store.readOnly && !view.gaps.some((gap) => gap.must);
  const agreed = view.plan.track !== "advisory" || valueOf(view.model, "consent")?.signature !== false;
  const contact = ctx.enterprise(view.plan.enterprise)?.contacts?.[0];
  const company = { id: ENTERPRISE, name: contact?.name ?? "", title: contact?.title ?? "", role: "企业" };
  const row = (who, label, extra) => {
    const given = view.signatures.get(who.id);
    return html`<li class="signer"><div><strong>${given?.name || label}</strong><span>${[who.role, given?.title || who.title].filter(Boolean).join(" · ")}</span></div>
      ${given ? html`<div class="signer-done">${mark(view, given)}</div>` : html`<div class="signer-todo">${extra}${agreed || who.id !== ENTERPRISE ? html`
        <button class="button" type="button" ?disabled=${!ready} @click=${() => signAs(ctx, view, who)}>${icon("signature")}签字</button>` : nothing}</div>`}</li>`;
  };
  return html`<section class="panel"><h2>三、签字</h2>
    ${view.gaps.some((gap) => gap.must) ? html`<p class="warn-line">${icon("warn")}<span>还有必填内容没有补全，补全后才能签字。</span></p>` : nothing}
    ${agreed ? nothing : html`<p class="hint">企业不同意签字确认，请记录拒签和见证人。</p>`}
    <ul class="signers">${signers(ctx, view.plan).map((who) => row(who, who.name, nothing))}
      ${row(company, "企业代表", html`<button class="button quiet" type="button" ?disabled=${!ready} @click=${() => refuse(ctx, view)}>拒签</button>`)}</ul>
    ${view.lock === "signed" ? html`<button type="button" class="button quiet" @click=${() => unsign(ctx, view)}>${icon("undo")}撤回签字并修改</button>` : nothing}</section>`;
}
