// The search over all enterprises of the tablet. Pure.

/**
 * Enterprises whose name, code, address or township has all the words.
 * @param {any} bundle @param {string} query @returns {any[]}
 */
export function enterprisesLike(bundle, query) {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const townships = new Map(bundle.townships.map((/** @type {any} */ one) => [one.id, one.name]));
  const text = (/** @type {any} */ e) => `${e.name} ${e.uscc} ${e.address ?? ""} ${townships.get(e.township) ?? ""}`.toUpperCase();
  const wanted = words.map((word) => word.toUpperCase());
  return bundle.enterprises.filter((/** @type {any} */ e) => wanted.every((word) => text(e).includes(word)));
}
