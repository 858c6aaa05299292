// What stands in the way of saving on this tablet, in the words of the banner.

/** @typedef {{code: string, message: string}} Problem */

/** Worst first: the banner shows the first that holds. @type {Record<string, string>} */
export const PROBLEMS = {
  disk_full: "未保存：平板存储空间不足。请删除其他照片、视频或应用后重试；已保存的内容不受影响。",
  write_failed: "未保存：写入平板失败，请重试。如仍失败请重新打开应用；已保存的内容不受影响。",
  superseded: "应用已在另一个窗口更新，请关闭本窗口后重新打开。",
  read_only: "另一个窗口正在填写，本窗口只能查看。",
  unreadable: "平板上有内容无法解密，已原样保留。请导出救援文件并联系局里管理员。",
  no_mirror: "此浏览器无法保存第二份本机副本，请尽快联网上传。",
};

/** @param {(problem: Problem|null) => void} onChange called when another one is the worst, or none is left */
export function makeProblems(onChange) {
  /** @type {Set<string>} */
  const holding = new Set();
  /** @returns {Problem|null} */
  const problem = () => {
    const code = Object.keys(PROBLEMS).find((one) => holding.has(one));
    return code ? { code, message: PROBLEMS[code] } : null;
  };
  return {
    problem,
    /** @param {string} code of PROBLEMS @param {boolean} on */
    trouble(code, on) {
      const before = problem()?.code;
      holding[on ? "add" : "delete"](code);
      if (problem()?.code !== before) onChange(problem());
    },
  };
}
