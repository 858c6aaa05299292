// The second copy, in OPFS: Chromium throws a whole IndexedDB away after a full disk, and these files survive it.
// Two log files of JSON lines (the second only while one is being compacted), two slots for the bundle, a file for each photo, and two files in
// which a photo lies besides for its first minute: a new file is gone after a power cut, what was appended to an old one is there.
// Lines: {op} · {drop: id} · {forget: visit} · {meta: {...}} · {stamps: {device: greatest op id}}.
// Where the data is encrypted (vault.js) this worker sees only what the page sealed, and puts the wrapped keys (meta.vault) at the head of every
// file: the first line of a log is the meta, a bundle has a member `vault`, a sealed photo is `<sha256>.sealed` with a block of HEAD bytes before it.
// Imports nothing: a worker must start without network and without an import map.

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const COMPACT_FROM = 64 * 1024;
const HEAD = 1024, HEAD_MARK = "INSPHEAD", SEAL_MARK = "INSPSEAL", SEAL_BYTES = 36, SEALED = ".sealed";
/** Names of new files are on the disk after half a minute at the latest, when the system has written down what waits. */
const RECENT_MS = 60_000, RECENT_HEAD = 120, RECENT_FILES = ["recent-a.bin", "recent-b.bin"];
let root, photos, logs, log, canary;
/** @type {{handle: any, end: number, from: number, newest: number}[]} the one that is written to first */
let recent = [];
/** @type {{file: any, name: string, at: number, size: number}[]} */
let fresh = [];
let resting;
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
const allLines = () => encoder.encode(everything().map((line) => `${JSON.stringify(line)}\n`).join(""));

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
  const alive = allLines();
  if (!other && (size < COMPACT_FROM || alive.length > size / 2)) return;
  log = size >= other ? logs[0] : logs[1];
  try { moveLog(alive); } catch { /* no space: go on with the long one */ }
}

/** Into the other log. The complete one is never shortened before the other holds everything. */
function moveLog(alive) {
  const from = log, to = log === logs[0] ? logs[1] : logs[0];
  clear(to);
  write(to, alive, 0);
  clear(from);
  log = to;
}

async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const ready = (async () => {
  root = await navigator.storage.getDirectory();
  photos = await root.getDirectoryHandle("photos", { create: true });
  canary = await handleOf(root, "canary");
  open([await handleOf(root, "ops-a.jsonl"), await handleOf(root, "ops-b.jsonl")]);
  await openRecent();
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

const recentHead = (name, size) => encoder.encode(JSON.stringify({ name, size }).padEnd(RECENT_HEAD));

/** Photos of the last minute before a power cut whose own files are gone are written anew. */
async function openRecent() {
  const now = performance.now();
  for (const name of RECENT_FILES) {
    const handle = await handleOf(root, name), size = handle.getSize();
    const file = { handle, end: 0, from: now, newest: now };
    recent.push(file);
    for (const head = new Uint8Array(RECENT_HEAD); file.end + RECENT_HEAD <= size; ) {
      handle.read(head, { at: file.end });
      const entry = parse(decoder.decode(head));
      if (!entry || file.end + RECENT_HEAD + entry.size > size) break; // cut while it was written
      if (entry.name) fresh.push({ file, ...entry, at: file.end + RECENT_HEAD });
      file.end += RECENT_HEAD + entry.size;
    }
  }
  if (!fresh.length) return;
  const there = new Map();
  for await (const [name, file] of photos.entries()) there.set(name, (await file.getFile()).size);
  for (const { file, name, at, size } of fresh) {
    if (there.get(name) === size) continue;
    const bytes = new Uint8Array(size);
    file.handle.read(bytes, { at });
    await writeFile(photos, name, bytes).catch(() => {}); // no space: it stays where it is
  }
  restLater();
}

/** Appended to an old file. One that is full of older ones is emptied first. */
function keepRecent(name, bytes) {
  const now = performance.now();
  if (now - recent[0].from > RECENT_MS && now - recent[1].newest > RECENT_MS) {
    emptyRecent(recent[1]);
    recent.reverse();
    recent[0].from = now;
  }
  const [file] = recent, whole = new Uint8Array(RECENT_HEAD + bytes.length);
  whole.set(recentHead(name, bytes.length));
  whole.set(bytes, RECENT_HEAD);
  write(file.handle, whole, file.end);
  fresh.push({ file, name, at: file.end + RECENT_HEAD, size: bytes.length });
  file.end += whole.length;
  file.newest = now;
  restLater();
}

function emptyRecent(file) {
  fresh = fresh.filter((entry) => entry.file !== file);
  file.end = 0;
  clear(file.handle);
}

/** A minute after the last photo both are empty. */
function restLater() {
  clearTimeout(resting);
  resting = setTimeout(() => { try { recent.forEach(emptyRecent); } catch { /* the next one tries again */ } }, RECENT_MS);
  resting?.unref?.();
}

/** Not readable any more either: what is encrypted from now on must not lie here as it was. */
function forgetRecent(name) {
  for (const { file, at, size } of fresh.filter((entry) => entry.name === name)) {
    file.handle.write(recentHead("", size), { at: at - RECENT_HEAD });
    file.handle.write(new Uint8Array(size), { at });
    file.handle.flush();
  }
  fresh = fresh.filter((entry) => entry.name !== name);
}

const marked = (bytes, mark) => decoder.decode(bytes.subarray(0, mark.length)) === mark;
const removePhoto = async (name) => {
  try { forgetRecent(name); } catch { /* it is emptied in a minute */ }
  await photos.removeEntry(name).catch(() => {});
};

/** The wrapped keys in a block of one size, so that they can be replaced where they stand. */
const headBlock = () => encoder.encode(HEAD_MARK + JSON.stringify(state.meta.vault).padEnd(HEAD - HEAD_MARK.length));

function withHead(sealed) {
  const whole = new Uint8Array(HEAD + sealed.length);
  whole.set(headBlock());
  whole.set(sealed, HEAD);
  return whole;
}

const same = (one, other) => one.length === other.length && one.every((byte, i) => byte === other[i]);

/** Every photo once, with its own size: while the encryption is switched a photo may lie here in both forms, one of them cut. */
async function sizesOf() {
  const sizes = new Map();
  for await (const [name, file] of photos.entries()) {
    const { size } = await file.getFile();
    const sha = name.replace(SEALED, "");
    const own = sha === name ? size : Math.max(0, size - HEAD - SEAL_BYTES);
    if (!(sizes.get(sha)?.size > own)) sizes.set(sha, { size: own, name });
  }
  return sizes;
}

/** Both logs anew, and the heads of all other files. A bundle goes to the other slot; the old one is emptied. */
async function newHeads(head) {
  append([{ meta: { vault: head } }]);
  moveLog(allLines());
  const record = state.meta.bundle && (await calls.readBundle());
  if (record) {
    const old = state.meta.bundle.slot;
    await calls.bundle(record);
    await writeFile(root, `bundle-${old}.json`, new Uint8Array());
  }
  if (!head) return;
  for (const { file, name, at } of fresh) if (name.endsWith(SEALED)) file.handle.write(headBlock(), { at });
  recent.forEach((file) => file.handle.flush());
  for await (const [name] of photos.entries()) {
    if (!name.endsWith(SEALED)) continue;
    const handle = await handleOf(photos, name);
    try { // not with write(): that would cut the photo off where a head does not fit
      handle.write(headBlock(), { at: 0 });
      handle.flush();
    } finally {
      handle.close();
    }
  }
}

const calls = {
  async load() {
    const sizes = [...(await sizesOf())].map(([sha, { size }]) => [sha, size]);
    return { ops: [...state.ops.values()], meta: state.meta, stamps: state.stamps, photos: sizes };
  },
  append,
  async photo(sha, buffer) {
    const bytes = new Uint8Array(buffer);
    const isSealed = marked(bytes, SEAL_MARK);
    const [name, other] = isSealed ? [sha + SEALED, sha] : [sha, sha + SEALED];
    const wanted = isSealed ? withHead(bytes) : bytes;
    try {
      keepRecent(name, wanted);
      const kept = await writeFile(photos, name, wanted);
      if (isSealed ? !same(kept, wanted) : (await sha256(kept)) !== sha) throw new DOMException("the photo reads back differently", "DataError");
    } catch (error) {
      await removePhoto(name);
      throw error;
    }
    if (state.meta.vault !== undefined) await removePhoto(other); // else there never was another
  },
  async readPhoto(sha) {
    const { name } = (await sizesOf()).get(sha) ?? { name: sha };
    const buffer = await readFile(photos, name);
    return name === sha ? buffer : buffer.slice(HEAD);
  },
  vault: newHeads,
  async bundle(record) {
    const slot = state.meta.bundle?.slot === 0 ? 1 : 0; // the last good one stays until the new one is complete
    const vault = state.meta.vault ?? undefined;
    await writeFile(root, `bundle-${slot}.json`, encoder.encode(JSON.stringify({ vault, ...record })));
    append([{ meta: { bundle: { slot, etag: record.etag } } }]);
  },
  async readBundle() {
    const found = parse(decoder.decode(await readFile(root, `bundle-${state.meta.bundle.slot}.json`)));
    if (!found) return null;
    const { vault, ...record } = found;
    return record;
  },
  async trim(lines, shas) {
    for (const sha of shas) await Promise.all([removePhoto(sha), removePhoto(sha + SEALED)]); // first: on a full disk this makes the room for the lines
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
