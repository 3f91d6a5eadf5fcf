import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";

import type { Account, Details, Problem } from "./account";
import { CallcardElement, loadTexts, textOf } from "./callcard-element";
import { isolated, money, time } from "./formats";
import { type HomeAssistant, ownEntities } from "./home-assistant";
import { follow } from "./subscription";

const SECONDS_TO_LOAD_AGAIN = 5;
const NO_TEXTS = "The texts of this card could not be loaded. It tries again by itself.";

const OPTIONS = ["compact", "hide_recent", "hide_sms", "hide_numbers"] as const;

type Config = { device_id: string } & Partial<Record<(typeof OPTIONS)[number], boolean>>;

/** The card of an account, which is chosen by its device. */
export class CallcardCard extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      :host {
        container-type: inline-size;
      }
      :host(:focus-within) {
        z-index: 1; /* The suggestions lie above the next card */
      }
      ha-card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
        padding: 16px;
        overflow-wrap: anywhere;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
      }
      .head > :nth-child(2) {
        margin-inline-start: auto;
        text-align: end;
      }
      h2,
      .balance {
        font-size: var(--ha-font-size-xl);
      }
      .low {
        margin-inline-end: 8px;
        padding: 2px 8px;
        border-radius: 8px;
        background: var(--ha-color-fill-warning-normal-resting);
        color: var(--ha-color-on-warning-normal);
        font-size: var(--ha-font-size-m);
      }
      .compact {
        gap: 8px;
        padding: 8px 12px;
      }
      .compact .quiet {
        display: none;
      }
      .loading::before {
        width: 60%;
        height: 160px;
        border-radius: 12px;
        background: var(--divider-color);
        content: "";
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    account: { state: true },
    config: { state: true },
    isOffline: { state: true },
    hasTexts: { state: true },
  };

  declare config: Partial<Config> | undefined;
  /** Not told yet: undefined. Removed: null. */
  declare account: Account | null | undefined;
  /** Whether the connection is gone; the account is as it was before. */
  declare isOffline: boolean | undefined;
  /** Loading: undefined. Failed: false. */
  declare hasTexts: boolean | undefined;

  #deviceId = "";
  #unfollow: (() => void) | undefined;
  /** The language of the texts that are loaded, or are being loaded. */
  #language: string | undefined;

  static getConfigForm() {
    const device = { filter: { integration: "callcard" } };
    return {
      schema: [
        { name: "device_id", required: true, selector: { device } },
        ...OPTIONS.map((name) => ({ name, selector: { boolean: {} } })),
      ],
      computeLabel: ({ name }: { name: string }) =>
        textOf(`config_panel.card.${name === "device_id" ? "account" : name}`) || name,
    };
  }

  static getStubConfig(hass: HomeAssistant): Partial<Config> {
    const device_id = ownEntities(hass).find((entity) => entity.device_id)?.device_id;
    return device_id ? { device_id } : {};
  }

  setConfig(config: Partial<Config>): void {
    const { device_id } = config;
    if (!device_id) throw new Error("Choose an account.");
    this.config = config;
    if (device_id === this.#deviceId) return;
    this.#deviceId = device_id;
    this.#leave();
    this.account = undefined;
  }

  getCardSize(): number {
    return this.config?.compact ? 4 : 8;
  }

  getGridOptions() {
    return { columns: 12, min_columns: 6 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  /** Home Assistant hands over another `hass` whenever any of its entities changes. */
  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    const old = changed.get("hass");
    if (!this.#deviceId || !(this.hasUpdated || changed.has("hass"))) return false;
    return (
      !old ||
      changed.size > 1 ||
      old.locale !== this.hass.locale ||
      old.devices[this.#deviceId] !== this.hass.devices[this.#deviceId]
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    const { connection, devices, locale } = this.hass;
    // An account that was removed is there again.
    if (this.account === null && changed.has("hass") && devices[this.#deviceId]) this.#leave();
    this.#unfollow ??= follow(connection, this.#deviceId, (account) => {
      this.isOffline = account === undefined;
      if (account !== undefined) this.account = account;
    });
    if (this.#language !== locale.language) {
      this.#language = locale.language;
      this.hasTexts &&= undefined;
      void this.#loadTexts();
    }
  }

  protected override render() {
    const { account } = this;
    if (this.hasTexts === false) {
      return html`<ha-card>${this.#name()}${this.message("error", NO_TEXTS)}</ha-card>`;
    }
    if (account === undefined || !this.hasTexts) {
      return html`<ha-card class="loading" aria-busy="true"></ha-card>`;
    }
    return html`<ha-card class=${this.config?.compact ? "compact" : ""}>
      ${account ? this.#account(account) : this.message("error", this.text("removed"))}
    </ha-card>`;
  }

  #name(): TemplateResult {
    const device = this.hass.devices[this.#deviceId];
    return html`<h2><bdi>${isolated(device?.name_by_user ?? device?.name ?? "")}</bdi></h2>`;
  }

  #account(account: Account): TemplateResult {
    const { config = {}, hass, isOffline } = this;
    const details = account.account;
    return html`
      <div class="head">
        ${this.#name()} ${details && this.#balance(details)}
      </div>
      ${account.problem && this.#problem(account, account.problem)}
      ${details &&
      html`
        <callcard-call
          .hass=${hass}
          .account=${account}
          .details=${details}
          .isOffline=${isOffline}
          .isCompact=${config.compact}
          .deviceId=${config.compact || config.hide_recent ? "" : this.#deviceId}
        ></callcard-call>
        ${config.compact || config.hide_sms || !account.may_control
          ? nothing
          : html`<callcard-sms
              .hass=${hass}
              .account=${account}
              .isOffline=${isOffline}
            ></callcard-sms>`}
        ${details.numbers.length && !config.compact && !config.hide_numbers
          ? html`<callcard-numbers .hass=${hass} .numbers=${details.numbers}></callcard-numbers>`
          : nothing}
      `}
    `;
  }

  #balance({ balance, low, last_update }: Details): TemplateResult {
    return html`<div>
      <div class="balance">
        ${low ? html`<span class="low">${this.text("low")}</span>` : nothing}
        <span class="unseen">${this.text("balance")}</span>
        ${balance ? money(balance, this.hass.locale) : this.text("balance_unknown")}
      </div>
      ${last_update &&
      html`<div class="quiet">${this.text("as_of", { time: time(last_update, this.hass) })}</div>`}
    </div>`;
  }

  #problem(account: Account, { key, placeholders }: Problem): TemplateResult {
    const text = textOf(`exceptions.${key ?? ""}.message`, placeholders) || this.text("not_ready");
    const link = this.link(account, key === "invalid_auth" ? "sign_in" : "open_account");
    return html`<div role="alert">${this.message("error", text, link)}</div>`;
  }

  #leave(): void {
    this.#unfollow?.();
    this.#unfollow = undefined;
  }

  async #loadTexts(): Promise<void> {
    try {
      await loadTexts(this.hass);
      this.hasTexts = true;
    } catch {
      this.hasTexts = false;
      window.setTimeout(() => {
        this.#language = undefined;
        this.requestUpdate();
      }, SECONDS_TO_LOAD_AGAIN * 1000);
    }
  }
}
