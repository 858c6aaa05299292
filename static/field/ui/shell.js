// The app as an installed thing: its service worker, a waiting new version, the install prompt, and whether the browser keeps the data.

/** @param {() => void} onChange */
export function makeShell(onChange) {
  /** @type {any} */
  let prompt = null;
  /** @type {ServiceWorkerRegistration|null} */
  let registration = null;
  const shell = {
    persisted: /** @type {boolean|null} */ (null), updateReady: false, registerError: "",
    get canInstall() { return Boolean(prompt); },
    get installed() { return matchMedia("(display-mode: standalone)").matches; },

    /** Asks the system to install, if it offered. */
    async install() {
      await prompt?.prompt();
      prompt = null;
      await shell.keep();
    },

    /** Asks the browser not to evict the data; most grant it only to an installed app. */
    async keep() {
      shell.persisted = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false;
      onChange();
    },

    /** After load, so that the first start is not slowed down. */
    async register() {
      await shell.keep();
      try {
        registration = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/", updateViaCache: "none" });
      } catch (error) {
        shell.registerError = error.message;
        return onChange();
      }
      const look = () => {
        if (registration?.active || registration?.installing || registration?.waiting) shell.registerError = "";
        else shell.registerError = "应用文件没有下载完整";
        shell.updateReady = Boolean(registration?.waiting && navigator.serviceWorker.controller);
        onChange();
      };
      const follow = () => registration?.installing?.addEventListener("statechange", look);
      registration.addEventListener("updatefound", follow);
      follow();
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && registration?.update().catch(() => {}));
      look();
      navigator.serviceWorker.ready.then(({ active }) => active?.postMessage("decoder")); // what the install could not keep
    },

    /** The user tapped 更新: the waiting version takes over and the page starts anew. */
    update() {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration?.waiting?.postMessage("skip-waiting");
    },
  };
  addEventListener("beforeinstallprompt", (event) => { event.preventDefault(); prompt = event; onChange(); });
  addEventListener("appinstalled", () => void shell.keep());
  return shell;
}
/** @typedef {ReturnType<typeof makeShell>} Shell */
