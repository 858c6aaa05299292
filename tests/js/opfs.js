// The part of a browser that Node lacks: files of the origin private file system, in memory, and a worker that runs the real
// mirror.worker.js on them. `disk` outlives workers, as a disk does.
import { readFileSync } from "node:fs";

const SOURCE = readFileSync(new URL("../../static/field/mirror.worker.js", import.meta.url), "utf8");

/** @returns {{files: Map<string, Uint8Array>, room: number, open: Set<string>}} `room`: bytes that can still be written */
export const makeDisk = () => ({ files: new Map(), room: Infinity, open: new Set() });

function handle(disk, name) {
  if (disk.open.has(name)) throw new DOMException(name, "NoModificationAllowedError");
  disk.open.add(name);
  const bytes = () => disk.files.get(name);
  return {
    getSize: () => bytes().length,
    read: (into, { at }) => { into.set(bytes().subarray(at, at + into.length)); return into.length; },
    write(from, { at }) {
      const fits = Math.min(from.length, disk.room); // a full disk takes a part and stops
      disk.room -= fits;
      const next = new Uint8Array(Math.max(bytes().length, at + fits));
      next.set(bytes());
      next.set(from.subarray(0, fits), at);
      disk.files.set(name, next);
      return fits;
    },
    truncate(size) {
      const next = new Uint8Array(size);
      next.set(bytes().subarray(0, size));
      disk.files.set(name, next);
    },
    flush() {},
    close: () => disk.open.delete(name),
  };
}

function file(disk, name) {
  const bytes = () => disk.files.get(name);
  return {
    createSyncAccessHandle: async () => handle(disk, name),
    getFile: async () => ({ size: bytes().length, arrayBuffer: async () => bytes().slice().buffer }),
  };
}

function directory(disk, prefix) {
  return {
    getDirectoryHandle: async (name) => directory(disk, `${prefix}${name}/`),
    async getFileHandle(name, { create = false } = {}) {
      if (!disk.files.has(prefix + name)) {
        if (!create) throw new DOMException(name, "NotFoundError");
        disk.files.set(prefix + name, new Uint8Array());
      }
      return file(disk, prefix + name);
    },
    async removeEntry(name) {
      if (!disk.files.delete(prefix + name)) throw new DOMException(name, "NotFoundError");
    },
    async *entries() {
      for (const name of [...disk.files.keys()]) if (name.startsWith(prefix)) yield [name.slice(prefix.length), file(disk, name)];
    },
  };
}

/** What `new Worker(…)` gives: pass it to makeMirror(). Ending it lets go of its files, as the system does. */
export function startWorker(disk) {
  let alive = true;
  const port = { onmessage: null, onerror: null, postMessage, terminate };
  const self = { postMessage: (message) => setImmediate(() => alive && port.onmessage({ data: structuredClone(message) })) };
  new Function("self", "navigator", SOURCE)(self, { storage: { getDirectory: async () => directory(disk, "") } });
  function postMessage(message) {
    const data = structuredClone(message);
    setImmediate(() => alive && self.onmessage({ data }));
  }
  function terminate() {
    alive = false;
    disk.open.clear();
  }
  return port;
}

export const text = (disk, name) => new TextDecoder().decode(disk.files.get(name));
