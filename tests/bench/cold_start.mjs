// Starts Chromium over a profile, goes to an address at 4x CPU throttle, and prints how long it took until the first item could be tapped (ms),
// a line a start. Over the bare protocol: the network watch that Playwright switches on costs the page a quarter of its start.
// node cold_start.mjs <profile> <address> <starts> <port> <ready.js> <chromium> [arguments]
import { spawn } from "node:child_process";

const [profile, address, starts, port, ready, chromium, ...args] = process.argv.slice(2);
const sleep = (ms) => new Promise((wake) => setTimeout(wake, ms));

async function until(work) {
  for (let tries = 300; tries; tries--) {
    const found = await work().catch(() => null);
    if (found) return found;
    await sleep(100);
  }
  throw new Error("Chromium did not get there in 30 s");
}

/** @returns {Promise<(method: string, params?: object) => Promise<any>>} */
async function connect(url) {
  const socket = new WebSocket(url), waiting = new Map();
  await new Promise((ok, no) => { socket.onopen = ok; socket.onerror = no; });
  socket.onmessage = ({ data }) => { const { id, result } = JSON.parse(data); waiting.get(id)?.(result); };
  return (method, params = {}) => new Promise((ok) => {
    waiting.set(waiting.size + 1, ok);
    socket.send(JSON.stringify({ id: waiting.size, method, params }));
  });
}

for (let n = 0; n < Number(starts); n++) {
  const browser = spawn(chromium, [...args, "--headless=new", `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, "--window-size=1280,800", "about:blank"],
    { stdio: "ignore", detached: true });
  try {
    const page = await until(async () => (await (await fetch(`http://127.0.0.1:${port}/json`)).json()).find(({ type }) => type === "page"));
    const send = await connect(page.webSocketDebuggerUrl);
    await send("Page.enable");
    await send("Page.addScriptToEvaluateOnNewDocument", { source: ready });
    await send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await sleep(1000); // the browser's own start
    await send("Page.navigate", { url: address });
    console.log(await until(async () => (await send("Runtime.evaluate", { expression: "globalThis.readyAt" })).result.value));
  } finally {
    process.kill(-browser.pid, "SIGKILL");
    await sleep(500);
  }
}
