// 现场告知单 as it is printed: facts (slip.js) to paper. Its words are those of the 专家检查意见书 (render/templates/expert_opinion.html).
import { shortHash, visitCode } from "../slip.js";
import { html, nothing } from "../ui/dom.js";
import { dueWord } from "../ui/words.js";

const ENTERPRISE = "enterprise";
const HASH_GROUP = /.{8}/g;

/** "2026年12月4日". @param {string} day */
export const dayText = (day) => {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
};
/** @param {string} day @param {number} days */
const after = (day, days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
/** As domain/wording.py says it. @param {string} day of the visit @param {number} days */
const dueText = (day, days) => (days === 0 ? "立即整改" : `${dayText(after(day, days))}前（${dueWord(days)}）`);

/** @param {any} list of facts.checked */
export const checkedText = ({ title, items, ok, nok, na, late }) =>
  `${title}：共 ${items} 项，已查 ${ok + nok + na} 项（符合 ${ok}、不符合 ${nok}、不适用 ${na}）${late ? `，其中 ${late} 项为纸质记录补录` : ""}`;

/** The sentence that stands where a signature would (domain/wording.py refusal_text). @param {string} name @param {any} refusal */
const refusalText = (name, { reason, witness, witness_unit: unit, recording_no: recording }) =>
  `被检查单位负责人${name}拒绝签字，理由：${reason || "未说明"}。见证人：${witness || "无"}${unit ? `，单位：${unit}` : ""}${recording ? `；录音录像编号：${recording}` : ""}。`;

/** @param {any} facts */
function basics(facts) {
  const { enterprise } = facts.header;
  const row = (word, text) => html`<tr><th scope="row">${word}</th><td>${text}</td></tr>`;
  return html`<h2>一、基本情况</h2><table class="basics"><tbody>
    ${row("企业名称", enterprise.name)}${row("统一社会信用代码", enterprise.uscc)}${row("地址", enterprise.address)}
    ${row(facts.header.track === "advisory" ? "服务区域" : "检查场所", facts.area)}${row("陪同人员", facts.companion)}
    ${row("检查表", facts.checked.map((list) => html`<p>${checkedText(list)}</p>`))}</tbody></table>`;
}

/** @param {any} facts @param {boolean} advisory */
const team = ({ header }, advisory) => html`<h2>${advisory ? "二、专家组" : "二、检查人员"}</h2><table><thead><tr><th scope="col">分工</th><th scope="col">姓名</th><th scope="col">专业、职称</th></tr></thead>
  <tbody>${header.team.map(({ name, title }, n) => html`<tr><td class="mid">${n === 0 ? "组长" : "成员"}</td><td class="mid">${name}</td><td>${title}</td></tr>`)}</tbody></table>`;

/** @param {number} n @param {number} count */
const photoNumbers = (n, count) => (count ? Array.from({ length: count }, (_, k) => html`<span class="one">${n}-${k + 1}${k + 1 < count ? "、" : ""}</span>`) : "—");

/** @param {any} criterion */
const criterionText = ({ name, number, clause, text }) => `${text}（《${name}》${number ? `（${number}）` : ""}${clause}）`;

/** @param {any} facts */
const advice = (facts) => html`<table class="findings"><thead><tr><th class="w-n" scope="col">序号</th><th class="w-place" scope="col">部位</th><th scope="col">问题描述</th><th class="w-basis" scope="col">依据</th>
    <th class="w-grade" scope="col">风险等级</th><th class="w-measure" scope="col">整改建议</th><th class="w-due" scope="col">建议完成时限</th><th class="w-photo" scope="col">照片</th></tr></thead>
  <tbody>${facts.findings.map((f, at) => html`<tr><td class="mid">${at + 1}</td><td>${f.location}</td>
    <td>${f.statement}${f.criterion ? html`<p class="criterion">对照判据：${criterionText(f.criterion)}</p>` : nothing}</td><td>${f.basis.join("；")}</td>
    <td class="mid ${f.suspected ? "strong" : ""}">${f.suspected ? "疑似重大" : "一般"}</td><td>${f.measure}</td><td class="mid">${dueText(facts.header.date, f.due_days)}</td>
    <td class="mid">${photoNumbers(at + 1, f.photos.length)}</td></tr>`)}</tbody></table>`;

/** @param {any} facts */
const seen = (facts) => html`<table class="findings"><thead><tr><th class="w-n" scope="col">序号</th><th class="w-measure" scope="col">部位</th><th scope="col">问题描述</th><th class="w-photo" scope="col">照片</th></tr></thead>
  <tbody>${facts.findings.map((f, at) => html`<tr><td class="mid">${at + 1}</td><td>${f.location}</td><td>${f.statement}</td><td class="mid">${photoNumbers(at + 1, f.photos.length)}</td></tr>`)}</tbody></table>`;

/** @param {any} facts @param {boolean} advisory */
function findings(facts, advisory) {
  const heads = facts.findings.flatMap((f, at) => (f.suspected ? at + 1 : []));
  return html`<h2>${advisory ? "三、发现的主要问题和整改建议" : "三、现场发现的问题"}</h2>
    ${facts.findings.length ? (advisory ? advice : seen)(facts) : html`<p>${advisory ? "本次服务未发现需要提出整改建议的问题。" : "本次检查未记录问题。"}</p>`}
    ${heads.length ? html`<p>其中第${heads.join("、")}项为疑似重大事故隐患。</p>` : nothing}`;
}

/** @param {any} facts */
const advisoryEnd = (facts) => html`<h2>四、亮点与管理提升建议</h2>
  ${facts.highlights.split("\n").map((line) => line.trim()).filter(Boolean).map((line) => html`<p>${line}</p>`)}${facts.highlights.trim() ? nothing : html`<p>无。</p>`}
  <h2>五、提示</h2><p>本单为专家服务意见。疑似重大事故隐患已当场口头告知并提请应急管理部门依法处置。企业应当按照《安全生产法》第四十一条履行隐患排查治理主体责任。</p>`;
const enforcementEnd = html`<h2>四、说明</h2><p>本单只列明现场发现的问题，不作出处理决定。正式文书由应急管理部门依法另行制作并送达。</p>`;

/** @param {any} signature @param {(sha: string) => string} picture address of an image */
const signed = (signature, picture) => html`<span class="signed"><img src=${picture(signature.image)} alt=${`${signature.name}的签名`}>（${[signature.name, signature.title].filter(Boolean).join("，")}）</span>`;

/** @param {any} facts @param {boolean} advisory @param {(sha: string) => string} picture */
function signatures(facts, advisory, picture) {
  const lead = facts.header.team[0].id;
  const of = (test) => facts.signatures.filter(({ signer }) => test(signer));
  const [company] = of((signer) => signer === ENTERPRISE);
  const leads = of((signer) => signer === lead), members = of((signer) => signer !== lead && signer !== ENTERPRISE);
  const box = (ticked, word) => html`<span class="box">${ticked ? "√" : ""}</span>${word}`;
  const { opinion } = facts;
  return html`<div class="signatures">
    <p>${advisory ? "专家组长（签名）：" : "检查人员（签名）："}${leads.map((one) => signed(one, picture))}${advisory ? nothing : members.map((one) => signed(one, picture))}</p>
    ${advisory && members.length ? html`<p>专家（签名）：${members.map((one) => signed(one, picture))}</p>` : nothing}
    ${!company ? nothing : company.refusal ? html`<p>企业确认：${refusalText(company.name, company.refusal)}</p>`
      : html`<p>${advisory ? "企业确认（签名）：" : "被检查单位现场负责人（签名）："}${signed(company, picture)}</p>`}
    <p>${advisory ? "对专家意见：" : "对以上情况："}${box(opinion?.agree === true, "无异议")}　${box(opinion?.agree === false, "有异议：")}${opinion?.agree === false ? opinion.text || "（未写明）" : ""}</p>
    <p>${dayText(facts.header.date)}</p></div>`;
}

/** @param {any} facts @param {string} hash @param {{address: string, qr: any}} proof where the paper can be verified */
const proofBox = (facts, hash, { address, qr }) => html`<div class="proof">${qr}
  <div><p class="proof-codes"><span>检查编号</span><b>${visitCode(facts.visit)}</b><span>内容校验码</span><b>${shortHash(hash)}</b></p>
    <p class="fine">本单为现场告知，不代替正式文书。核对：扫码，或打开 ${address}，输入检查编号和内容校验码。</p>
    <p class="fine hash">SHA-256 ${hash.match(HASH_GROUP)?.join(" ")}　第 ${facts.version} 版</p></div></div>`;

/** @param {any} facts @param {(sha: string) => string} picture @param {(sha: string) => any} over what is drawn over a photo: masks must not be missing on paper */
const photos = (facts, picture, over) => html`<h2 class="photos-head">附：现场照片</h2><div class="photo-grid">${facts.findings.flatMap((f, at) => f.photos.map((sha, k) => html`<figure>
  ${picture(sha) ? html`<span class="photo-frame"><img src=${picture(sha)} alt=${`照片${at + 1}-${k + 1}`}>${over(sha)}</span>` : html`<span class="no-photo">照片在局端，联网后可打印</span>`}
  <figcaption>照片${at + 1}-${k + 1}　${f.location}</figcaption></figure>`))}</div>`;

/**
 * @param {any} facts of slipFacts @param {string} hash
 * @param {{photos: boolean, demo: boolean, picture: (sha: string) => string, over: (sha: string) => any, proof: {address: string, qr: any}}} options
 */
export function slipPaper(facts, hash, options) {
  const advisory = facts.header.track === "advisory";
  const some = facts.findings.some((finding) => finding.photos.length);
  return html`<article class="paper slip" aria-label="现场告知单">
    <header><p class="paper-from">${facts.header.org}</p><h1>${advisory ? html`<span>百名专家助千企</span>` : nothing}现场告知单</h1>
      <p class="paper-sub">${advisory ? "（安全生产专家检查意见，帮扶服务，不作为行政处罚依据）" : "（安全生产检查现场情况告知）"}</p>
      ${options.demo ? html`<p class="paper-mark">演示数据，不具有法律效力</p>` : nothing}
      <p class="paper-line"><span>检查编号：${visitCode(facts.visit)}</span><span>${advisory ? "服务日期" : "检查日期"}：${dayText(facts.header.date)}</span></p></header>
    ${basics(facts)}${team(facts, advisory)}${findings(facts, advisory)}${advisory ? advisoryEnd(facts) : enforcementEnd}
    ${signatures(facts, advisory, options.picture)}${proofBox(facts, hash, options.proof)}
    ${options.photos && some ? photos(facts, options.picture, options.over) : nothing}</article>`;
}

