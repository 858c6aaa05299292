// A small scripted server that speaks docs/wire.md over real HTTP: enough of a log to be idempotent, and faults on demand.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const API = { "Content-Type": "application/json", "X-Api-Version": "2" };

/**
 * `faults`: what the next calls get, first come first: a function (request, body, response) that answers and returns true, or false to pass.
 */
export async function startServer({ bundle, maxBody = Infinity } = {}) {
  const server = { ops: new Map(), refused: new Map(), photos: new Map(), calls: [], faults: [], refuse: () => null, devices: new Set(["a1b2c3d4"]), bundle,
    receipt: null, badPhotos: new Set(), reports: [], lock: null };
  const listed = () => [...server.ops.values()];

  function push({ device, ops }) {
    if (!server.devices.has(device)) return [409, { error: "device_unknown", message: "请重新登记" }];
    const results = ops.map((op) => {
      const { id } = op, known = server.ops.get(id), no = server.refuse(op);
      if (known) return { id, state: "duplicate", seq: known.seq, rank: known.rank };
      if (no) { server.refused.set(id, op); return { id, state: "refused", ...no }; }
      const seq = server.ops.size + 1, rank = id.slice(0, 9);
      const rival = listed().find((other) => op.kind === "set" && other.path === op.path && other.subject === op.subject && !op.prev.includes(other.id) && other.device !== op.device);
      server.ops.set(id, { ...op, seq, rank, received_at: "2026-11-23T01:00:00Z", uploaded_by: "p1" });
      return { id, state: rival ? "conflict" : "applied", seq, rank };
    });
    return [200, { server_time: Date.now() + 90_000, results }];
  }

  const routes = [
    ["POST", /^\/ops$/, (_, body) => push(JSON.parse(body))],
    ["POST", /^\/devices$/, (_, body) => { const { device } = JSON.parse(body); server.devices.add(device); return [200, { device, person: { id: "p1" }, server_time: Date.now() }]; }],
    ["POST", /^\/devices\/(\w+)\/report$/, (_, body, [device]) => {
      if (!server.devices.has(device)) return [409, { error: "device_unknown", message: "请重新登记" }];
      server.reports.push(JSON.parse(body));
      return [200, { server_time: Date.now(), lock: server.lock }];
    }],
    ["GET", /^\/bundle$/, (request) => (request.headers["if-none-match"] === '"v1"' ? [304] : [200, server.bundle, { ETag: '"v1"' }])],
    ["HEAD", /^\/photos\/(\w+)$/, (_, __, [sha]) => [server.photos.has(sha) ? 200 : 204]],
    ["PUT", /^\/photos\/(\w+)$/, (_, body, [sha]) => {
      if (server.badPhotos.has(sha)) return [422, { error: "bad_photo", message: "照片文件已损坏" }];
      if (createHash("sha256").update(body).digest("hex") !== sha) return [400, { error: "wrong_hash", message: "照片校验不一致" }];
      server.photos.set(sha, body);
      return [201, { sha256: sha, bytes: body.length }];
    }],
    ["GET", /^\/visits\/([\w-]+)\/ops\?after=(\d+)$/, (_, __, [visit, after]) => {
      const ops = listed().filter((op) => op.visit === visit && op.seq > Number(after));
      return [200, { ops, next: Math.max(Number(after), ...ops.map((op) => op.seq)), more: false }];
    }],
    ["GET", /^\/visits\/([\w-]+)\/receipt$/, () => (server.receipt ? [200, server.receipt] : [404, { error: "unknown", message: "没有" }])],
  ];

  const http = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks), path = request.url.replace("/api/v1", "");
    server.calls.push(`${request.method} ${path}`);
    if (server.faults[0]?.(request, body, response)) return server.faults.shift();
    const [, pattern, answer] = routes.find(([method, regex]) => method === request.method && regex.test(path)) ?? [];
    const [status, json, headers] = !answer ? [404, { error: "unknown" }] : body.length > maxBody ? [413, { error: "too_large", message: "内容过大" }] : answer(request, body, pattern.exec(path).slice(1));
    response.writeHead(status, { ...API, ...headers });
    response.end(json && JSON.stringify(json));
    return undefined;
  });
  await new Promise((ready) => { http.listen(0, "127.0.0.1", ready); });
  return Object.assign(server, {
    base: `http://127.0.0.1:${http.address().port}/api/v1`,
    close: () => { http.closeAllConnections(); http.close(); },
  });
}

/** Faults. */
export const answers = (status, json, only = /./, headers = API) => (request, _, response) => {
  if (!only.test(`${request.method} ${request.url}`)) return false;
  response.writeHead(status, headers);
  response.end(typeof json === "string" ? json : JSON.stringify(json));
  return true;
};
/** The server has done its work, the answer never arrives. */
export const cutAfter = (work, only) => (request, body, response) => {
  if (!only.test(`${request.method} ${request.url}`)) return false;
  work(body);
  response.writeHead(200, { ...API, "Content-Length": 1000 });
  response.write('{"results": [');
  setTimeout(() => response.destroy(), 10);
  return true;
};
