import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";

import type { Account, Details } from "./account";
import { CARD_TEXTS, CallcardElement, ltr } from "./element";
import { Feed } from "./feed";
import { countryName, money, time } from "./formats";
import type { HomeAssistant } from "./home-assistant";
import { phoneIcon } from "./icons";

interface Config {
  device_id: string;
}

/** The card of an account, which is chosen by its device. */
export class CallcardCard extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      :host {
        container-type: inline-size;
      }
      :host(:focus-within) {
        position: relative;
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
        justify-content: space-between;
      }
      .head > :nth-child(2) {
        margin-inline-start: auto;
        text-align: end;
      }
      h2,
      .balance {
        font-size: 20px;
      }
      .low {
        margin-inline-end: 8px;
        padding: 2px 8px;
        border-radius: 8px;
        background: var(--ha-color-fill-warning-normal-resting);
        color: var(--ha-color-on-warning-normal);
        font-size: 14px;
      }
      .dial {
        display: flex;
        align-items: center;
        padding-block: 12px;
        padding-inline: 16px 4px;
        border-radius: 12px;
        background: var(--ha-color-fill-primary-quiet-resting, var(--secondary-background-color));
      }
      .dial > :first-child {
        flex: 1;
        font-size: 14px;
      }
      .dial a {
        display: flex;
        gap: 12px;
        align-items: center;
        font-weight: 500;
        font-size: clamp(18px, 8cqi, 26px);
        line-height: 1.2;
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
    hasTexts: { state: true },
  };

  /** Not told yet: undefined. Removed: null. */
  declare account: Account | null | undefined;
  declare hasTexts: boolean | undefined;

  #deviceId = "";
  #feed: Feed | undefined;

  static getConfigForm() {
    const device = { filter: { integration: "callcard" } };
    return {
      schema: [{ name: "device_id", required: true, selector: { device } }],
      computeLabel: (_: unknown, localize: HomeAssistant["localize"]) =>
        localize(`${CARD_TEXTS}account`) || "Account",
    };
  }

  static getStubConfig({ entities }: HomeAssistant): Partial<Config> {
    const own = Object.values(entities).find((entity) => entity?.platform === "callcard");
    return own?.device_id ? { device_id: own.device_id } : {};
  }

  setConfig({ device_id }: Partial<Config>): void {
    if (!device_id) throw new Error("Choose an account.");
    if (device_id === this.#deviceId) return;
    this.#deviceId = device_id;
    this.#leave();
    this.account = undefined;
  }

  getCardSize(): number {
    return 8;
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
      old.localize !== this.hass.localize ||
      old.devices[this.#deviceId] !== this.hass.devices[this.#deviceId]
    );
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { connection, locale } = this.hass;
    if (this.isConnected) {
      this.#feed ??= new Feed(connection, this.#deviceId, (account) => {
        this.account = account;
      });
    }
    if (!changed.has("hass")) return;
    if (changed.get("hass")?.locale.language !== locale.language) void this.#loadTexts();
  }

  protected override render() {
    const { account } = this;
    if (account === undefined || !this.hasTexts) {
      return html`<ha-card class="loading" aria-busy="true"></ha-card>`;
    }
    return html`<ha-card>
      ${account ? this.#account(account) : this.message("error", this.text("removed"))}
    </ha-card>`;
  }

  #account(account: Account): TemplateResult {
    const { hass } = this;
    const device = hass.devices[this.#deviceId];
    const details = account.account;
    return html`
      <div class="head">
        <h2><bdi>${device?.name_by_user ?? device?.name}</bdi></h2>
        ${details && this.#balance(details)}
      </div>
      ${account.problem && this.#problem(account.problem)}
      ${details &&
      html`
        ${this.#dial(details)}
        <callcard-call .hass=${hass} .account=${account} .details=${details}></callcard-call>
        ${details.numbers.length
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

  #problem({ key, placeholders }: NonNullable<Account["problem"]>): TemplateResult {
    const text = this.exception("callcard", key, placeholders) || this.text("not_ready");
    const link = this.text(key === "invalid_auth" ? "sign_in" : "open_account");
    return html`<div role="alert">${this.message("error", text, link)}</div>`;
  }

  #dial({ dial_in_number: number, targets }: Details): TemplateResult {
    if (!number) return this.message("unknown", this.text("no_numbers"));
    const name = targets && (targets.contact ?? ltr(targets.b_number.formatted));
    return html`<div class="dial">
      <div>
        <p>${name ? this.text("dial_to_reach", { name }) : this.text("number_to_dial")}</p>
        <a href=${number.tel_uri}>${phoneIcon}<bdi dir="ltr">${number.formatted}</bdi></a>
        <p>${countryName(number.country, this.hass.locale)}</p>
      </div>
      <callcard-copy .hass=${this.hass} .number=${number}></callcard-copy>
    </div>`;
  }

  #leave(): void {
    this.#feed?.stop();
    this.#feed = undefined;
  }

  async #loadTexts(): Promise<void> {
    await Promise.all(
      ["config_panel", "exceptions"].map((category) =>
        this.hass.loadBackendTranslation(category, "callcard"),
      ),
    );
    this.hasTexts = true;
  }
}
