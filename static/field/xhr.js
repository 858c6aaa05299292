// One upload by XMLHttpRequest, the only way in which a browser tells how much of it has gone.

/**
 * @param {string} url @param {{method: string, headers: Record<string, string>, body: ArrayBuffer}} request
 * @param {number} patience ms without the smallest progress @param {(sent: number, of: number) => void} onProgress
 * @returns {Promise<Response>} rejects when no answer came
 */
export function send(url, { method, headers, body }, patience, onProgress) {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    const fail = () => reject(new TypeError("no answer"));
    let timer = 0;
    const wait = () => { clearTimeout(timer); timer = window.setTimeout(() => call.abort(), patience); };
    call.open(method, url);
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    call.upload.onprogress = ({ loaded, total }) => { wait(); onProgress(loaded, total); };
    Object.assign(call, { onerror: fail, onabort: fail, ontimeout: fail, onloadend: () => clearTimeout(timer) });
    call.onload = () => { try { resolve(answerOf(call)); } catch { fail(); } }; // what throws in a handler reaches nobody: the upload would never end
    wait();
    call.send(body);
  });
}

/** Throws where the connection was cut in the head of the answer: over http a browser passes that on as a success without headers. */
function answerOf(/** @type {XMLHttpRequest} */ call) {
  const lines = call.getAllResponseHeaders().trim().split("\r\n");
  return new Response(call.responseText, {
    status: call.status,
    headers: lines.map((line) => /** @type {[string, string]} */ ([line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)])),
  });
}
