// The second copy, in OPFS: Chromium throws a whole IndexedDB away after a full disk, and these files survive it.
// Two log files of JSON lines (the second only while one is being compacted), two slots for the bundle, a file for each photo.
// Lines: {op} · {drop: id} · {forget: visit} · {meta: {...}} · {stamps: {device: greatest op id}}.
// Imports nothing: a worker must start without network and without an import map.

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const COMPACT_FROM = 64 * 1024;
let root, photos, logs, log, canary;
const state = { ops: new Map(), meta: {}, stamps: {} };

/** The page before a reload may hold the file a moment longer. */
async function handleOf(directory, name) {
  const file = await directory.getFileHandle(name, { create: true });
  for (let tries = 30; ; tries--) {
    try {
      return await file.createSyncAccessHandle();
    } catch (error) {
      if (!tries || error.name !== "NoModificationAllowedError") throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}

function readAll(handle) {
  const bytes = new Uint8Array(handle.getSize());
  handle.read(bytes, { at: 0 });
  return bytes;
}

/** All or nothing, and on the disk before it returns. */
function write(handle, bytes, at) {
  try {
    if (handle.write(bytes, { at }) !== bytes.length) throw new DOMException("short write", "QuotaExceededError");
    handle.flush();
  } catch (error) {
    try { handle.truncate(at); handle.flush(); } catch { /* a torn last line is ignored when read */ }
    throw error;
  }
}

function clear(handle) {
  handle.truncate(0);
  handle.flush();
}

function parse(line) {
  try { return JSON.parse(line); } catch { return null; }
}

function replay(into, line) {
  if (line.op) {
    into.ops.set(line.op.id, line.op);
    remember(into.stamps, line.op.device, line.op.id);
  }
  if (line.drop) into.ops.delete(line.drop);
  if (line.forget) for (const op of into.ops.values()) if (op.visit === line.forget) into.ops.delete(op.id);
  if (line.meta) Object.assign(into.meta, line.meta);
  for (const device in line.stamps) remember(into.stamps, device, line.stamps[device]);
}

function remember(stamps, device, id) {
  if (!(stamps[device] >= id)) stamps[device] = id;
}

/** Appends whole lines with one write. A torn last line (power cut) is closed off first. */
function append(lines) {
  const size = log.getSize();
  const last = new Uint8Array(1);
  if (size) log.read(last, { at: size - 1 });
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  write(log, encoder.encode(size && last[0] !== 10 ? `\n${text}` : text), size);
  for (const line of lines) replay(state, line);
}

const everything = () => [{ meta: state.meta, stamps: state.stamps }, ...[...state.ops.values()].map((op) => ({ op }))];

/** Replays each log by itself; a crash while compacting leaves two that say the same, or one that is cut. */
function open(handles) {
  logs = handles;
  for (const handle of handles) {
    const one = { ops: new Map(), meta: {}, stamps: {} };
    for (const line of decoder.decode(readAll(handle)).split("\n").map(parse)) if (line && typeof line === "object") replay(one, line);
    replay(state, { meta: one.meta, stamps: one.stamps });
    for (const op of one.ops.values()) replay(state, { op });
  }
  log = logs[0];
  const [size, other] = logs.map((handle) => handle.getSize());
  const alive = encoder.encode(everything().map((line) => `${JSON.stringify(line)}\n`).join(""));
  if (!other && (size < COMPACT_FROM || alive.length > size / 2)) return;
  // The complete log is never shortened before the other one holds everything.
  const [from, to] = size >= other ? [logs[0], logs[1]] : [logs[1], logs[0]];
  log = from;
  try {
    clear(to);
    write(to, alive, 0);
    clear(from);
    log = to;
  } catch { /* no space: go on with the long one */ }
}

async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const ready = (async () => {
  root = await navigator.storage.getDirectory();
  photos = await root.getDirectoryHandle("photos", { create: true });
  canary = await handleOf(root, "canary");
  open([await handleOf(root, "ops-a.jsonl"), await handleOf(root, "ops-b.jsonl")]);
})();

async function writeFile(directory, name, bytes) {
  const handle = await handleOf(directory, name);
  try {
    handle.truncate(0);
    write(handle, bytes, 0);
    return readAll(handle);
  } finally {
    handle.close();
  }
}

async function readFile(directory, name) {
  return (await (await directory.getFileHandle(name)).getFile()).arrayBuffer();
}

const calls = {
  async load() {
    const sizes = [];
    for await (const [name, file] of photos.entries()) sizes.push([name, (await file.getFile()).size]);
    return { ops: [...state.ops.values()], meta: state.meta, stamps: state.stamps, photos: sizes };
  },
  append,
  async photo(sha, buffer) {
    try {
      const kept = await writeFile(photos, sha, new Uint8Array(buffer));
      if ((await sha256(kept)) !== sha) throw new DOMException("the photo reads back differently", "DataError");
    } catch (error) {
      await photos.removeEntry(sha).catch(() => {});
      throw error;
    }
  },
  readPhoto: (sha) => readFile(photos, sha),
  async bundle(record) {
    const slot = state.meta.bundle?.slot === 0 ? 1 : 0; // the last good one stays until the new one is complete
    await writeFile(root, `bundle-${slot}.json`, encoder.encode(JSON.stringify(record)));
    append([{ meta: { bundle: { slot, etag: record.etag } } }]);
  },
  async readBundle() {
    return parse(decoder.decode(await readFile(root, `bundle-${state.meta.bundle.slot}.json`)));
  },
  async trim(lines, shas) {
    for (const sha of shas) await photos.removeEntry(sha).catch(() => {}); // first: on a full disk this makes the room for the lines
    append(lines);
  },
  /** estimate() lies about free space: write 1 MB that no file system can compress. Its file stays open and is only emptied:
   * making and removing files on a full disk has crashed Chromium. */
  canary() {
    const bytes = new Uint8Array(1 << 20);
    for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    try {
      write(canary, bytes, 0);
      clear(canary);
      return true;
    } catch {
      return false;
    }
  },
};

self.onmessage = async ({ data: { n, call, args } }) => {
  try {
    await ready.catch((error) => { error.gone = true; throw error; });
    self.postMessage({ n, value: await calls[call](...args) });
  } catch (error) {
    self.postMessage({ n, error: { name: error.name, message: error.message, gone: !!error.gone } });
  }
};
