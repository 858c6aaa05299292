// The whole app in one cache named by its version. The server fills in the three constants (inspect_app/web/field_files.py).
// Only GET under /field/ is ever answered from here; everything else goes to the network untouched.
const VERSION = "__VERSION__";
/** @type {[string, string][]} address and subresource integrity of every file of the app; the first one is the shell */
const FILES = __FILES__;
/** @type {[string, string][]} the same for what reads QR codes where the browser has no reader of its own */
const DECODER = __DECODER__;
const SHELL = "/field/";

/** @param {Cache} cache @param {string} url @param {string} integrity */
async function keep(cache, url, integrity) {
  // A redirect would store a sign-in page as the app; a changed file would mix two versions. Both must fail the install.
  const answer = await fetch(url, { cache: "no-cache", redirect: "error", credentials: "omit", integrity });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  await cache.put(url, answer);
}

/** Where it is needed and missing. Neither a cut nor a full disk here may stop the app from being installed: the page asks again at its next start. */
async function keepDecoder() {
  const own = await self.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (own?.includes("qr_code")) return;
  const cache = await caches.open(VERSION);
  await Promise.allSettled(DECODER.map(async ([url, hash]) => (await cache.match(url)) ?? keep(cache, url, hash)));
}

self.addEventListener("install", (event) => {
  // The browser itself answers from the cache, without waking this worker for each of a hundred modules; what it lacks goes to the network, as below.
  event.addRoutes?.([SHELL, `${SHELL}static/*`].map((pathname) => ({ condition: { urlPattern: { pathname, search: "" } }, source: { cacheName: VERSION } })));
  const app = caches.open(VERSION).then((cache) => Promise.all(FILES.map(([url, hash]) => keep(cache, url, hash))));
  event.waitUntil(app.then(() => keepDecoder().catch(() => {})));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== VERSION) await caches.delete(name);
    await self.clients.claim();
  })());
});

// A waiting version takes over only when the user taps 更新 on the list page.
self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
  if (event.data === "decoder") event.waitUntil(keepDecoder());
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin || !pathname.startsWith(SHELL)) return;
  const key = mode === "navigate" ? SHELL : pathname;
  event.respondWith(caches.open(VERSION).then((cache) => cache.match(key)).then((hit) => hit ?? fetch(event.request)));
});
