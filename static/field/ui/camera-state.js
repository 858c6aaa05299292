// What the camera is doing, and what it says about it. Pure: ui/camera.js feeds it events and draws it.

/** Shots whose saving has not ended: more would fill the memory of a small tablet. */
export const QUEUE = 4;

const REASONS = {
  NotAllowedError: "没有相机权限。请在浏览器设置中允许本网站使用相机，或从文件选取照片。",
  NotFoundError: "没有找到相机，请从文件选取照片。",
  NotReadableError: "相机正被其他应用占用。请关闭后重试，或从文件选取照片。",
  Ended: "相机中断了（可能被其他应用占用）。请重试，或从文件选取照片。",
};

/**
 * @typedef {{phase: "opening"|"ready"|"failed"|"closed", saving: number, saved: number, lost: {shot: number, message: string}[],
 *   problem: string, torch: boolean|null, cameras: {id: string, label: string}[], camera: string, replaced: boolean}} Camera
 *   `lost`: shots that were not saved and are still in memory; `torch`: null when the camera has none
 * @type {Camera}
 */
export const CLOSED = { phase: "closed", saving: 0, saved: 0, lost: [], problem: "", torch: null, cameras: [], camera: "", replaced: false };

/** @type {Record<string, (state: Camera, event: any) => Camera>} */
const STEPS = {
  open: (state) => ({ ...state, phase: "opening", problem: "", torch: null }),
  ready: (state, { cameras, camera, torch }) => ({ ...state, phase: "ready", problem: "", cameras, camera, torch: torch ? false : null }),
  refused: (state, { name }) => ({ ...state, phase: "failed", torch: null, problem: REASONS[name] ?? `相机打不开（${name}），请从文件选取照片。` }),
  torch: (state, { on }) => (state.torch === null ? state : { ...state, torch: on }),
  shot: (state) => ({ ...state, saving: state.saving + 1, problem: "" }),
  missed: (state, { message }) => ({ ...state, problem: message }),
  kept: (state) => ({ ...state, saving: state.saving - 1, saved: state.saved + 1 }),
  lost: (state, { shot, message }) => ({ ...state, saving: state.saving - 1, lost: [...state.lost.filter((one) => one.shot !== shot), { shot, message }] }),
  again: (state, { shot }) => ({ ...state, saving: state.saving + 1, lost: state.lost.filter((one) => one.shot !== shot) }),
  dropped: (state, { shot }) => ({ ...state, lost: state.lost.filter((one) => one.shot !== shot) }),
  close: (state) => ({ ...state, phase: "closed", torch: null }),
};

/** @param {Camera} state @param {{type: string, [more: string]: any}} event @returns {Camera} what it is after the event; unknown ones change nothing */
export const next = (state, event) => STEPS[event.type]?.(state, event) ?? state;

/** Whether the shutter takes a picture now. @param {Camera} state */
export const mayShoot = (state) => state.phase === "ready" && state.saving < QUEUE;

/** Whether leaving would throw away a shot. @param {Camera} state */
export const isBusy = (state) => state.saving > 0 || state.lost.length > 0;

/**
 * What the person is told: 已保存 counts only what is durable, and what was not saved comes first.
 * @param {Camera} state @param {number} count photos that stand now @returns {{text: string, bad: boolean}}
 */
export function say(state, count) {
  if (state.lost.length) return { text: `${state.lost.length} 张未保存：${state.lost[0].message.replace(/^未保存[：:]/, "")}`, bad: true };
  if (state.problem) return { text: state.problem, bad: true };
  if (state.phase === "opening") return { text: "正在打开相机…", bad: false };
  if (state.saving) return { text: `${state.saved ? `已保存，共 ${count} 张；` : ""}还有 ${state.saving} 张保存中…`, bad: false };
  if (state.saved) return { text: `已保存，共 ${count} 张`, bad: false };
  return { text: "对准问题部位，按快门", bad: false };
}

/**
 * The camera to open: the remembered one while it is there, else the one that looks away from the person.
 * @param {string} remembered id of the camera chosen last @param {string[]} known ids
 */
export const wanted = (remembered, known) =>
  ({ audio: false, video: { ...(known.includes(remembered) ? { deviceId: { exact: remembered } } : { facingMode: { ideal: "environment" } }),
    width: { ideal: 2560 }, height: { ideal: 1920 } } });
