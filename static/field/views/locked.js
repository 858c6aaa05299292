// The bureau locked this tablet: nothing is shown or filled. What is only here still goes up; then the data is removed (wipe.js).
import { html, icon, nothing, render } from "../ui/dom.js";
import { useStyle } from "../ui/styles.js";
import { momentOf } from "../ui/words.js";
import { hero } from "./upload.js";

export const lockedView = {
  /** @param {HTMLElement} root @param {any} ctx */
  async mount(root, ctx) {
    ctx.setHead(null);
    await useStyle("upload");
    let counts = await ctx.store.counts();
    const draw = () => {
      const { lock, device } = ctx.store;
      const left = counts.ops + counts.photos;
      const where = left ? "还没有上传的内容会继续上传，请保持联网，不要关机。" : ctx.bundle ? "" : "这台平板上的内容都已由局端接收，企业联系方式和检查内容已从平板清除。";
      render(html`<div class="locked">
        <header class="locked-head">${icon("lock")}<h1>本平板已被局端锁定</h1></header>
        <section class="panel"><p class="locked-reason">原因：${lock?.reason || "局端没有写明"}</p>
          <p class="panel-lead">${momentOf(lock?.at ?? null)} 锁定 · 平板编号 <span class="number">${device}</span></p>
          <p class="panel-lead">现在不能查看和填写。${where}需要继续使用，请联系业务科室或系统管理员解锁；解锁后联网会自动恢复。</p></section>
        ${hero(ctx, counts)}
        ${counts.quarantined ? html`<p class="panel-lead">另有 ${counts.quarantined} 项局端没有接受，仍保留在平板上，解锁后按“上传”页的说明处理。</p>` : nothing}</div>`, root);
    };
    draw();
    const stop = ctx.sync.subscribe(draw);
    return { update: async () => { counts = await ctx.store.counts(); draw(); }, destroy: stop };
  },
};
