// How what people wrote stands on the disk: as it is. vault.js has the other codec, for a bureau that wants the tablets' data encrypted.

/**
 * @typedef {object} Codec rows keep their indexed members (id, visit, device, state …) readable in either form
 * @property {boolean} on
 * @property {(ops: any[]) => Promise<any[]>} sealOps
 * @property {(rows: any[]) => Promise<any[]>} openOps rows in either form; one that can't be read is left out
 * @property {(kind: "photo"|"thumb", buf: ArrayBuffer) => Promise<ArrayBuffer>} sealBytes
 * @property {(kind: "photo"|"thumb", stored: ArrayBuffer) => Promise<ArrayBuffer>} openBytes
 * @property {(name: string, value: any) => Promise<any>} sealJson
 * @property {(name: string, stored: any) => Promise<any>} openJson
 */

/** What people wrote or are, among the single values beside the ops. */
export const SEALED_META = ["person", "memos"];

/** @type {Codec} */
export const PLAIN = {
  on: false,
  sealOps: async (ops) => ops,
  openOps: async (rows) => rows,
  sealBytes: async (_, buf) => buf,
  openBytes: async (_, stored) => stored,
  sealJson: async (_, value) => value,
  openJson: async (_, stored) => stored,
};
