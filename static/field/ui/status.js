// The status bar that never lies: what is still only on this tablet, and why. Pure.
import { momentOf } from "./words.js";

/**
 * @typedef {{ops: number, photos: number, quarantined: number}} Counts
 * @param {{problem: {code: string, message: string}|null, counts: Counts, sync: {phase: string, lastOk: number|null, nextAt: number|null, message?: string}}} now
 * @returns {{tone: "ok"|"wait"|"bad"|"off", icon: string, text: string, detail: string}}
 */
export function statusOf({ problem, counts, sync }) {
  const left = counts.ops + counts.photos;
  const waiting = left ? `待上传 ${left} 项（${counts.photos} 张照片）` : "";
  const detail = [
    sync.lastOk ? `上次 ${momentOf(sync.lastOk)}` : "尚未同步",
    sync.nextAt && sync.phase !== "syncing" && (left || sync.phase === "offline" || sync.phase === "error") ? `下次 ${momentOf(sync.nextAt)}` : "",
  ].filter(Boolean).join(" · ");
  const say = (tone, icon, text) => ({ tone, icon, text, detail });
  const and = (text) => [text, waiting].filter(Boolean).join(" · ");
  if (problem?.code === "disk_full") return say("bad", "disk", and("空间不足"));
  if (problem?.code === "write_failed") return say("bad", "warn", and("有内容未保存"));
  if (counts.quarantined) return say("bad", "warn", and(`${counts.quarantined} 项需处理`));
  if (sync.phase === "signin") return say("wait", "person", and("请登录"));
  if (sync.phase === "upgrade") return say("wait", "download", and("请更新应用"));
  if (sync.phase === "offline") return say("off", "cloud-off", waiting ? `离线 · ${waiting}` : "离线 · 全部已上传");
  if (sync.phase === "syncing" && left) return say("wait", "sync", `正在上传，剩 ${left} 项`);
  if (sync.phase === "error") return say("bad", "warn", waiting ? `上传受阻 · ${waiting}` : "同步受阻");
  return left ? say("wait", "cloud-up", waiting) : say("ok", "cloud-check", "已全部上传");
}

/** The same for one visit. @param {Counts} counts @param {any} receipt @param {string} state of the visit */
export function visitStatus(counts, receipt, state) {
  const left = counts.ops + counts.photos;
  if (counts.quarantined) return { tone: "bad", icon: "warn", text: `${counts.quarantined} 项需处理` };
  if (left) return { tone: "wait", icon: "cloud-up", text: `待上传 ${left} 项${counts.photos ? `（${counts.photos} 张照片）` : ""}` };
  if (receipt && ["waiting", "received", "submitted"].includes(state)) return { tone: "ok", icon: "cloud-check", text: receiptWord(receipt) };
  return state === "planned" ? { tone: "mute", icon: "download", text: "资料已下载" } : { tone: "ok", icon: "cloud-check", text: "已全部上传" };
}

/** @param {{ops?: {held: number, of: number}, photos?: {held: number, of: number}}} receipt without counts before the first submission arrives */
export const receiptWord = ({ ops = { held: 0, of: 0 }, photos = { held: 0, of: 0 } }) =>
  (photos.of ? `${photos.held}/${photos.of} 张照片已由局端接收` : `${ops.held}/${ops.of} 条记录已由局端接收`);
