// Draws what the page lists under #chart-data. Without this script the tables say it all; with it they fold away under their charts.
import * as echarts from "../vendor/echarts.js";
import { all, one } from "./dom.js";

/** @typedef {{name: string, data: (number | null)[], tone: string, line: boolean, links: (string | null)[]}} Series */
/** @typedef {{id: string, kind: string, title: string, unit: string, labels: string[], across: string[], series: Series[]}} Chart */

const FONT = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const PICTURE = { bars: [960, 480], rows: [1200, 760], heat: [1280, 760] };
const root = one("[data-charts]");
/** @type {Chart[]} */
const charts = JSON.parse(one("#chart-data").textContent);
/** @type {Map<string, echarts.ECharts>} */
const drawn = new Map();

/** The colours in force: light, dark or those of paper. @returns {(name: string) => string} */
function colours() {
  const style = getComputedStyle(root);
  return (name) => style.getPropertyValue(`--chart-${name}`).trim();
}

/** Long words that are cut in the chart stand whole in the table. @param {Chart} chart @param {boolean} titled @param {number} width @returns {any} */
function option(chart, titled, width) {
  const colour = colours();
  const ink = colour("ink");
  const text = { color: ink, fontFamily: FONT, fontSize: 12 };
  const shared = {
    animation: false,
    textStyle: { fontFamily: FONT, color: ink },
    // Drawn, not HTML: the page allows no inline style.
    tooltip: { renderMode: "richText", confine: true, backgroundColor: colour("paper"), borderColor: colour("line"), textStyle: text },
    ...(titled && { title: { text: chart.title, left: 16, top: 12, textStyle: { ...text, fontSize: 18, fontWeight: "bold" } } }),
  };
  const lines = { lineStyle: { color: colour("line") } };
  if (chart.kind === "heat") return { ...shared, ...heat(chart, colour, text, titled) };
  const values = { type: "value", minInterval: chart.unit === "%" ? undefined : 1, axisLabel: { ...text, formatter: chart.unit === "%" ? "{value}%" : "{value}" }, splitLine: lines, ...(chart.unit === "%" && { max: 100 }) };
  const lying = chart.kind === "rows";
  const words = Math.round(Math.min(560, width * 0.48)); // room for the names
  const names = {
    type: "category", data: chart.labels, axisTick: { show: false }, axisLine: lines, inverse: lying,
    axisLabel: lying ? { ...text, width: words, overflow: "truncate", align: "left", margin: words + 8 } : { ...text, formatter: (/** @type {string} */ month) => `${Number(month.slice(5))}月` },
  };
  return {
    ...shared,
    tooltip: { ...shared.tooltip, trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (/** @type {any} */ value) => (value == null ? "—" : `${value} ${chart.unit}`) },
    legend: chart.series.length > 1 ? { top: titled ? 16 : 0, right: titled ? 16 : "auto", left: titled ? "auto" : 0, itemWidth: 12, itemHeight: 12, textStyle: text } : undefined,
    grid: { left: lying ? words + 16 : 48, right: 40, top: titled ? 64 : chart.series.length > 1 ? 36 : 12, bottom: 28 },
    xAxis: lying ? values : names,
    yAxis: lying ? names : values,
    series: chart.series.map((series) => ({
      name: series.name, type: series.line ? "line" : "bar", data: series.data, barMaxWidth: lying ? 16 : 22, symbolSize: 7, connectNulls: false,
      itemStyle: { color: colour(series.tone), borderRadius: series.line ? 0 : lying ? [0, 2, 2, 0] : [2, 2, 0, 0] }, lineStyle: { color: colour(series.tone), width: 2 },
      label: { show: lying, position: "right", ...text }, cursor: series.links.some(Boolean) ? "pointer" : "default",
    })),
  };
}

/** @param {Chart} chart @param {(name: string) => string} colour @param {any} text @param {boolean} titled */
function heat(chart, colour, text, titled) {
  const cells = chart.series.flatMap((row, y) => row.data.map((n, x) => [x, y, n]));
  const most = Math.max(1, ...cells.map((cell) => cell[2] ?? 0));
  return {
    grid: { left: 112, right: 16, top: titled ? 64 : 8, bottom: 96 },
    xAxis: { type: "category", data: chart.across, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...text, interval: 0, width: 84, overflow: "break", lineHeight: 16 } },
    yAxis: { type: "category", data: chart.labels, inverse: true, axisTick: { show: false }, axisLine: { show: false }, axisLabel: text },
    visualMap: { show: false, min: 0, max: most, inRange: { color: [colour("low"), colour("high")] } },
    series: [{
      type: "heatmap", data: cells.map((cell) => ({ value: cell, label: { color: (cell[2] ?? 0) > most / 2 ? colour("on-high") : colour("ink") } })),
      label: { show: true, fontSize: 12, fontFamily: FONT, formatter: (/** @type {any} */ cell) => (cell.value[2] ? String(cell.value[2]) : "") },
      itemStyle: { borderColor: colour("paper"), borderWidth: 2, borderRadius: 3 }, cursor: "pointer",
    }],
    tooltip: { renderMode: "richText", confine: true, backgroundColor: colour("paper"), borderColor: colour("line"), textStyle: text, formatter: (/** @type {any} */ cell) => `${chart.labels[cell.value[1]]} · ${chart.across[cell.value[0]]}：${cell.value[2]} 条` },
  };
}

/** Where a click on a bar or a cell leads. @param {Chart} chart @param {any} event */
function link(chart, event) {
  return chart.kind === "heat" ? chart.series[event.value[1]]?.links[event.value[0]] : chart.series[event.seriesIndex]?.links[event.dataIndex];
}

/** @param {Chart} chart */
function draw(chart) {
  const box = one(`[data-chart="${chart.id}"]`);
  box.hidden = false;
  if (chart.kind === "rows") box.style.height = `${Math.max(160, chart.labels.length * 28 + 48)}px`;
  const made = drawn.get(chart.id) ?? echarts.init(box, null, { renderer: "canvas" });
  if (!drawn.has(chart.id)) {
    drawn.set(chart.id, made);
    made.on("click", (event) => {
      const to = link(chart, event);
      if (to) location.assign(to);
    });
  }
  made.setOption(option(chart, false, box.clientWidth), { notMerge: true });
}

/** A picture of its own with the title on it, on paper's colours. @param {Chart} chart */
function save(chart) {
  const [width, height] = PICTURE[/** @type {keyof typeof PICTURE} */ (chart.kind)];
  root.classList.add("on-paper");
  const made = echarts.init(document.createElement("div"), null, { renderer: "canvas", width, height });
  made.setOption(option(chart, true, width));
  const saved = document.createElement("a");
  saved.href = made.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: colours()("paper") });
  saved.download = `${chart.title}.png`;
  saved.click();
  made.dispose();
  root.classList.remove("on-paper");
}

const shown = charts.filter((chart) => chart.labels.length);
for (const table of all(".chart-table")) table.open = false;
shown.forEach(draw);
for (const button of all("[data-png]")) {
  const chart = shown.find((found) => found.id === button.dataset.png);
  if (!chart) continue;
  button.hidden = false;
  button.addEventListener("click", () => save(chart));
}
for (const button of all("[data-print]")) button.hidden = false;

/** On paper: light colours, and every table open. @param {boolean} on */
function paper(on) {
  root.classList.toggle("on-paper", on);
  for (const table of all(".chart-table")) table.open = on;
  shown.forEach(draw);
}
window.addEventListener("beforeprint", () => paper(true));
window.addEventListener("afterprint", () => paper(false));
window.addEventListener("resize", () => drawn.forEach((made) => made.resize()));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => shown.forEach(draw));
