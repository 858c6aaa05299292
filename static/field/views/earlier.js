// A finding that an earlier visit left open: what it was, and what the expert sees of it today. It changes no state; the bureau reads it.
import { html, icon, nothing } from "../ui/dom.js";
import { photosAllowed, valueOf } from "../ui/inspection.js";
import { addressOf, earlierPhotos, photosAt, showPhoto, strip } from "../ui/photos.js";
import { photoTools } from "../ui/phototools.js";
import { saveMark, textField } from "../ui/textfield.js";
import { FINDING_STATES, SEVERITIES, SIGHTINGS, deadlineWord, timeOf } from "../ui/words.js";

const MAJOR = ["major", "suspected_major"];
const ICONS = { stands: "warn", gone: "check", unseen: "minus" };

/** Where it is recorded. @param {string} visit @param {string} finding */
export const sightingAt = (visit, finding) => ({ subject: `visit/${visit}`, path: `earlier/${finding}` });

/**
 * @typedef {{visit: string, scope: string, model: () => any, locked: boolean, pictures: any,
 *   tap: (spec: {scope: string, key: string, drafts: any[], intent?: any, label: string}) => Promise<boolean>}} Env
 */

/** The three buttons and the remark. @param {any} ctx @param {Env} env @param {any} finding of the bundle */
function sighting(ctx, env, finding) {
  const place = sightingAt(env.visit, finding.id);
  const key = `${env.visit} ${place.path}`;
  const state = ctx.saver.state(key);
  const field = env.model().fields.get(place.path);
  const value = field?.value ?? null;
  const now = state && state.phase !== "saved" ? state.intent : value?.state ?? null;
  const choose = (seen) => () => env.tap({
    scope: env.scope, key, intent: seen, label: `往次隐患 ${SIGHTINGS[seen]}`,
    drafts: [{ ...place, value: { state: seen, at: new Date().toISOString(), note: ctx.drafts.textOf(`${env.visit} ${place.subject} ${place.path}`, value?.note ?? "") } }],
  });
  return html`<div class="sighting" role="group" aria-label="这条往次隐患现在怎样">
    <div class="sighting-picks">${Object.entries(SIGHTINGS).map(([seen, word]) => html`<button type="button" class="chip sighting-${seen}" aria-pressed=${now === seen}
      ?disabled=${env.locked} @click=${choose(seen)}>${icon(ICONS[seen])}${word}</button>`)}
      <span class="sighting-state">${state ? saveMark(state) : nothing}${value ? html`<span class="mark">${ctx.personName(field.author)} ${timeOf(field.at)}</span>` : nothing}</span></div>
    ${value && value.state !== "unseen" ? textField(ctx, {
      ...place, scope: env.scope, visit: env.visit, saved: value.note ?? "", label: "查看情况（可不填）", rows: 2, disabled: env.locked,
      whole: (note) => ({ ...(env.model().fields.get(place.path)?.value ?? value), note }),
    }) : nothing}</div>`;
}

/** Photos of it as it is today, taken with the earlier one lying over the viewfinder. @param {any} ctx @param {Env} env @param {any} finding @param {any[]} before */
function asItIs(ctx, env, finding, before) {
  const path = `earlier_photo/${finding.id}`;
  const photos = () => photosAt(env.model(), path);
  const tools = photoTools(ctx, {
    visit: env.visit, subject: `visit/${env.visit}`, path, scope: env.scope, locked: env.locked, title: `现状：${finding.location || "往次隐患"}`, pictures: env.pictures,
    position: () => valueOf(env.model(), "consent")?.position === true, photos, ghost: before.length ? () => addressOf(ctx.store, before[0], "bare") : undefined,
  });
  const now = photos();
  const may = !env.locked && photosAllowed(env.model(), ctx.planned(env.visit));
  if (!now.length && !may) return nothing;
  return html`<div class="sighting-photos">${now.length ? html`<p class="label">现状照片</p>${strip(now, { pictures: env.pictures, open: tools.open })}` : nothing}
    ${may ? html`<button class="button" type="button" @click=${tools.shoot}>${icon("camera")}拍现状</button>` : nothing}${saveMark(ctx.saver.state(tools.key))}</div>`;
}

/**
 * @param {any} ctx @param {Env} env @param {any} finding of the bundle
 * @param {{brief?: boolean}} [options] `brief`: at the item, where the text of the item already stands
 */
export function earlierCard(ctx, env, finding, { brief = false } = {}) {
  const before = earlierPhotos(finding);
  const look = (index) => showPhoto(ctx.store, before[index], { title: finding.location || "往次隐患照片" });
  const due = finding.due_date ? ` · ${deadlineWord(finding.due_date)}` : "";
  return html`<article class="earlier ${brief ? "earlier-brief" : ""}">
    <header>${brief ? html`<strong>往次未销号</strong>` : nothing}
      <span class="severity severity-${finding.severity ?? "general"}">${MAJOR.includes(finding.severity) ? icon("warn") : nothing}${SEVERITIES[finding.severity] ?? "一般"}</span>
      <span class="pill">${FINDING_STATES[finding.state] ?? finding.state}</span>
      <span class="earlier-date">${finding.found_on} 发现${due}</span></header>
    ${brief ? html`<p><b>${finding.location}</b>：${finding.statement}</p>` : html`<h3>${finding.location}</h3><p>${finding.statement}</p>
      ${finding.measure ? html`<p class="earlier-measure"><b>整改建议：</b>${finding.measure}</p>` : nothing}`}
    ${finding.photos?.length ? strip(before, { pictures: env.pictures, open: look }) : nothing}
    ${sighting(ctx, env, finding)}${asItIs(ctx, env, finding, before)}
  </article>`;
}

/** Changes when the sighting does. @param {any} model @param {string} finding */
export const sightingStamp = (model, finding) =>
  [model.fields.get(`earlier/${finding}`)?.op ?? "", ...photosAt(model, `earlier_photo/${finding}`).flatMap(({ sha, shapes, masks }) => [sha, shapes?.length, masks?.length])].join();
