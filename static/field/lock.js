// One window writes (Web Lock), the others only show: two windows once overwrote each other's work in every app that allowed it.

/** @param {string} [name] @returns {Promise<{held: boolean, granted: Promise<void>}>} `granted`: when the other window has gone */
export function editorLock(name = "editor") {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve({ held: true, granted: Promise.resolve() });
  const untilClosed = new Promise(() => {});
  return new Promise((answer) => {
    locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock) {
        answer({ held: true, granted: Promise.resolve() });
        return untilClosed;
      }
      const granted = new Promise((/** @type {(value: void) => void} */ take) => {
        locks.request(name, () => { take(); return untilClosed; });
      });
      answer({ held: false, granted });
    });
  });
}

/** Runs `work` unless another window is at it. @template T @param {string} name @param {() => Promise<T>} work @returns {Promise<T|undefined>} */
export async function ifFree(name, work) {
  const locks = globalThis.navigator?.locks;
  if (!locks) return work();
  return locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}
