import { html, type TemplateResult } from "lit";

const icon = (path: string): TemplateResult =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const copyIcon = icon("M9 9h11v11H9zM5 15H4V4h11v1");
export const doneIcon = icon("M5 13l4 4L19 7");
export const phoneIcon = icon(
  "M5 4h4l1.5 5L8 11a13 13 0 0 0 5 5l2-2.5 5 1.5v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1",
);
export const warningIcon = icon("M12 4 2.5 20h19zM12 10v4M12 17v.01");
