// The page of a batch while it is worked on: asks for the numbers every second, and opens anew when it has ended.
import { all, one } from "./dom.js";

const box = one("[data-batch]");
const bar = box.querySelector("progress");
const PAUSE_MS = 1000;

/** @param {any} shown what the server says (web/bureau/batches.py, _progress) */
function show(shown) {
  bar.value = shown.settled;
  for (const place of all("[data-show]")) {
    const said = String(shown[place.dataset.show]);
    if (place.textContent !== said) place.textContent = said;
  }
  for (const [name, visible] of [["now", shown.now !== ""], ["merging", shown.merging], ["unattended", shown.unattended]]) {
    const line = one(`[data-${name}]`);
    if (line) line.hidden = !visible;
  }
}

async function ask() {
  try {
    const answer = await fetch(box.dataset.batch, { headers: { Accept: "application/json" } });
    if (answer.redirected || answer.status === 401 || answer.status === 403) return location.reload(); // signed out meanwhile
    if (answer.ok) {
      const shown = await answer.json();
      if (shown.state !== "running") return location.reload();
      show(shown);
    }
  } catch {
    // the server or the network is away: the next try tells
  }
  setTimeout(ask, PAUSE_MS);
}

setTimeout(ask, PAUSE_MS);
