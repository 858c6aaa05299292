// Which checklists fit an enterprise that nobody prepared a visit for. Pure.

/** Hazard to the list that looks for it, the more dangerous first. */
const OF_HAZARD = {
  hazchem: "hazardous-chemicals", dust: "dust-explosion", confined_space: "confined-space", ammonia: "hazardous-chemicals", electrical: "electrical",
  fire: "fire-safety", boiler: "industrial-trade-general", special_equipment: "industrial-trade-general",
};
const GENERAL = "industrial-trade-general";

/** @param {string} version */
const parts = (version) => version.split(".").map(Number);
/** @param {string} a @param {string} b */
const newer = (a, b) => parts(a).reduce((so, part, n) => so || part - (parts(b)[n] ?? 0), 0);

/** The newest version of each list, special ones first. @param {{[key: string]: any}} checklists of the bundle @returns {{key: string, list: any}[]} */
export function newest(checklists) {
  /** @type {Map<string, {key: string, list: any}>} */
  const found = new Map();
  for (const [key, list] of Object.entries(checklists)) {
    const [id, version] = key.split("@");
    const before = found.get(id);
    if (!before || newer(version, before.key.split("@")[1]) > 0) found.set(id, { key, list });
  }
  const order = [...new Set(Object.values(OF_HAZARD))];
  const place = (/** @type {string} */ key) => (order.indexOf(key.split("@")[0]) + order.length + 1) % (order.length + 1);
  return [...found.values()].sort((a, b) => place(a.key) - place(b.key) || a.key.localeCompare(b.key));
}

/** Keys of the lists that begin ticked. @param {{[key: string]: any}} checklists @param {string[]} hazards @returns {Set<string>} */
export function recommended(checklists, hazards) {
  const wanted = new Set([...hazards.map((hazard) => OF_HAZARD[/** @type {keyof typeof OF_HAZARD} */ (hazard)]), GENERAL]);
  const all = newest(checklists);
  const fit = all.filter(({ key }) => wanted.has(key.split("@")[0]));
  return new Set((fit.length ? fit : all.slice(0, 1)).map(({ key }) => key));
}
