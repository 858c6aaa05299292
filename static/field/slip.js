// 现场告知单: the facts that the leave-behind copy prints, and their hash. Pure; domain/slip.py makes the same of the same ops.
import { foldVisit } from "./fold.js";
import { contentManifest } from "./manifest.js";
import { canonical, sha256 } from "./op.js";

/** @typedef {import("./fold.js").VisitModel} VisitModel @typedef {import("./fold.js").Finding} Finding */
/** @typedef {{org: string, enterprise: {id: string, name: string, uscc: string, address: string}, track: string, date: string,
 *   team: {id: string, name: string, title: string}[], checklists: string[]}} Header see docs/wire.md: what the paper says from the registries */

const FORMAT = 1;
const USUAL_DUE_DAYS = 15;
const CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: none that looks like another
const CODE_HEX = 20;
const PHOTO = /^photo\/[0-9a-f]{64}$/;

/** 检查编号: the first 80 bits of the visit's uuid in four groups. @param {string} visit */
export function visitCode(visit) {
  let bits = BigInt(`0x${visit.replaceAll("-", "").slice(0, CODE_HEX)}`);
  let letters = "";
  for (let n = 0; n < 16; n++, bits >>= 5n) letters = CODE_LETTERS[Number(bits & 31n)] + letters;
  return inGroups(letters);
}

/** @param {string} letters */
export const inGroups = (letters) => letters.match(/.{1,4}/g)?.join("-") ?? "";
/** What is typed by hand to verify: enough of the hash. @param {string} hash */
export const shortHash = (hash) => inGroups(hash.slice(0, 16).toUpperCase());

/** @param {VisitModel|Finding} home @param {string} path */
const valueOf = (home, path) => home.fields.get(path)?.value ?? null;
/** @param {VisitModel|Finding} home @param {string} path */
const textOf = (home, path) => valueOf(home, path) ?? "";
const byText = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);

/** Findings that stand in the order of the paper: suspected major ones first, then the shorter deadline. @param {VisitModel} model @returns {Finding[]} */
export function printedFindings(model) {
  const order = (/** @type {Finding} */ f) => [valueOf(f, "suspected_major") === null ? 1 : 0, valueOf(f, "due_days") ?? USUAL_DUE_DAYS];
  return [...model.findings.values()].filter((f) => f.fields.size && !f.withdrawn)
    .sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1] || byText(a.id, b.id));
}

/** The visit as it was last submitted: exactly the ops of that manifest, whatever came since. @param {import("./op.js").Op[]} ops @param {string} visit */
export function submittedModel(ops, visit) {
  const whole = foldVisit(ops, visit);
  const submit = whole.events.findLast((event) => event.path === "submit");
  const covered = new Set(/** @type {any} */ (submit?.value)?.manifest?.ops ?? []);
  return foldVisit(ops.filter((op) => op.kind === "event" || covered.has(op.id)), visit);
}

/** @param {any} list @param {string} key @param {VisitModel} model */
function checkedIn(list, key, model) {
  const count = { items: 0, ok: 0, nok: 0, na: 0, late: 0 };
  for (const item of list?.items ?? []) {
    const answer = valueOf(model, `answer/${item.id}`);
    count.items++;
    if (answer === "ok" || answer === "nok" || answer === "na") count[answer]++;
    if (answer !== null && valueOf(model, `late/${item.id}`) !== null) count.late++;
  }
  return { key, title: list?.title ?? "", ...count };
}

/** As domain/wording.py writes it: a clause nobody verified is never printed. @param {any} basis @param {boolean} unsure */
function basisText(basis, unsure) {
  const name = `《${String(basis.name).replace(/^[《》]+|[《》]+$/g, "")}》`;
  const clause = (basis.clause || "").trim();
  if (basis.src !== "V" || !clause || unsure) return name;
  const number = (basis.number || "").trim();
  return name + (number ? `（${number}）` : "") + (/^[A-Z]?\d+(\.\d+)*$/.test(clause) ? `第${clause}条` : clause);
}

/** On the enforcement track only what was seen: what follows from it stands in the formal document. @param {Finding} finding @param {Map<string, any>} items @param {boolean} advisory */
function findingFacts(finding, items, advisory) {
  const item = items.get(valueOf(finding, "item")?.item);
  const major = valueOf(finding, "suspected_major");
  const told = major === null ? null : item?.major_criterion?.[major] ?? null;
  const photos = [...finding.fields].filter(([path, field]) => PHOTO.test(path) && field.value !== null)
    .map(([path, field]) => [field.value.at, path.slice("photo/".length)]).sort((a, b) => byText(a[0], b[0]) || byText(a[1], b[1]));
  const plain = { location: textOf(finding, "location"), statement: textOf(finding, "statement"), photos: photos.map(([, sha]) => sha) };
  if (!advisory) return { ...plain, suspected: false, criterion: null, basis: [], measure: "", due_days: null };
  return {
    ...plain, suspected: major !== null,
    criterion: told && { name: told.name ?? "", number: told.number ?? "", clause: told.clause ?? "", text: told.text ?? "" },
    basis: (item?.basis ?? []).slice(0, 3).map((basis) => basisText(basis, Boolean(item.check))),
    measure: textOf(finding, "measure"), due_days: valueOf(finding, "due_days") ?? USUAL_DUE_DAYS,
  };
}

/** Those given under exactly this content, the lead first and the enterprise last. @param {VisitModel} model @param {Header} header @param {string} content */
function signatureFacts(model, header, content) {
  const team = header.team.map(({ id }) => id);
  const turn = (signer) => (signer === "enterprise" ? team.length + 1 : team.includes(signer) ? team.indexOf(signer) : team.length);
  const given = [...model.fields].filter(([path, field]) => path.startsWith("signature/") && field.value?.manifest_hash === content)
    .map(([path, field]) => ({ signer: path.slice("signature/".length), ...field.value }));
  return given.sort((a, b) => turn(a.signer) - turn(b.signer) || byText(a.signer, b.signer)).map(({ signer, name, title, at, image, refusal }) => ({
    signer, name: name ?? "", title: title ?? "", at, image: image ?? null,
    refusal: refusal ? { reason: refusal.reason, witness: refusal.witness, witness_unit: refusal.witness_unit ?? "", recording_no: refusal.recording_no ?? "" } : null,
  }));
}

/**
 * Everything the paper says, and nothing else. Null when the visit was signed on a version of the app that did not write the header.
 * @param {VisitModel} model as signed @param {{[key: string]: any}} checklists by key, in the pinned versions
 * @param {number} version of the submission that carries it
 */
export async function slipFacts(model, checklists, version) {
  /** @type {Header|null} */
  const header = valueOf(model, "header");
  if (!header) return null;
  const lists = header.checklists.map((key) => checklists[key]);
  const items = new Map(lists.flatMap((list) => (list?.items ?? []).map((item) => [item.id, item])));
  const { hash } = await contentManifest(model);
  const opinion = valueOf(model, "opinion");
  const advisory = header.track === "advisory";
  return {
    format: FORMAT, visit: model.id, version, header,
    checked: header.checklists.map((key, n) => checkedIn(lists[n], key, model)),
    area: textOf(model, "area"), companion: textOf(model, "companion"), highlights: advisory ? textOf(model, "highlights") : "",
    findings: printedFindings(model).map((finding) => findingFacts(finding, items, advisory)),
    opinion: opinion && { agree: opinion.agree, text: opinion.text ?? "" },
    signatures: signatureFacts(model, header, hash),
  };
}

/** 内容校验码. @param {any} facts of slipFacts */
export const slipHash = (facts) => sha256(canonical(facts));
