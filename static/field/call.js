// Calls to a worker as promises, with an end to waiting. The system may end a worker at any time; the next call starts another.

/** @typedef {{postMessage: (message: any) => void, onmessage: any, onerror: any, terminate: () => void}} Port a Worker, or what a test puts in its place */

/** A failed call. `gone`: the worker or what it works on is not there, rather than this one call being impossible. */
export class CallError extends Error {
  /** @param {{name: string, message: string, gone?: boolean}} cause */
  constructor({ name, message, gone = false }) {
    super(message);
    this.name = name;
    this.gone = gone;
  }
}

/** @param {() => Port} start @param {number} [patience] ms */
export function makeCaller(start, patience = 8_000) {
  /** @type {Port|null} */
  let port = null;
  let last = 0;
  /** @type {Map<number, {ok: (value: any) => void, no: (error: Error) => void, timer: any}>} */
  const waiting = new Map();

  function lose(/** @type {string} */ message) {
    port?.terminate();
    port = null;
    for (const n of [...waiting.keys()]) end(n)?.no(new CallError({ name: "WorkerError", message, gone: true }));
  }

  function end(/** @type {number} */ n) {
    const call = waiting.get(n);
    clearTimeout(call?.timer);
    waiting.delete(n);
    return call;
  }

  function connect() {
    const fresh = start();
    fresh.onmessage = ({ data: { n, value, error } }) => {
      const call = end(n);
      if (error) call?.no(new CallError(error));
      else call?.ok(value);
    };
    fresh.onerror = (event) => lose(event?.message ?? "worker stopped");
    return fresh;
  }

  return {
    /** @param {string} call @param {...any} args @returns {Promise<any>} */
    ask: (call, ...args) => new Promise((ok, no) => {
      port ??= connect();
      const n = ++last;
      waiting.set(n, { ok, no, timer: setTimeout(() => lose(`no answer to ${call}`), patience) });
      port.postMessage({ n, call, args });
    }),
    /** Starts the worker before the first call. */
    wake: () => { port ??= connect(); },
    close: () => lose("closed"),
  };
}
