// Marks on a photo: arrow, circle, text, and what must be hidden. Each mark is saved at once as an op; the photo itself stays as it was taken.
import { html, icon, nothing, render } from "./dom.js";
import { FULL, MOST, TEXT_LENGTH, TOOLS, drawn, moved, placed } from "./marks.js";
import { marksOver } from "./overlay.js";
import { addressOf } from "./photos.js";
import { saveMark } from "./textfield.js";
import { useStyle } from "./styles.js";

const HINTS = {
  arrow: "从空白处拖到问题部位", circle: "从一角拖到对角", text: "先写文字，再点一下画面上的位置",
  face: "拖出方框盖住人脸。平板不会自动识别人脸，请自行检查整张照片", secret: "拖出方框盖住工艺秘密、屏幕数据、图纸等",
};

/**
 * Opens the editor; resolves when it is closed. Everything drawn is saved by then, or the person was told that it is not.
 * @param {any} ctx @param {any} photo see ui/photos.js, with its `shapes` and `masks`
 * @param {{visit: string, subject: string, scope: string}} place where the ops go, and what is drawn again afterwards
 */
export async function annotate(ctx, photo, place) {
  const [address] = await Promise.all([addressOf(ctx.store, photo), useStyle("photos")]);
  if (!address) return ctx.toast("这张照片在局端，联网后可标注");
  await new Editor(ctx, photo, place, address).run();
  URL.revokeObjectURL(address);
}

class Editor {
  tool = "arrow";
  text = "";
  /** @type {number[]|null} where the drag began */ from = null;
  /** @type {import("./marks.js").Drawing|null} while dragging */ draft = null;
  /** @type {import("./marks.js").Drawing[]} */ before = [];

  constructor(ctx, photo, place, address) {
    this.ctx = ctx;
    this.photo = photo;
    this.place = place;
    this.address = address;
    this.key = `${place.visit} ${photo.sha} marks`;
    this.drawing = { shapes: photo.shapes ?? [], masks: photo.masks ?? [] };
    this.size = { w: photo.w ?? 4, h: photo.h ?? 3 };
    this.box = document.createElement("dialog");
    this.box.className = "sheet editor";
    this.box.setAttribute("aria-label", "标注与遮挡");
  }

  async run() {
    await this.measure();
    document.body.append(this.box);
    const closed = new Promise((resolve) => this.box.addEventListener("close", resolve, { once: true }));
    this.draw();
    this.box.showModal();
    await closed;
    this.box.remove();
  }

  /** A photo of an old tablet may not say its size. */
  async measure() {
    const image = new Image();
    image.src = this.address;
    await image.decode().catch(() => {});
    if (image.naturalWidth) this.size = { w: image.naturalWidth, h: image.naturalHeight };
  }

  /** Draws and saves. @param {import("./marks.js").Drawing|null} next */
  set(next) {
    if (!next) return;
    this.before.push(this.drawing);
    this.save(next);
  }

  undo() {
    const last = this.before.pop();
    if (last) this.save(last);
  }

  /** One write, of what changed only. @param {import("./marks.js").Drawing} next */
  async save(next) {
    const { subject, visit, scope } = this.place;
    const was = this.drawing;
    this.drawing = next;
    const ops = [["strokes", was.shapes, next.shapes], ["masks", was.masks, next.masks]].filter(([, old, now]) => old !== now)
      .map(([name, , now]) => ({ subject, path: `${name}/${this.photo.sha}`, value: now.length ? now : null }));
    const saving = this.ctx.saver.save(scope, this.key, () => this.ctx.store.setMany(visit, ops));
    this.draw();
    await saving;
    if (this.box.isConnected) this.draw();
  }

  /** @param {PointerEvent} event @returns {number[]} x, y in 1/10000 of the picture */
  at(event) {
    const svg = /** @type {SVGSVGElement} */ (this.box.querySelector(".editor-picture svg"));
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
    return [(point.x / this.size.w) * FULL, (point.y / this.size.h) * FULL];
  }

  down(event) {
    if (event.button) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.from = this.at(event);
  }

  move(event) {
    if (!this.from) return;
    this.draft = this.tool === "text" ? null : drawn(this.drawing, this.tool, this.from, this.at(event));
    this.draw();
  }

  up(event) {
    if (!this.from) return;
    const made = drawn(this.drawing, this.tool, this.from, this.at(event), this.text);
    this.from = this.draft = null;
    if (made && this.tool === "text") this.text = "";
    if (made) this.set(made);
    else this.draw();
  }

  /** Enter puts a mark into the middle, the arrow keys move the last one, with Shift they change its size. @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return this.set(placed(this.drawing, this.tool, this.text));
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "z") return this.undo();
    const next = moved(this.drawing, this.tool, event.key, event.shiftKey);
    if (!next) return;
    event.preventDefault();
    this.set(next);
  }

  draw() {
    const { w, h } = this.size;
    const state = this.ctx.saver.state(this.key);
    const now = this.draft ?? this.drawing;
    const full = now.shapes.length >= MOST || now.masks.length >= MOST;
    render(html`
      <header class="editor-bar"><h2>标注与遮挡</h2>${saveMark(state)}
        <button class="button" ?disabled=${!this.before.length} @click=${() => this.undo()}>${icon("undo")}撤销一步</button>
        <button class="button primary" @click=${() => this.box.close()}>${icon("check")}完成</button></header>
      <div class="editor-picture"><svg viewBox=${`0 0 ${w} ${h}`} tabindex="0" role="img" aria-describedby="editor-note"
        aria-label=${`照片，标注 ${now.shapes.length} 处，遮挡 ${now.masks.length} 处`}
        @pointerdown=${(event) => this.down(event)} @pointermove=${(event) => this.move(event)} @pointerup=${(event) => this.up(event)}
        @pointercancel=${() => { this.from = this.draft = null; this.draw(); }} @keydown=${(event) => this.pressed(event)}>
        <image href=${this.address} x="0" y="0" width=${w} height=${h}></image>${marksOver(now, w, h)}</svg></div>
      <div class="editor-tools" role="toolbar" aria-label="工具">
        ${Object.entries(TOOLS).map(([tool, { word, icon: name }]) => html`<button class="button" aria-pressed=${this.tool === tool}
          @click=${() => { this.tool = tool; this.draw(); }}>${icon(name)}${word}</button>`)}
        ${this.tool === "text" ? html`<input class="editor-text" autocomplete="off" aria-label="标注文字" placeholder="要写在照片上的字" maxlength=${TEXT_LENGTH} .value=${this.text}
          @input=${(event) => { this.text = event.target.value; }} @keydown=${(event) => event.key === "Enter" && !event.isComposing && this.writeMiddle()}>` : nothing}
        <p class="editor-note" id="editor-note">${full ? `一张照片最多 ${MOST} 处标注、${MOST} 处遮挡` : HINTS[this.tool]}。键盘：回车放到画面中间，方向键移动，Shift＋方向键改大小。原始照片不变；遮挡后，屏幕和文书上的照片都看不到这一块。</p>
      </div>`, this.box);
  }

  /** The text into the middle of the picture, and the keys to where it is moved from. */
  writeMiddle() {
    const made = placed(this.drawing, "text", this.text);
    if (!made) return;
    this.text = "";
    this.set(made);
    /** @type {SVGElement|null} */ (this.box.querySelector(".editor-picture svg"))?.focus();
  }
}
