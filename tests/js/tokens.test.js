import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

const AAA = 7, GRAPHIC = 3;
const css = readFileSync(new URL("../../static/tokens.css", import.meta.url), "utf8");
const [light, dark] = css.split("prefers-color-scheme: dark");

/** Colours of one theme by name. @param {string} text */
const tokens = (text) => Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]));
const THEMES = { light: tokens(light), dark: { ...tokens(light), ...tokens(dark) } };

/** WCAG 2.2, relative luminance. @param {string} colour */
function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
/** @param {string} one @param {string} other */
function ratio(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Ink and the papers it stands on in the field app (static/field.css, static/field/css). */
const TEXT = {
  ink: ["page", "surface", "surface-2", "sunken", "mute-tint"], "ink-2": ["page", "surface", "surface-2", "mute-tint"], "ink-3": ["page", "surface", "surface-2", "sunken"],
  "primary-ink": ["page", "surface", "surface-2", "primary-tint"], "ok-ink": ["page", "surface", "surface-2", "ok-tint"], "bad-ink": ["surface", "surface-2", "bad-tint"],
  "warn-ink": ["surface", "surface-2", "warn-tint"], "severity-general": ["severity-general-tint"],
  "on-primary": ["primary", "primary-strong"], "on-ok": ["ok"], "on-bad": ["bad"], "on-mute": ["mute"], "on-alarm": ["alarm"], surface: ["warn-ink"], page: ["ink"],
};
/** What is no text but must be seen: the frames of buttons and fields, icons of an answer that is not chosen. */
const GRAPHICS = { "line-strong": ["surface", "surface-2"], ok: ["surface"], bad: ["surface"], "warn-line": ["surface", "warn-tint"], primary: ["surface"] };

for (const [theme, colours] of Object.entries(THEMES)) {
  for (const [pairs, least] of /** @type {const} */ ([[TEXT, AAA], [GRAPHICS, GRAPHIC]])) {
    test(`${theme}: ${least === AAA ? "every text" : "every frame and icon"} has a contrast of ${least}:1 or more`, () => {
      const weak = Object.entries(pairs).flatMap(([ink, papers]) => papers.map((paper) => [ink, paper, ratio(colours[ink], colours[paper])]))
        .filter(([, , found]) => found < least).map(([ink, paper, found]) => `${ink} on ${paper}: ${found.toFixed(2)}`);
      assert.deepEqual(weak, []);
    });
  }
}
