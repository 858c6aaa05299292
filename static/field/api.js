// The calls of docs/wire.md, "The other calls". Every failure is an ApiError; status 0 means that no server of ours answered.

export class ApiError extends Error {
  /** @param {number} status @param {string} code @param {string} message @param {number} [retryAfter] seconds */
  constructor(status, code, message, retryAfter = 0) {
    super(message);
    Object.assign(this, { name: "ApiError" });
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

const VERSION = "2";
const OFFLINE = "没有连上局端，数据已保存在平板上，联网后自动上传";
/** Where the answer has no body of its own (HEAD, a proxy). */
const MESSAGES = { 401: "登录已过期，请重新登录；数据都在平板上", 413: "内容超过局端的上限", 426: "应用版本过旧，请更新；数据都在平板上" };
const PORTAL = "网络要求先登录认证（如宾馆、厂区无线网），请打开浏览器完成认证";

/** @param {string} [base] @param {typeof fetch} [call] */
export function makeApi(base = "/api/v1", call = (...args) => fetch(...args)) {
  /** @param {string} method @param {string} path @param {{json?: any, jpeg?: ArrayBuffer, headers?: any, patience?: number, onProgress?: (sent: number, of: number) => void}} [options] */
  async function request(method, path, { json, jpeg, headers = {}, patience = 30_000, onProgress } = {}) {
    const type = json ? { "Content-Type": "application/json" } : jpeg ? { "Content-Type": "image/jpeg" } : {};
    const told = { method, headers: { "X-Api-Version": VERSION, ...type, ...headers }, body: json ? JSON.stringify(json) : jpeg };
    const byXhr = onProgress && globalThis.XMLHttpRequest && (await import("./xhr.js").catch(() => null));
    const response = await (byXhr ? byXhr.send(base + path, /** @type {any} */ (told), patience, onProgress)
      : call(base + path, { ...told, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(patience) })
    ).catch(() => { throw new ApiError(0, "offline", OFFLINE); });
    const ours = response.headers.has("X-Api-Version");
    // A captive portal answers everything with its own page: neither its 200 nor its 401 is the server's word.
    if (!ours && response.status !== 413 && response.status < 500) throw new ApiError(0, "portal", PORTAL);
    if (response.ok || response.status === 304 || (method === "HEAD" && response.status === 404)) return response;
    const { error = `http_${response.status}`, message = MESSAGES[response.status] ?? "局端暂时无法处理，稍后自动重试" } = await response.json().catch(() => ({}));
    throw new ApiError(response.status, error, message, Number(response.headers.get("Retry-After")) || 0);
  }

  /** A body that is cut off counts as no answer. */
  const body = async (/** @type {Promise<Response>} */ answer) => {
    const response = await answer;
    return response.json().catch(() => { throw new ApiError(0, "offline", OFFLINE); });
  };
  const get = (/** @type {string} */ path) => body(request("GET", path));

  return {
    session: () => get("/session"),
    signIn: (/** @type {string} */ login, /** @type {string} */ password) => body(request("POST", "/session", { json: { login, password } })),
    signOut: () => request("DELETE", "/session", { json: {} }),
    /** @param {{device?: string, label: string, app_version: string}} about */
    enrol: (about) => body(request("POST", "/devices", { json: about })),
    /** @param {string|null} etag @returns {Promise<{bundle: any, etag: string}|null>} null: unchanged */
    async bundle(etag) {
      const response = await request("GET", "/bundle", { headers: etag ? { "If-None-Match": etag } : {}, patience: 120_000 });
      return response.status === 304 ? null : { bundle: await body(Promise.resolve(response)), etag: response.headers.get("ETag") ?? "" };
    },
    /** @param {string} device @param {object} told see report.js @returns {Promise<{lock: {reason: string, at: number}|null}>} */
    report: (device, told) => body(request("POST", `/devices/${device}/report`, { json: told })),
    /** @param {string} device @param {object[]} ops */
    pushOps: (device, ops) => body(request("POST", "/ops", { json: { device, now: Date.now(), ops } })),
    /** @param {string} sha */
    hasPhoto: async (sha) => (await request("HEAD", `/photos/${sha}`)).status === 200,
    /** @param {string} sha @param {ArrayBuffer} jpeg @param {(sent: number, of: number) => void} [onProgress] */
    putPhoto: (sha, jpeg, onProgress) => body(request("PUT", `/photos/${sha}`, { jpeg, patience: 120_000, onProgress })),
    /** @param {string} sha @param {"thumb"|"clean"|"bare"} [size] `bare`: masked, without strokes and stamp @param {string} [of] the finding it is shown for */
    photo: async (sha, size = "thumb", of = "") => (await request("GET", `/photos/${sha}?size=${size}${of ? `&of=${of}` : ""}`)).arrayBuffer(),
    suggest: (/** @type {object} */ suggestion) => body(request("POST", "/suggestions", { json: suggestion })),
    suggestions: () => get("/suggestions"),
    receipt: (/** @type {string} */ visit) => get(`/visits/${visit}/receipt`),
    visitOps: (/** @type {string} */ visit, /** @type {number} */ after) => get(`/visits/${visit}/ops?after=${after}`),
  };
}
/** @typedef {ReturnType<typeof makeApi>} Api */

export const api = makeApi();
