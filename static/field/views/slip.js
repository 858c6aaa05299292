// The leave-behind copy on the screen and on its way to a printer, with or without a network.
import { shortHash, slipFacts, slipHash, submittedModel, visitCode } from "../slip.js";
import { html, icon, nothing, render } from "../ui/dom.js";
import { OPEN_STATES, stateOf } from "../ui/inspection.js";
import { overlay } from "../ui/overlay.js";
import { makePictures, MISSING, withMarks } from "../ui/photos.js";
import { qrOf } from "../ui/qr.js";
import { useStyle } from "../ui/styles.js";
import { ENTERPRISE } from "./signing.js";
import { slipPaper } from "./slippaper.js";

const PHOTO_CHOICES = [[true, "带照片"], [false, "不带照片"]];

/** Signed content only, in the version that was or will be submitted. @param {any} ctx @param {any} plan @param {string} id */
async function factsOf(ctx, plan, id) {
  const model = await ctx.store.visit(id);
  const open = OPEN_STATES.includes(stateOf(model, plan));
  const signed = open ? model : submittedModel(await ctx.store.ops(id), id);
  const facts = await slipFacts(signed, ctx.bundle.checklists, open ? model.version + 1 : model.version);
  const has = (signer) => facts?.signatures.some((one) => one.signer === signer);
  return facts && has(plan.lead) && has(ENTERPRISE) ? facts : null;
}

/** The name of the file when it is printed to a file, and what the browser may print at the edge. @param {string} title */
function titled(title) {
  const before = document.title;
  document.title = title;
  addEventListener("afterprint", () => { document.title = before; }, { once: true });
}

/** @param {HTMLElement} root @param {any} facts @param {any} ctx */
async function print(root, facts, ctx) {
  const waiting = [...root.querySelectorAll("img")].map((image) => image.decode().catch(() => {}));
  await Promise.all(waiting);
  titled(`现场告知单-${facts.header.enterprise.name}-${facts.header.date}`);
  window.print();
  ctx.toast("已交给打印机；没有打印机时可在打印窗口选“另存为 PDF”");
}

export const slipView = {
  /** @param {HTMLElement} root @param {any} ctx @param {{id: string}} params */
  async mount(root, ctx, { id }) {
    const plan = ctx.planned(id);
    if (!plan) return ctx.lost(root);
    await Promise.all([useStyle("paper"), useStyle("slip")]);
    const pictures = makePictures(ctx.store);
    const address = `${location.origin}/verify/slip`;
    const state = { photos: true, facts: /** @type {any} */ (null), hash: "", qr: /** @type {any} */ (nothing) };
    const picture = (sha) => { const url = pictures.thumb(sha); return url === MISSING ? "" : url; };
    const over = (sha) => {
      const finding = [...(ctx.store.peek(id)?.findings.values() ?? [])].find((one) => one.photos.some((photo) => photo.sha === sha));
      return finding ? overlay(withMarks(finding, finding.photos).find((photo) => photo.sha === sha) ?? {}, "contain") : nothing;
    };
    const load = async () => {
      state.facts = await factsOf(ctx, ctx.planned(id), id);
      const hash = state.facts ? await slipHash(state.facts) : "";
      if (hash && hash !== state.hash) {
        const short = shortHash(hash).replaceAll("-", "");
        state.qr = await qrOf(`${address}?code=${visitCode(id)}&hash=${short}`, "核对本单的二维码");
      }
      state.hash = hash;
    };
    const choose = (photos) => () => { state.photos = photos; draw(); };
    const draw = () => {
      ctx.setHead({ title: ctx.enterprise(plan.enterprise)?.name ?? "", sub: "现场告知单", back: `/visit/${id}/sign`, visit: id, step: "sign" });
      render(state.facts ? html`<div class="page has-foot paper-page">${slipPaper(state.facts, state.hash, { photos: state.photos, demo: Boolean(ctx.bundle.org.demo), picture, over, proof: { address, qr: state.qr } })}</div>
        <footer class="foot"><div class="chips" role="group" aria-label="照片">${PHOTO_CHOICES.map(([value, word]) => html`<button type="button" class="chip" aria-pressed=${state.photos === value}
          @click=${choose(value)}>${word}</button>`)}</div>
          <button type="button" class="button primary big" @click=${() => print(root, state.facts, ctx)}>${icon("print")}打印</button></footer>`
        : html`<div class="page"><div class="empty">${icon("signature")}<h2>还不能打印现场告知单</h2><p>组长和企业都签字（或记录拒签）之后，才能打印留给企业的告知单。签字后内容有变化的，要重新签字。</p>
          <a class="button" href=${`#/visit/${id}/sign`}>去签字</a></div></div>`, root);
    };
    const off = pictures.listen(draw);
    await load();
    draw();
    return { update: async () => { await load(); draw(); }, destroy() { off(); pictures.free(); } };
  },
};
