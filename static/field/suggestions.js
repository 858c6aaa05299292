// 投诉建议: written without a network, kept in both copies like everything else, sent when there is one, answered by the bureau.
// They belong to no visit and are no operations, so they stand beside them as a memo of the store.

/**
 * @typedef {object} Suggestion
 * @property {string} id made here: sent any number of times it is the same one @property {string} author @property {string} device
 * @property {string} category @property {string} text @property {string} contact @property {number} at ms
 * @property {"waiting"|"sent"|"read"|"done"|"refused"} state @property {string} [message] why it was refused
 * @property {string} [reply] @property {boolean} [fresh] a reply that its author has not seen
 */

/** Same keys as inspect_app/domain/suggestions.py. */
export const CATEGORIES = { app: "应用使用", checklist: "检查表和依据", work: "任务和组织", complaint: "投诉", other: "其他" };
export const STATES = { waiting: "等待上传", sent: "已送达，待阅", read: "局端已读", done: "已处理", refused: "局端没有接受" };
export const LONGEST = 2000;
/** Answered ones that stay on the tablet. */
const KEPT = 30;
/** A tablet that the bureau locked, a server older than this page: they stay, and nothing else has to wait for them. */
const LATER = [403, 404, 405, 423];
const NAMES = { new: "sent", read: "read", done: "done" };

/** @param {any} store @returns {Suggestion[]} the person's own, newest first; what others wrote on this tablet is theirs */
export const own = (store) => (store.memos.suggestions ?? []).filter((one) => one.author === store.person?.id).reverse();

/** Resolves when both copies have it. @param {any} store @param {{category: string, text: string, contact: string}} given */
export async function add(store, given) {
  const { category, text, contact } = given;
  const row = { id: crypto.randomUUID(), author: store.person.id, device: store.device, category, text: text.trim().slice(0, LONGEST), contact: contact.trim().slice(0, 100),
    at: Date.now(), state: "waiting" };
  await store.setMemo("suggestions", (list = []) => trimmed([...list, row]));
  return row;
}

/** @param {Suggestion[]} list */
function trimmed(list) {
  const spare = list.filter((one) => one.state === "done" && !one.fresh).length - KEPT;
  let dropped = 0;
  return list.filter((one) => one.state !== "done" || one.fresh || dropped++ >= spare);
}

/** @param {any} store @param {string} id @param {Partial<Suggestion>} change */
const patch = (store, id, change) => store.setMemo("suggestions", (list = []) => list.map((one) => (one.id === id ? { ...one, ...change } : one)));

/** Takes one away that the bureau did not accept. @param {any} store @param {string} id */
export const drop = (store, id) => store.setMemo("suggestions", (list = []) => list.filter((one) => one.id !== id));

/** Sends what waits, then asks what became of the rest. @param {any} store @param {any} api */
export async function exchange(store, api) {
  for (const one of store.memos.suggestions.filter((row) => row.state === "waiting")) await send(store, api, one);
  const open = store.memos.suggestions.filter((row) => row.author === store.person?.id && (row.state === "sent" || row.state === "read"));
  if (store.lock || !open.length) return;
  const { suggestions } = await api.suggestions().catch((error) => { if (LATER.includes(error.status)) return { suggestions: [] }; throw error; });
  for (const { id, state, reply } of suggestions) {
    const mine = open.find((row) => row.id === id);
    const next = NAMES[state];
    if (mine && next && (next !== mine.state || (reply ?? "") !== (mine.reply ?? ""))) await patch(store, id, { state: next, reply: reply ?? "", fresh: Boolean(reply) });
  }
}

/** @param {any} store @param {any} api @param {Suggestion} one */
async function send(store, api, { id, author, device, category, text, contact, at }) {
  try {
    await api.suggest({ id, author, device, category, text, contact, at });
    await patch(store, id, { state: "sent", message: "" });
  } catch (error) {
    if (LATER.includes(error.status)) return;
    if (error.status === 409 && author !== store.person?.id) return; // waits until its author signs in here again
    if (error.status !== 400 && error.status !== 422) throw error;
    await patch(store, id, { state: "refused", message: error.message });
  }
}

/** The person has read the replies. @param {any} store */
export async function seen(store) {
  if (own(store).some((one) => one.fresh)) await store.setMemo("suggestions", (list = []) => list.map((one) => (one.author === store.person.id ? { ...one, fresh: false } : one)));
}
