// What every view is given: the store and its helpers, and the bundle's rows by id.
import { html, icon, render } from "./dom.js";
import { beforeWrite } from "./writes.js";

const LABEL_LENGTH = 120;

/**
 * @param {{store: any, sync: any, api: any, saver: any, drafts: any, toast: any, version: string, go: (path: string) => void, install: () => Promise<void>,
 *   setHead: (spec: any) => void, changed: () => void}} parts
 */
export function makeContext(parts) {
  const { store, api, version } = parts;
  const find = (list, id) => ctx.bundle?.[list].find((one) => one.id === id) ?? null;
  const ctx = {
    ...parts, bundle: /** @type {any} */ (null),
    planned: (/** @type {string} */ id) => find("visits", id),
    enterprise: (/** @type {string} */ id) => find("enterprises", id),
    township: (/** @type {string} */ id) => find("townships", id)?.name ?? "",
    person: (/** @type {string} */ id) => find("people", id) ?? (ctx.bundle?.person.id === id ? ctx.bundle.person : null),
    personName: (/** @type {string} */ id) => ctx.person(id)?.name ?? "其他人员",
    visitName: (/** @type {string} */ id) => (id ? ctx.enterprise(ctx.planned(id)?.enterprise)?.name ?? "其他任务" : "给局里的意见"),
    itemText: (/** @type {string} */ id) => Object.values(ctx.bundle?.checklists ?? {}).flatMap((list) => list.items).find((item) => item.id === id)?.text ?? id,
    /** Runs a write and tells what went wrong, in the words of the error. @param {() => any} work */
    attempt: (work) => Promise.resolve().then(work).catch((error) => ctx.toast(error.message)),

    /** This tablet for this person. @param {any} person */
    async enrol(person) {
      const { device } = await api.enrol({ device: store.device ?? undefined, label: navigator.userAgent.slice(0, LABEL_LENGTH), app_version: version });
      await store.setPerson(person);
      await store.enrol(device);
    },
    /** @returns {Promise<boolean>} whether there is one */
    async refreshBundle() {
      ctx.bundle = await store.bundle();
      ctx.changed();
      return Boolean(ctx.bundle);
    },
    /** In place of a view whose visit or enterprise is not here. @param {HTMLElement} root */
    lost(root) {
      ctx.setHead({ title: "没有找到", back: "/" });
      render(html`<div class="page"><div class="empty">${icon("search")}<h2>这台平板上没有这一条</h2><p>可能还没有下载，或已改派他人。联网后会自动更新。</p>
        <a class="button" href="#/">回到今日任务</a></div></div>`, root);
      return { update() {}, destroy() {} };
    },
  };
  store.before = beforeWrite(ctx.planned);
  return ctx;
}
