import { css, type CSSResultGroup, html, LitElement, type TemplateResult } from "lit";

import type { Account, Targets } from "./account";
import type { HomeAssistant } from "./home-assistant";
import { doneIcon, warningIcon } from "./icons";

const INTEGRATION_PAGE = "/config/integrations/integration/callcard";

/** All that the card and the integration's errors say, in the language of the page. */
let texts: Record<string, string> = {};

type Values = Record<string, string | number> | null;

/** Loads the texts. Home Assistant's own loader does not load again what once failed. */
export const loadTexts = async (hass: HomeAssistant): Promise<void> => {
  const load = (category: string) =>
    hass.callWS<{ resources: Record<string, string> }>({
      type: "frontend/get_translations",
      language: hass.locale.language,
      category,
      integration: "callcard",
    });
  const [card, exceptions] = await Promise.all([load("config_panel"), load("exceptions")]);
  texts = { ...card.resources, ...exceptions.resources };
};

/** A text of the integration; empty where there is none. */
export const textOf = (key: string, values?: Values): string =>
  texts[`component.callcard.${key}`]?.replace(/{(\w+)}/g, (_, name: string) =>
    String(values?.[name]),
  ) ?? "";

/** What the elements of the card have in common. */
export class CallcardElement extends LitElement {
  static override styles: CSSResultGroup = css`
    :host {
      position: relative;
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
    a,
    summary {
      display: flex;
      gap: 12px;
      align-items: center;
    }
    label {
      display: block;
      margin-block-end: 4px;
    }
    input {
      box-sizing: border-box;
      width: 100%;
      min-height: 48px;
      padding: 0 12px;
      border: 1px solid var(--secondary-text-color);
      border-radius: 8px;
      background: none;
      color: inherit;
      font: inherit;
      font-size: 16px;
    }
    ::placeholder {
      color: var(--secondary-text-color);
      opacity: 1;
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
    }
    .error {
      background: var(--ha-color-fill-danger-quiet-resting);
    }
    .unknown {
      background: var(--ha-color-fill-warning-quiet-resting);
    }
    .done {
      background: var(--ha-color-fill-success-quiet-resting);
    }
    .account {
      grid-column: 2;
      text-decoration: underline;
    }
  `;

  static override properties = { hass: { attribute: false } };

  declare hass: HomeAssistant;

  protected text(key: string, values?: Values): string {
    return textOf(`config_panel.card.${key}`, values);
  }

  /** A link to the account's page, for those who may change it. */
  protected link(account: Account, key: string): TemplateResult | undefined {
    if (!this.hass.user?.is_admin) return undefined;
    return html`<a class="account" href="${INTEGRATION_PAGE}#config_entry=${account.config_entry_id}">
      ${this.text(key)}
    </a>`;
  }

  protected message(
    kind: "error" | "unknown" | "done",
    text: string,
    link?: TemplateResult,
  ): TemplateResult {
    return html`<div class="message ${kind}">
      ${kind === "done" ? doneIcon : warningIcon}
      <p>${text}</p>
      ${link}
    </div>`;
  }
}

/** A number within a text: it must not break, nor turn around where one writes from right to left. */
export const ltr = (number: string): string => `\u2066${number.replaceAll(" ", "\u00a0")}\u2069`;

/** Who is called, within a text. */
export const calleeOf = ({ b_number, contact }: Targets): string =>
  contact ?? ltr(b_number.formatted);
