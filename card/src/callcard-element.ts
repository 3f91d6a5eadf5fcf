import { css, type CSSResultGroup, html, LitElement, type TemplateResult } from "lit";

import type { Account, Targets } from "./account";
import { isolated, ltr } from "./formats";
import { type Failure, type HomeAssistant, isFailure } from "./home-assistant";
import { doneIcon, warningIcon } from "./icons";

const INTEGRATION_PAGE = "/config/integrations/integration/callcard";

/** All that the card and the integration's errors say, in the language of the page. */
let texts: Record<string, string> = {};

/** Home Assistant's languages of which the integration speaks another variant. */
const NEAREST: Record<string, string> = { pt: "pt-BR" };

type Values = Record<string, string | number> | null;

/** Loads the texts. Home Assistant's own loader does not load again what once failed. */
export const loadTexts = async (hass: HomeAssistant): Promise<void> => {
  const [base = ""] = hass.locale.language.split("-");
  const load = (category: string) =>
    hass.callWS<{ resources: Record<string, string> }>({
      type: "frontend/get_translations",
      language: NEAREST[base] ?? base,
      category,
      integration: "callcard",
    });
  const [card, exceptions] = await Promise.all([load("config_panel"), load("exceptions")]);
  texts = { ...card.resources, ...exceptions.resources };
};

/** A text of the integration; empty where there is none. */
export const textOf = (key: string, values?: Values): string =>
  texts[`component.callcard.${key}`]?.replace(/{(\w+)}/g, (_, name: string) =>
    isolated(String(values?.[name])),
  ) ?? "";

/** What the elements of the card have in common. */
export class CallcardElement extends LitElement {
  static override styles: CSSResultGroup = css`
    :host {
      position: relative;
      display: block;
      font-size: var(--ha-font-size-m);
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
    input,
    textarea {
      box-sizing: border-box;
      width: 100%;
      min-height: 48px;
      padding: 12px;
      border: 1px solid var(--secondary-text-color);
      border-radius: 8px;
      background: none;
      color: inherit;
      font: inherit;
      font-size: max(16px, var(--ha-font-size-l)); /* Below 16px, iPhones zoom in */
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
      flex: none;
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
    bdi[dir] {
      white-space: nowrap;
    }
    .main {
      display: flex;
      gap: 12px;
      align-items: center;
      justify-content: center;
      min-height: 52px;
      padding: 0 16px;
      border-radius: 26px;
      background: var(--primary-color);
      color: var(--text-primary-color);
      font-weight: 700;
      font-size: var(--ha-font-size-xl);
      text-align: center;
    }
    button:disabled {
      cursor: progress;
    }
    .quiet {
      color: var(--secondary-text-color);
      font-size: var(--ha-font-size-m);
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
    @container (width < 240px) {
      .dial > div > a > svg,
      .main svg,
      .message svg {
        display: none;
      }
      .main,
      .message {
        padding-inline: 8px;
      }
      .message {
        column-gap: 0;
      }
      .message,
      .quiet {
        font-size: var(--ha-font-size-s);
      }
      summary {
        column-gap: 4px;
      }
      summary::after {
        margin-inline-end: 0;
      }
      .main {
        font-size: var(--ha-font-size-m);
      }
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

  /** Tells why an action failed. */
  protected explain(account: Account, failure: Failure): TemplateResult {
    const { message, translation_key: key = "", translation_placeholders: values } = failure;
    const link = key.endsWith("_invalid_auth") ? "sign_in" : key === "no_a_number" && "open_account";
    return this.message(
      /^unknown_|_lost$/.test(key) ? "unknown" : "error",
      this.text(key, values) || textOf(`exceptions.${key}.message`, values) || message,
      link ? this.link(account, link) : undefined,
    );
  }

  /** Lets a phone or watch be felt, where Home Assistant's app runs there. */
  protected haptic(kind: "light" | "success" | "failure"): void {
    window.dispatchEvent(new CustomEvent("haptic", { detail: kind }));
  }
}

/** What an action raised, as a failure; the key is that of the text where the connection broke. */
export const failureOf = (error: unknown, lost: string): Failure =>
  isFailure(error) ? error : { code: "", message: "", translation_key: lost };

/** Who is called, within a text. */
export const calleeOf = ({ b_number, contact }: Targets): string =>
  contact ?? ltr(b_number.formatted);
