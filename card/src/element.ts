import { css, type CSSResultGroup, html, LitElement, nothing, type TemplateResult } from "lit";

import type { HomeAssistant } from "./home-assistant";
import { doneIcon, warningIcon } from "./icons";

export const CARD_TEXTS = "component.callcard.config_panel.card.";
const ACCOUNT_PAGE = "/config/integrations/integration/callcard";

/** What the parts of the card have in common. */
export class CallcardElement extends LitElement {
  static override styles: CSSResultGroup = css`
    :host {
      display: block;
    }
    [hidden] {
      display: none;
    }
    h2,
    h3,
    p,
    ul {
      margin: 0;
      padding: 0;
      font: inherit;
      list-style: none;
    }
    a,
    button,
    summary {
      box-sizing: border-box;
      min-height: 44px;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-decoration: none;
      cursor: pointer;
    }
    :focus-visible {
      outline: 2px solid var(--primary-color);
      outline-offset: 2px;
    }
    svg {
      flex: none;
      width: 20px;
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    summary {
      display: flex;
      gap: 8px;
      align-items: center;
    }
    summary::after {
      width: 8px;
      height: 8px;
      margin-inline: auto 6px;
      border: solid;
      border-width: 0 2px 2px 0;
      transform: rotate(45deg);
      content: "";
    }
    [open] > summary::after {
      transform: rotate(225deg);
    }
    .quiet {
      color: var(--secondary-text-color);
      font-size: 14px;
    }
    .unseen {
      position: absolute;
      clip-path: inset(50%);
    }
    .message {
      display: grid;
      grid-template-columns: auto 1fr;
      gap: 0 12px;
      align-items: center;
      padding: 12px;
      border-radius: 12px;
      background: var(--fill, var(--secondary-background-color));
    }
    .error {
      --fill: var(--ha-color-fill-danger-quiet-resting);
    }
    .unknown {
      --fill: var(--ha-color-fill-warning-quiet-resting);
    }
    .done {
      --fill: var(--ha-color-fill-success-quiet-resting);
    }
    .message a {
      display: flex;
      grid-column: 2;
      align-items: center;
      text-decoration: underline;
    }
  `;

  static override properties = { hass: { attribute: false } };

  declare hass: HomeAssistant;

  protected text(key: string, values?: Record<string, string | number>): string {
    return this.hass.localize(CARD_TEXTS + key, values);
  }

  protected exception(
    domain: string,
    key: string | null,
    values: Record<string, string> | null = {},
  ): string {
    return key
      ? this.hass.localize(`component.${domain}.exceptions.${key}.message`, values ?? {})
      : "";
  }

  /** A message, and a link to the account for those who may go there. */
  protected message(kind: "error" | "unknown" | "done", text: string, link = ""): TemplateResult {
    return html`<div class="message ${kind}">
      ${kind === "done" ? doneIcon : warningIcon}
      <p>${text}</p>
      ${link && this.hass.user?.is_admin ? html`<a href=${ACCOUNT_PAGE}>${link}</a>` : nothing}
    </div>`;
  }
}

/** A number within a text: it must not turn around where one writes from right to left. */
export const ltr = (number: string): string => `\u2066${number}\u2069`;
