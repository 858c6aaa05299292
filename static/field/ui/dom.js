// What every view needs of lit-html, and the icons.
import { html, nothing, render, svg } from "../../vendor/lit-html.js";

export { html, nothing, render, svg };

/** The sprite stands in the shell: a list of 200 items shows a thousand icons, and none of them may be a request.
 * @param {string} name one of static/icons.svg @param {string} [extra] more classes */
export const icon = (name, extra = "") =>
  html`<svg class="icon ${extra}" aria-hidden="true" focusable="false"><use href=${`#i-${name}`}></use></svg>`;

/** Class names whose condition holds, for one `class` attribute. @param {Record<string, unknown>} names */
export const classes = (names) => Object.keys(names).filter((name) => names[name]).join(" ");

/** A dash where there is nothing to show. @param {unknown} text */
export const orDash = (text) => (text === undefined || text === null || text === "" ? "—" : text);
