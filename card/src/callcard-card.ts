import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import {
  type Account,
  type Contact,
  type Details,
  type DialInNumber,
  Feed,
  isOutcomeUnknown,
  store,
  type Stored,
} from "./account";
import { suggested } from "./contacts";
import { copy } from "./copy";
import { countryName, money, time } from "./formats";
import { type Failure, type HomeAssistant, isFailure } from "./home-assistant";
import { copyIcon, doneIcon, phoneIcon, warningIcon } from "./icons";
import { styles } from "./styles";

interface Config {
  type: string;
  device_id: string;
}

type Call =
  | { state: "idle" | "storing" }
  | { state: "stored"; stored: Stored }
  | { state: "failed"; failure: Failure };

const TEXTS = "component.callcard.config_panel.card.";
const EXCEPTIONS = "component.callcard.exceptions.";
const ACCOUNT_PAGE = "/config/integrations/integration/callcard";
const CHIPS = 8;
const SECONDS_COPIED = 2;

export class CallcardCard extends LitElement {
  static override styles = styles;

  static override properties = {
    account: { state: true },
    call: { state: true },
    typed: { state: true },
    isListOpen: { state: true },
    active: { state: true },
    hasAllChips: { state: true },
    hasNumbers: { state: true },
    copied: { state: true },
    hasTexts: { state: true },
  };

  /** Not told yet: undefined. Removed: null. */
  private declare account: Account | null | undefined;
  private declare call: Call;
  private declare typed: string;
  private declare isListOpen: boolean;
  /** The suggestion that the arrow keys have come to; -1 for none. */
  private declare active: number;
  private declare hasAllChips: boolean;
  private declare hasNumbers: boolean;
  private declare copied: string;
  private declare hasTexts: boolean;

  private config?: Config;
  private home?: HomeAssistant;
  private feed: Feed | undefined;

  constructor() {
    super();
    this.call = { state: "idle" };
    this.typed = "";
    this.isListOpen = false;
    this.active = -1;
    this.hasAllChips = false;
    this.hasNumbers = false;
    this.copied = "";
    this.hasTexts = false;
  }

  static getConfigForm() {
    return {
      schema: [
        {
          name: "device_id",
          required: true,
          selector: { device: { filter: { integration: "callcard" } } },
        },
      ],
      computeLabel: (_field: unknown, localize: HomeAssistant["localize"]) =>
        localize(`${TEXTS}account`) || "Account",
    };
  }

  static getStubConfig(hass: HomeAssistant): { device_id: string | undefined } {
    const own = Object.values(hass.entities).find((entity) => entity?.platform === "callcard");
    return { device_id: own?.device_id };
  }

  setConfig(config: Config): void {
    if (!config.device_id) throw new Error("Choose an account.");
    if (config.device_id === this.config?.device_id) return;
    this.config = config;
    this.follow();
  }

  getCardSize(): number {
    return 7;
  }

  getGridOptions() {
    return { columns: 12, min_columns: 6 };
  }

  get hass(): HomeAssistant {
    if (!this.home) throw new Error("hass");
    return this.home;
  }

  set hass(hass: HomeAssistant) {
    const old = this.home;
    this.home = hass;
    const device = this.config?.device_id ?? "";
    if (!old) {
      this.follow();
    } else if (
      old.locale !== hass.locale ||
      old.localize !== hass.localize ||
      old.devices[device] !== hass.devices[device]
    ) {
      this.requestUpdate();
    }
    if (old?.locale.language !== hass.locale.language) void this.loadTexts(hass);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.feed?.stop();
    this.feed = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("active")) {
      this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    }
    // The button has become a link: whoever has pressed it goes on from there.
    if (changed.has("call") && this.call.state === "stored") {
      this.renderRoot.querySelector<HTMLElement>("a.main")?.focus();
    }
  }

  protected override render() {
    const { account, home, config } = this;
    if (!home || !config) return nothing;
    if (account === undefined || !this.hasTexts) {
      return html`<ha-card><div class="loading" aria-busy="true"></div></ha-card>`;
    }
    if (account === null) {
      return html`<ha-card>${this.message("error", this.text("removed"))}</ha-card>`;
    }
    const device = home.devices[config.device_id];
    const details = account.account;
    return html`
      <ha-card>
        <div class="head">
          <h2><bdi>${device?.name_by_user ?? device?.name}</bdi></h2>
          ${details && this.balance(details)}
        </div>
        ${account.problem && this.problem(account.problem)}
        ${details && [this.dial(details), this.form(account, details), this.numbers(details)]}
        <div class="hidden" role="status">${this.copied && this.text("copied")}</div>
      </ha-card>
    `;
  }

  private balance({ balance, low, last_update }: Details): TemplateResult {
    return html`
      <div>
        <div class="balance">
          ${low ? html`<span class="low">${this.text("low")}</span>` : nothing}
          <span class="hidden">${this.text("balance")}</span>
          ${balance ? money(balance, this.hass.locale) : this.text("balance_unknown")}
        </div>
        ${last_update &&
        html`<div class="quiet fresh">
          ${this.text("as_of", { time: time(last_update, this.hass) })}
        </div>`}
      </div>
    `;
  }

  private problem({ key, placeholders }: NonNullable<Account["problem"]>): TemplateResult {
    const text = key && this.hass.localize(`${EXCEPTIONS}${key}.message`, placeholders);
    return this.message(
      "error",
      text || this.text("not_ready"),
      this.text(key === "invalid_auth" ? "sign_in" : "open_account"),
    );
  }

  private message(kind: "error" | "unknown" | "done", text: string, link = ""): TemplateResult {
    return html`
      <div class="message ${kind}">
        ${kind === "done" ? doneIcon : warningIcon}
        <p>${text}</p>
        ${link && this.hass.user?.is_admin ? html`<a href=${ACCOUNT_PAGE}>${link}</a>` : nothing}
      </div>
    `;
  }

  private dial({ dial_in_number: number, targets }: Details): TemplateResult {
    if (!number) return this.message("unknown", this.text("no_numbers"));
    const name = targets && (targets.contact ?? ltr(targets.b_number.formatted));
    return html`
      <section class="dial">
        <div>
          <p class="quiet">
            ${name ? this.text("dial_to_reach", { name }) : this.text("number_to_dial")}
          </p>
          <a href=${number.tel_uri}><bdi dir="ltr">${number.formatted}</bdi></a>
          <p class="quiet">${countryName(number.country, this.hass.locale)}</p>
        </div>
        ${this.copyButton(number)}
      </section>
    `;
  }

  private form(account: Account, details: Details): TemplateResult {
    const suggestions = this.isListOpen ? suggested(account.contacts, this.typed) : [];
    const isOpen = suggestions.length > 0;
    return html`
      <form novalidate @submit=${this.submit}>
        ${this.chips(account.contacts)}
        <div class="field">
          <label class="quiet" for="who">${this.text("call_whom")}</label>
          <input
            id="who"
            role="combobox"
            aria-autocomplete="list"
            aria-controls="suggestions"
            aria-expanded=${isOpen}
            aria-activedescendant=${isOpen && this.active >= 0
              ? `option-${String(this.active)}`
              : nothing}
            autocapitalize="words"
            autocomplete="off"
            enterkeyhint="go"
            spellcheck="false"
            placeholder=${this.text("call_whom_hint")}
            @blur=${this.closeList}
            @input=${this.type}
            @keydown=${(event: KeyboardEvent) => {
              this.pressKey(event, suggestions);
            }}
          />
          <div
            id="suggestions"
            role="listbox"
            aria-label=${this.text("contacts")}
            ?hidden=${!isOpen}
          >
            ${suggestions.map(
              (contact, index) => html`
                <div
                  id="option-${index}"
                  role="option"
                  aria-selected=${index === this.active}
                  @mousedown=${(event: Event) => {
                    event.preventDefault();
                    this.choose(contact);
                  }}
                >
                  <bdi>${contact.name}</bdi>
                  <bdi class="quiet" dir="ltr">${contact.formatted}</bdi>
                </div>
              `,
            )}
          </div>
        </div>
        ${this.caller(account, details)} ${this.mainButton()}
        <div role="status">${this.outcome(details)}</div>
      </form>
    `;
  }

  private chips(contacts: Contact[]): TemplateResult | typeof nothing {
    if (!contacts.length) return nothing;
    const shown = this.hasAllChips ? contacts : contacts.slice(0, CHIPS);
    const count = contacts.length - shown.length;
    return html`
      <div class="chips" role="group" aria-label=${this.text("contacts")}>
        ${shown.map(
          (contact) => html`
            <button
              type="button"
              @click=${() => {
                this.choose(contact);
                void this.store();
              }}
            >
              <bdi>${contact.name}</bdi>
            </button>
          `,
        )}
        ${count
          ? html`<button
              type="button"
              class="more"
              @click=${() => {
                this.hasAllChips = true;
              }}
            >
              ${this.text("more", { count })}
            </button>`
          : nothing}
      </div>
    `;
  }

  private caller({ a_number }: Account, { targets }: Details): TemplateResult {
    const field = (value: string) => html`
      <div class="field">
        <label class="quiet" for="caller">${this.text("your_number")}</label>
        <input
          id="caller"
          type="tel"
          dir="ltr"
          autocomplete="tel"
          value=${value}
          @input=${this.begin}
        />
      </div>
    `;
    return a_number
      ? html`<details>
          <summary class="quiet">
            ${this.text("calling_from", { number: ltr(a_number.formatted) })}
          </summary>
          ${field(a_number.formatted)}
        </details>`
      : field(targets?.a_number.formatted ?? "");
  }

  private mainButton(): TemplateResult {
    const number = this.call.state === "stored" && this.call.stored.dial_in_number;
    if (number) {
      return html`<a class="main" href=${number.tel_uri}>
        ${phoneIcon}<span>${this.text("dial", { number: ltr(number.formatted) })}</span>
      </a>`;
    }
    const isStoring = this.call.state === "storing";
    return html`<button class="main" ?disabled=${isStoring}>
      ${this.text(isStoring ? "storing" : "store")}
    </button>`;
  }

  private outcome({ targets }: Details): TemplateResult | typeof nothing {
    if (this.call.state === "stored") {
      const { stored } = this.call;
      if (!stored.dial_in_number) return this.message("unknown", this.text("no_numbers"));
      const caller = ltr(targets?.a_number.formatted ?? "");
      const name = targets?.contact ?? ltr(targets?.b_number.formatted ?? stored.b_number);
      return this.message("done", this.text("stored", { caller, name }));
    }
    if (this.call.state !== "failed") return nothing;
    const { failure } = this.call;
    const { translation_domain, translation_key, translation_placeholders } = failure;
    const text =
      typeof failure.code === "number"
        ? this.text("connection_lost")
        : translation_key &&
          this.hass.localize(
            `component.${String(translation_domain)}.exceptions.${translation_key}.message`,
            translation_placeholders,
          );
    return this.message(
      isOutcomeUnknown(failure) ? "unknown" : "error",
      text || failure.message || String(failure.code),
      translation_key?.endsWith("_invalid_auth") ? this.text("sign_in") : "",
    );
  }

  private numbers({ numbers }: Details): TemplateResult | typeof nothing {
    if (!numbers.length) return nothing;
    return html`
      <details
        class="numbers"
        @toggle=${(event: Event) => {
          this.hasNumbers = (event.target as HTMLDetailsElement).open;
        }}
      >
        <summary>${this.text("numbers")} <span class="quiet">${numbers.length}</span></summary>
        ${this.hasNumbers ? this.countries(numbers) : nothing}
      </details>
    `;
  }

  private countries(numbers: DialInNumber[]): TemplateResult[] {
    const byCountry = new Map<string, DialInNumber[]>();
    for (const number of numbers) {
      const country = countryName(number.country, this.hass.locale);
      byCountry.set(country, [...(byCountry.get(country) ?? []), number]);
    }
    const { compare } = new Intl.Collator(this.hass.locale.language);
    const sorted = [...byCountry].sort(([one], [other]) => compare(one, other));
    return sorted.map(
      ([country, its]) => html`
        <h3>${country}</h3>
        <ul>
          ${its.map(
            (number) => html`
              <li>
                <a href=${number.tel_uri}>
                  <bdi dir="ltr">${number.formatted}</bdi>
                  <span class="quiet">${this.text(`kind_${number.kind}`)}</span>
                </a>
                ${this.copyButton(number)}
              </li>
            `,
          )}
        </ul>
      `,
    );
  }

  private copyButton({ number, formatted }: DialInNumber): TemplateResult {
    return html`<button
      type="button"
      class="copy"
      aria-label=${this.text("copy", { number: formatted })}
      @click=${async (event: Event) => {
        await copy(number, event.currentTarget as HTMLElement);
        this.copied = number;
        window.setTimeout(() => {
          this.copied = "";
        }, SECONDS_COPIED * 1000);
      }}
    >
      ${this.copied === number ? doneIcon : copyIcon}
    </button>`;
  }

  private readonly begin = (): void => {
    if (this.call.state !== "storing") this.call = { state: "idle" };
  };

  private readonly type = (event: Event): void => {
    this.begin();
    this.typed = (event.target as HTMLInputElement).value;
    this.isListOpen = this.typed !== "";
    this.active = -1;
  };

  private readonly closeList = (): void => {
    this.isListOpen = false;
    this.active = -1;
  };

  private pressKey(event: KeyboardEvent, suggestions: Contact[]): void {
    const { key } = event;
    const chosen = suggestions[this.active];
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      const places = suggestions.length + 1; // With none, after the last one
      this.active = ((this.active + 1 + step + places) % places) - 1;
      this.isListOpen = true;
    } else if (key === "Enter" && chosen) {
      event.preventDefault();
      this.choose(chosen);
    } else if (key === "Escape" && suggestions.length) {
      event.stopPropagation();
      this.closeList();
    }
  }

  private choose({ name }: Contact): void {
    this.begin();
    this.input("who").value = this.typed = name;
    this.closeList();
  }

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    this.closeList();
    void this.store();
  };

  private async store(): Promise<void> {
    const { account } = this;
    if (!account || this.call.state === "storing") return;
    this.call = { state: "storing" };
    const who = this.input("who").value.trim();
    const caller = this.input("caller").value.trim();
    try {
      const stored = await store(this.hass, account, who, caller);
      this.call = { state: "stored", stored };
    } catch (error) {
      if (!isFailure(error)) throw error;
      this.call = { state: "failed", failure: error };
    }
  }

  private input(id: string): HTMLInputElement {
    const input = this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
    if (!input) throw new Error(id);
    return input;
  }

  private follow(): void {
    this.feed?.stop();
    this.feed = undefined;
    if (!this.isConnected || !this.home || !this.config) return;
    this.feed = new Feed(this.home, this.config.device_id, (account) => {
      const { call } = this;
      const stored = account?.account?.targets?.b_number.number;
      // Somebody else has stored another pair: to dial now would reach another one.
      if (call.state === "stored" && stored !== call.stored.b_number) this.call = { state: "idle" };
      this.account = account;
    });
  }

  private async loadTexts(hass: HomeAssistant): Promise<void> {
    await Promise.all(
      ["config_panel", "exceptions"].map((category) =>
        hass.loadBackendTranslation(category, "callcard"),
      ),
    );
    this.hasTexts = true;
  }

  private text(key: string, values?: Record<string, string | number>): string {
    return this.hass.localize(TEXTS + key, values);
  }
}

/** A number within a text, which must not turn around in languages that are written from right to left. */
const ltr = (number: string): string => `\u2066${number}\u2069`;

declare global {
  interface Window {
    customCards?: unknown[];
  }
}

if (!customElements.get("callcard-card")) {
  customElements.define("callcard-card", CallcardCard);
  (window.customCards ??= []).push({
    type: "callcard-card",
    name: "Callcard",
    description: "The balance, the number to dial, and calls by name or number",
    preview: true,
    documentationURL: "https://github.com/OWNER/callcard#dashboard-card",
    getEntitySuggestion: ({ entities }: HomeAssistant, entityId: string) => {
      const entity = entities[entityId];
      return entity?.platform === "callcard"
        ? { config: { type: "custom:callcard-card", device_id: entity.device_id } }
        : null;
    },
  });
}
