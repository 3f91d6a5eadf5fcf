import { css, html, noChange, nothing, type PropertyValues, type TemplateResult } from "lit";

import { type Account, act, type Action, type Call, type Contact, type Details } from "./account";
import { calleeOf, CallcardElement, ltr, textOf } from "./callcard-element";
import type { CallcardWho } from "./callcard-who";
import { type Failure, isFailure } from "./home-assistant";
import { phoneIcon } from "./icons";

const CHIPS = 8;
const SECONDS_TO_ASK = 30;

/** Whom to call, from which phone; then the number to dial, or that the phone rings. */
export class CallcardCall extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        margin-block-start: 16px;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .chips button,
      #caller + button {
        max-width: 100%;
        padding: 0 16px;
        border: 1px solid var(--secondary-text-color);
        border-radius: 22px;
      }
      #caller + button {
        margin-block-start: 8px;
      }
      .chips .more {
        border: 0;
      }
      .main {
        justify-content: center;
        min-height: 52px;
        padding: 0 16px;
        border-radius: 26px;
        background: var(--primary-color);
        color: var(--text-primary-color);
        font-weight: 700;
        font-size: 19px;
      }
      .main:disabled {
        cursor: progress;
      }
      [role="status"]:empty {
        margin-block-start: -12px;
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    account: { attribute: false },
    details: { attribute: false },
    acting: { state: true },
    stored: { state: true },
    caller: { state: true },
    isRepeated: { state: true },
    asked: { state: true },
    failure: { state: true },
    hasAllChips: { state: true },
  };

  declare account: Account;
  declare details: Details;
  /** What is under way. */
  declare acting: Action | undefined;
  declare stored: Call | undefined;
  /** The phone that rings. */
  declare caller: string | undefined;
  /** Whether this call was placed a moment ago, and the user is asked for another one. */
  declare isRepeated: boolean | undefined;
  /** The contact who was asked for, where the platform has stored another pair. */
  declare asked: string | undefined;
  declare failure: Failure | undefined;
  declare hasAllChips: boolean | undefined;

  /** The last call that may ring, and until when it is not placed again without asking. */
  #last = "";
  #askUntil = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("details")) return;
    const { stored } = this;
    const { targets } = this.details;
    // Where another pair has been stored since, the number to dial would reach another person.
    const isOvertaken =
      stored &&
      (targets?.a_number.number !== stored.a_number || targets.b_number.number !== stored.b_number);
    if (isOvertaken || (targets && this.#isStoreUnknown)) this.#begin();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The button has become a link: whoever has pressed it goes on from there.
    if (changed.has("stored")) this.renderRoot.querySelector<HTMLElement>("a.main")?.focus();
  }

  protected override render() {
    return html`
      ${this.#usual === "call" && !this.stored
        ? nothing
        : html`<callcard-dial
            .hass=${this.hass}
            .account=${this.account}
            .details=${this.details}
            .doubt=${this.#doubt}
          ></callcard-dial>`}
      <form @input=${this.#begin} @submit=${this.#submit}>
        ${this.#chips(this.account.contacts)}
        <callcard-who .hass=${this.hass} .contacts=${this.account.contacts}></callcard-who>
        ${this.#caller(this.account, this.details)} ${this.#button()}
        <div role="status">${this.#outcome(this.details)}</div>
      </form>
    `;
  }

  #chips(contacts: Contact[]): TemplateResult {
    if (!contacts.length) {
      return html`<div class="quiet">
        ${this.text("no_contacts")} ${this.link(this.account, "add_contact")}
      </div>`;
    }
    const shown = this.hasAllChips ? contacts : contacts.slice(0, CHIPS);
    const count = contacts.length - shown.length;
    return html`<div class="chips" role="group" aria-label=${this.text("contacts")}>
      ${shown.map(
        ({ name }) => html`
          <button type="button" @click=${() => this.#call(name)}><bdi>${name}</bdi></button>
        `,
      )}
      ${count
        ? html`<button type="button" class="more quiet" @click=${this.#showAll}>
            ${this.text("more", { count })}
          </button>`
        : nothing}
    </div>`;
  }

  #caller({ a_number }: Account, { targets }: Details): TemplateResult {
    const { formatted = noChange } = a_number ?? targets?.a_number ?? {};
    const field = html`<div>
      <label class="quiet" for="caller">${this.text("your_number")}</label>
      <input id="caller" type="tel" dir="ltr" autocomplete="tel" value=${formatted} />
      <button type="button" ?disabled=${!!this.acting} @click=${this.#actOtherwise}>
        ${this.text(this.#other)}
      </button>
    </div>`;
    if (!a_number) return field;
    return html`<details>
      <summary class="quiet">
        ${this.text("calling_from", { number: ltr(a_number.formatted) })}
      </summary>
      ${field}
    </details>`;
  }

  #button(): TemplateResult {
    const number = this.stored?.dial_in_number;
    if (number && !this.asked) {
      return html`<a class="main" href=${number.tel_uri}>
        ${phoneIcon} ${this.text("dial", { number: ltr(number.formatted) })}
      </a>`;
    }
    const text = this.acting ? `${this.acting}_now` : this.isRepeated ? "call_again" : this.#usual;
    return html`<button class="main" ?disabled=${!!this.acting}>${this.text(text)}</button>`;
  }

  #outcome({ targets }: Details): TemplateResult | typeof nothing {
    if (this.failure) return this.#explain(this.failure);
    if (this.isRepeated) return this.message("unknown", this.text("called_before"));
    if (this.caller) return this.message("done", this.text("called", { caller: this.caller }));
    const { asked, stored } = this;
    if (!stored || !targets) return nothing;
    const caller = ltr(targets.a_number.formatted);
    const name = stored.contact ?? calleeOf(targets);
    return asked
      ? this.message("error", this.text("stored_other", { asked, caller, name }))
      : this.message("done", this.text("stored", { caller, name }));
  }

  #explain({ message, translation_key: key = "", translation_placeholders }: Failure) {
    const link = key.endsWith("_invalid_auth") ? "sign_in" : key === "no_a_number" && "open_account";
    return this.message(
      key.startsWith("unknown_") ? "unknown" : "error",
      this.text(key, translation_placeholders) ||
        textOf(`exceptions.${key}.message`, translation_placeholders) ||
        message,
      link ? this.link(this.account, link) : undefined,
    );
  }

  readonly #showAll = (): void => {
    this.hasAllChips = true;
  };

  readonly #begin = (): void => {
    this.stored = this.asked = this.failure = this.caller = this.isRepeated = undefined;
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    this.#actOn(this.isRepeated ? "call" : this.#usual);
  };

  readonly #actOtherwise = (): void => {
    this.isRepeated = undefined;
    this.#actOn(this.#other);
  };

  #actOn(action: Action): void {
    if (this.#who.value) void this.#act(action, this.#who.value);
    else this.#who.focus();
  }

  async #call(name: string): Promise<void> {
    if (this.acting) return;
    this.#who.value = name;
    this.isRepeated = undefined;
    await this.#act(this.#usual, name);
  }

  /** Calls a contact, or whom a text means. */
  async #act(action: Action, who: string): Promise<void> {
    if (this.acting) return;
    const caller = this.renderRoot.querySelector<HTMLInputElement>("#caller")?.value.trim();
    const isCall = action === "call";
    const call = JSON.stringify([caller, who]);
    const isRepeated = isCall && !this.isRepeated && call === this.#last && Date.now() < this.#askUntil;
    this.#begin();
    if (isRepeated) {
      this.isRepeated = true;
      return;
    }
    this.acting = action;
    this.#last = isCall ? call : "";
    try {
      const done = await act(this.hass, this.account, action, who, caller);
      const { a_number: own } = this.account;
      const isContact = this.account.contacts.some(({ name }) => name === who);
      if (isContact && done.contact !== who) this.asked = who;
      if (isCall) this.caller = ltr(own?.number === done.a_number ? own.formatted : done.a_number);
      else this.stored = done;
    } catch (error) {
      this.failure = isFailure(error)
        ? error
        : {
            code: "",
            message: this.text(`${action}_lost`),
            translation_key: isCall ? "unknown_called" : "unknown_stored",
          };
      if (!this.failure.translation_key?.startsWith("unknown_")) this.#last = "";
    } finally {
      this.#askUntil = Date.now() + SECONDS_TO_ASK * 1000;
      this.acting = undefined;
    }
  }

  /** What the main button does, and what the one in the fold does. */
  get #usual(): Action {
    return this.account.call_method === "dial_in" ? "store_targets" : "call";
  }

  get #other(): Action {
    return this.#usual === "call" ? "store_targets" : "call";
  }

  get #isStoreUnknown(): boolean {
    return !!this.failure?.translation_key?.startsWith("unknown_stored");
  }

  /** The text in place of the number to dial, while Home Assistant may not tell of this card's store. */
  get #doubt(): "store_targets_now" | "unknown_targets" | undefined {
    if (this.acting === "store_targets") return "store_targets_now";
    return this.#isStoreUnknown ? "unknown_targets" : undefined;
  }

  get #who(): CallcardWho {
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion
    return this.renderRoot.querySelector<CallcardWho>("callcard-who")!;
  }
}
