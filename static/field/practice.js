// 练习: a whole visit to a made-up enterprise. It has a database of its own, without a second copy and without a sync: what is not in the
// store that the sync reads can't be sent, counted or exported. Its device is enrolled nowhere, so that even the server would refuse it.
import { recommended } from "./lists.js";
import { PRACTICE } from "./router.js";
import { openStore } from "./store.js";
import { makeContext } from "./ui/context.js";
import { useStyle } from "./ui/styles.js";
import { dayOf } from "./ui/words.js";

const NAME = "inspect-practice", DEVICE = "practice", FIRM = "practice";
const STORES = ["ops", "photos", "bytes", "bundle", "receipts"];
/** Enough to learn on. */
const LISTS = 2;
const HAZARDS = ["dust", "electrical", "fire"];

/** Nothing is ever sent. */
const STILL = { state: { phase: "idle", lastOk: null, nextAt: null, message: "" }, subscribe: () => () => {}, now: async () => {}, start: async () => {}, stop() {} };

/** The bundle with the practice visit only, and one finding that an earlier visit "left open". Pure. @param {any} bundle @param {string} today */
export function practiceBundle(bundle, today) {
  const me = bundle.person.id, checklists = [...recommended(bundle.checklists, HAZARDS)].slice(0, LISTS);
  const firm = { id: FIRM, name: "练习木业有限公司（虚构）", uscc: "", industry: "木材加工", scale: "small", hazards: HAZARDS, township: "", address: "练习路 1 号",
    contacts: [{ name: "张练习", title: "安全管理人员", phone: "" }] };
  const before = { id: PRACTICE.replace(/.$/, "1"), enterprise: FIRM, visit: PRACTICE.replace(/.$/, "2"), item: null, state: "rectifying", severity: "general", location: "打磨车间",
    statement: "（练习用）除尘风管法兰没有跨接静电导线。", measure: "按要求跨接。", due_date: today, found_on: today, photos: [] };
  const visit = { id: PRACTICE, enterprise: FIRM, track: "advisory", state: "planned", version: 0, planned_date: today, lead: me, members: [me], checklists, returned: [] };
  return { ...bundle, visits: [visit], enterprises: [firm], findings: [before], documents: [], results: {},
    checklists: Object.fromEntries(checklists.map((key) => [key, bundle.checklists[key]])) };
}

/** @type {Promise<any>|null} */
let opening = null;

/** One for the life of the page: the store holds a lock until then. @param {any} base */
const opened = (base) => (opening ??= openStore({ name: NAME, mirror: null, onProblem: (problem) => problem && problem.code !== "no_mirror" && base.toast(problem.message) }));

/** Where the practice stands. @param {any} base @returns {Promise<"none"|"begun"|"done">} */
export async function practiceState(base) {
  const ctx = await practiceContext(base);
  if (!ctx.bundle) return "none";
  return (await ctx.store.visit(PRACTICE)).version ? "done" : "begun";
}

/** Begins anew. @param {any} base */
export async function beginPractice(base) {
  await dropPractice(base);
  const { store } = await practiceContext(base);
  await store.enrol(DEVICE);
  await store.setPerson(base.bundle.person);
  await store.saveBundle(practiceBundle(base.bundle, dayOf()), "practice");
  await (await practiceContext(base)).refreshBundle();
}

/** Takes out everything of it. @param {any} base */
export async function dropPractice(base) {
  const { core } = await opened(base);
  await core.db.write([...STORES, "meta"], (/** @type {any} */ tx) => Promise.all([...STORES.map((name) => tx.objectStore(name).clear()), tx.objectStore("meta").delete("person")]));
  await core.reload(PRACTICE);
  await (await practiceContext(base)).refreshBundle();
}

/** @type {any} */
let context = null;

/** What the views are given for the practice visit: everything of `base` but its store and its sync. @param {any} base */
export async function practiceContext(base) {
  if (context) return context;
  const store = await opened(base);
  await useStyle("practice");
  // What a page says after the submission is about uploading.
  const toast = (/** @type {any[]} */ ...said) => (store.peek(PRACTICE)?.version ? undefined : base.toast(...said));
  context = makeContext({ ...base, store, toast, sync: STILL, setHead: (spec) => base.setHead({ ...spec, practice: true }) });
  await context.refreshBundle();
  if (context.bundle && context.bundle.person.id !== base.bundle.person.id) await dropPractice(base); // a shared tablet: somebody else's
  let sent = (await store.visit(PRACTICE)).version;
  store.subscribe(async () => {
    const { version } = await store.visit(PRACTICE);
    if (version > sent) base.go("/practice"); // submitted: the practice is over
    sent = version;
    base.changed();
  });
  return context;
}
