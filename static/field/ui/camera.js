// The camera inside the page: shutter, next shot, while the one before is being saved. The system's camera app can kill the page on small
// tablets, so it is only the fallback (failure-modes.md, G). States and words: camera-state.js.
import { CLOSED, isBusy, mayShoot, next, say, wanted } from "./camera-state.js";
import { ask } from "./dialog.js";
import { html, icon, nothing, render } from "./dom.js";
import { strip, takeShot } from "./photos.js";
import { useStyle } from "./styles.js";

const CHOICE = "camera";
const GHOST = 45;

/** Which camera was chosen on this tablet; private windows remember nothing. */
const chosen = {
  get() { try { return localStorage.getItem(CHOICE) ?? ""; } catch { return ""; } },
  set(/** @type {string} */ id) { try { localStorage.setItem(CHOICE, id); } catch { /* then it is chosen again */ } },
};

/** @returns {Promise<{id: string, label: string}[]>} */
async function camerasOf() {
  const found = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === "videoinput");
  return found.map(({ deviceId, label }, index) => ({ id: deviceId, label: label.replace(/\s*\(.*\)$/, "") || `相机 ${index + 1}` }));
}

/**
 * Full-screen camera; resolves when the person leaves it and nothing waits to be saved any more.
 * @param {{title: string, position: boolean, keep: (shot: ReturnType<typeof takeShot>) => Promise<any>, pictures: any, photos: () => any[],
 *   pick?: () => void, single?: boolean, ghost?: string}} options
 *   `position`: consent to record the place; `keep` resolves when the photo is durable; `photos` those that stand now; `pick` opens the file
 *   picker instead; `single`: one shot and back; `ghost`: address of an earlier photo to lie over the picture
 */
export async function openCamera(options) {
  await useStyle("camera");
  const camera = new CameraBox(options);
  await camera.run();
}

class CameraBox {
  /** @type {MediaStream|null} */ stream = null;
  /** @type {Map<number, ReturnType<typeof takeShot>>} frames in memory until they are durable */ shots = new Map();
  /** @type {Promise<void>} */ tail = Promise.resolve();
  count = 0;
  ghostOn = true;
  strength = GHOST;

  /** @param {any} options */
  constructor(options) {
    this.options = options;
    this.state = CLOSED;
    this.box = document.createElement("dialog");
    this.box.className = "camera";
    this.box.setAttribute("aria-label", `拍照：${options.title}`);
    this.box.addEventListener("cancel", (event) => { event.preventDefault(); this.leave(); });
  }

  get video() { return /** @type {HTMLVideoElement} */ (this.box.querySelector("video")); }
  get track() { return this.stream?.getVideoTracks()[0] ?? null; }

  async run() {
    document.body.append(this.box);
    const closed = new Promise((resolve) => this.box.addEventListener("close", resolve, { once: true }));
    this.draw();
    this.box.showModal();
    const off = this.options.pictures.listen(() => this.draw());
    this.open(chosen.get());
    await closed;
    off();
    this.step({ type: "close" });
    this.stop();
    this.box.remove();
  }

  step(event) {
    this.state = next(this.state, event);
    if (this.box.isConnected) this.draw();
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
  }

  /** @param {string} id of the camera wanted */
  async open(id) {
    this.stop();
    this.step({ type: "open" });
    try {
      const known = id ? (await camerasOf()).map((one) => one.id) : [];
      const stream = await navigator.mediaDevices.getUserMedia(wanted(id, known));
      if (!this.box.open) return stream.getTracks().forEach((track) => track.stop());
      this.stream = stream;
      this.video.srcObject = stream;
      await this.video.play();
      const track = /** @type {MediaStreamTrack} */ (this.track);
      track.addEventListener("ended", () => this.stream === stream && this.step({ type: "refused", name: "Ended" }));
      const able = /** @type {any} */ (track.getCapabilities?.() ?? {});
      this.step({ type: "ready", cameras: await camerasOf(), camera: track.getSettings().deviceId ?? "", torch: !!able.torch });
    } catch (error) {
      this.stop();
      this.step({ type: "refused", name: error.name });
    }
  }

  choose(id) {
    chosen.set(id);
    this.open(id);
  }

  async light() {
    const on = !this.state.torch;
    await this.track?.applyConstraints(/** @type {any} */ ({ advanced: [{ torch: on }] })).then(() => this.step({ type: "torch", on }),
      () => this.step({ type: "missed", message: "补光灯打不开" }));
  }

  async shoot() {
    if (!mayShoot(this.state)) return;
    const n = ++this.count;
    const frame = await createImageBitmap(this.video).catch(() => null);
    if (!frame) return this.step({ type: "missed", message: "没有取到画面，请再拍一次" });
    this.shots.set(n, takeShot(frame, this.options.position));
    this.step({ type: "shot" });
    this.queue(n);
  }

  /** One after the other: two at a time would need twice the memory. @param {number} n */
  queue(n) {
    const shot = /** @type {ReturnType<typeof takeShot>} */ (this.shots.get(n));
    this.tail = this.tail.then(() => this.options.keep(shot)).then(() => {
      this.shots.delete(n);
      if (shot.source instanceof ImageBitmap) shot.source.close();
      this.step({ type: "kept" });
      if (this.options.single && !isBusy(this.state)) this.box.close();
    }, (error) => this.step({ type: "lost", shot: n, message: error.message }));
  }

  again() {
    for (const { shot } of this.state.lost) {
      this.step({ type: "again", shot });
      this.queue(shot);
    }
  }

  /** Waits for what is being saved; asks before a shot is thrown away. */
  async leave(then = () => {}) {
    await this.tail;
    const left = this.state.lost.length;
    if (left && !(await ask({ title: `${left} 张照片没有保存`, text: "离开后这些画面就没有了。可先腾出空间，再点“重试保存”。", yes: "放弃这些画面", no: "返回", danger: true }))) return;
    this.state.lost.forEach(({ shot }) => this.shots.delete(shot));
    this.box.close();
    then();
  }

  draw() {
    const { options, state } = this;
    const photos = options.photos();
    const told = say(state, photos.length);
    const ghost = options.ghost && state.phase === "ready";
    render(html`
      <div class="camera-view"><video autoplay playsinline muted aria-hidden="true"></video>
        ${ghost ? html`<img class="camera-ghost" alt="" src=${options.ghost} ?hidden=${!this.ghostOn}>` : nothing}</div>
      <header class="camera-head"><h2>${options.title}</h2></header>
      <div class="camera-side">
        ${this.tools(ghost)}
        ${strip(photos.slice(-4), { pictures: options.pictures, open: () => this.leave() })}
        <p class="camera-message ${told.bad ? "is-bad" : ""}" role="status">${told.text}</p>
        ${state.lost.length ? html`<button class="button" @click=${() => this.again()}>${icon("sync")}重试保存</button>` : nothing}
        ${state.phase === "failed" ? html`<button class="button" @click=${() => this.open(state.camera)}>${icon("sync")}重试</button>` : nothing}
        ${state.phase === "ready" ? html`<button class="shutter" aria-label="拍照" ?disabled=${!mayShoot(state)} @click=${() => this.shoot()}></button>` : nothing}
        ${options.pick ? html`<button class="button" @click=${() => this.leave(options.pick)}>${icon("image")}选文件</button>` : nothing}
        <button class="button primary" ?disabled=${state.saving > 0} @click=${() => this.leave()}>${icon("check")}完成</button>
      </div>`, this.box);
    const over = /** @type {HTMLImageElement|null} */ (this.box.querySelector(".camera-ghost"));
    over?.style.setProperty("opacity", `${this.strength}%`);
  }

  /** Light, camera, and the earlier photo over the picture. @param {any} ghost */
  tools(ghost) {
    const { state } = this;
    const fade = (event) => { this.strength = Number(event.target.value); this.draw(); };
    const toggle = () => { this.ghostOn = !this.ghostOn; this.draw(); };
    return html`<div class="camera-tools">
      ${state.torch === null ? nothing : html`<button class="button" aria-pressed=${state.torch} @click=${() => this.light()}>${icon("bolt")}${state.torch ? "关灯" : "补光"}</button>`}
      ${state.cameras.length < 2 ? nothing : html`<label class="camera-choice"><span>相机</span><select @change=${(event) => this.choose(event.target.value)}>
        ${state.cameras.map((one) => html`<option value=${one.id} ?selected=${one.id === state.camera}>${one.label}</option>`)}</select></label>`}
      ${ghost ? html`<button class="button" aria-pressed=${this.ghostOn} @click=${toggle}>${icon("layers")}对照旧照</button>
        <label class="camera-choice" ?hidden=${!this.ghostOn}><span>旧照浓淡</span><input type="range" min="10" max="80" step="5" .value=${String(this.strength)} @input=${fade}></label>` : nothing}
    </div>`;
  }
}
