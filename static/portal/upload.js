// One photo to the server, with its progress. fetch() cannot tell how far an upload is.

const LOST = "网络中断，请点“重试”。";
const WORDS = {
  400: "页面已过期，请刷新后重试。", 401: "登录已过期，请重新进入。", 403: "没有权限，请重新进入。", 404: "这条隐患已不能反馈，请刷新。",
  413: "照片太大，请换一张。", 429: "上传太频繁，请稍后点“重试”。", 503: "服务器正忙，请稍后点“重试”。",
};
const FINAL = 422; // the server looked at the file and cannot take it: trying again would not help
const TIMEOUT_MS = 120_000;

/**
 * @param {string} address @param {Blob} photo @param {string} token of the form @param {(percent: number) => void} progress
 * @returns {Promise<{mark: string, src: string}>}
 */
export function upload(address, photo, token, progress) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("csrf_token", token);
    body.append("photo", photo, "photo.jpg");
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.responseType = "json";
    request.timeout = TIMEOUT_MS;
    request.upload.onprogress = (event) => event.lengthComputable && progress(Math.min(99, Math.floor((event.loaded * 100) / event.total)));
    request.onload = () => {
      if (request.status === 201) resolve(request.response);
      else reject(Object.assign(new Error(request.response?.message ?? WORDS[request.status] ?? "没有上传成功，请点“重试”。"), { final: request.status === FINAL }));
    };
    request.onerror = request.ontimeout = () => reject(new Error(LOST));
    request.send(body);
  });
}
