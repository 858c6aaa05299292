// The pages of a draft as pictures: those in sight first, the others when they come into sight; the place where somebody reads stays where it is,
// since a picture is swapped only when its successor is there. A newer version stops what is under way for the older.
/** @typedef {{key: string, pages: number, tall: number}} Version  tall: height of a page for a width of 1 */

const STEP = 100; // pixels: widths are rounded up, so that a dragged window does not ask for a picture a pixel

/**
 * @param {{list: HTMLElement, pane: HTMLElement, versionAt: string, pageAt: (page: number) => string, tell: (text: string, bad?: boolean) => void, onVersion: (version: any) => void}} options
 */
export function createSheets({ list, pane, versionAt, pageAt, tell, onVersion }) {
  /** @type {AbortController|null} */
  let asking = null;
  /** @type {Version|null} */
  let version = null;
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      const figure = /** @type {HTMLElement} */ (entry.target);
      figure.toggleAttribute("data-near", entry.isIntersecting);
      if (entry.isIntersecting) void draw(figure);
    }
  }, { root: pane, rootMargin: "300px" });

  /** Asks what the draft looks like now. */
  async function refresh() {
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const answer = await fetch(versionAt, { signal: mine.signal, headers: { Accept: "application/json" } });
      if (!answer.headers.get("Content-Type")?.includes("json")) throw new Error(answer.status === 401 || answer.redirected ? "登录已过期，请重新登录" : "预览没有更新，请稍后再试");
      const told = await answer.json();
      if (told.superseded) return;
      onVersion(told);
      if (!answer.ok) throw new Error(told.message ?? "预览没有更新，请稍后再试");
      show(told);
    } catch (error) {
      if (mine.signal.aborted) return;
      tell(error instanceof TypeError ? "网络不通，预览没有更新" : error instanceof Error ? error.message : String(error), true);
    }
  }

  /** @param {Version} now */
  function show(now) {
    version = now;
    while (list.children.length > now.pages) {
      const gone = /** @type {Element} */ (list.lastElementChild);
      watcher.unobserve(gone);
      gone.remove();
    }
    while (list.children.length < now.pages) add(list.children.length + 1, now.tall);
    for (const figure of list.querySelectorAll("[data-near]")) void draw(/** @type {HTMLElement} */ (figure));
    tell(`共 ${now.pages} 页`);
  }

  /** @param {number} page @param {number} tall */
  function add(page, tall) {
    const figure = document.createElement("li");
    figure.className = "sheet";
    figure.append(sized(document.createElement("img"), page, tall));
    figure.dataset.page = String(page);
    list.append(figure);
    watcher.observe(figure);
  }

  /** Its height is known before it is there, so that nothing jumps. @param {HTMLImageElement} image @param {number} page @param {number} tall */
  function sized(image, page, tall) {
    image.alt = `第 ${page} 页`;
    image.width = 1000;
    image.height = Math.round(1000 * tall);
    return image;
  }

  /** Fetches a page of the version on show and swaps it in. @param {HTMLElement} figure */
  async function draw(figure) {
    if (!version) return;
    const width = Math.ceil((figure.clientWidth * Math.min(window.devicePixelRatio, 2)) / STEP) * STEP;
    const mark = `${version.key}@${width}`;
    if (figure.dataset.shown === mark || figure.dataset.coming === mark) return;
    figure.dataset.coming = mark;
    const next = sized(new Image(), Number(figure.dataset.page), version.tall);
    next.src = `${pageAt(Number(figure.dataset.page))}?key=${version.key}&w=${width}`;
    try {
      await next.decode();
    } catch {
      if (figure.dataset.coming === mark) delete figure.dataset.coming;
      return;
    }
    if (figure.dataset.coming !== mark) return;
    figure.replaceChildren(next);
    figure.dataset.shown = mark;
    delete figure.dataset.coming;
  }

  return { refresh };
}
