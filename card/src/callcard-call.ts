import { css, html, noChange, nothing, type PropertyValues, type TemplateResult } from "lit";

import { type Account, type Contact, type Details, store, type Stored } from "./account";
import { calleeOf, CallcardElement, ltr, textOf } from "./callcard-element";
import type { CallcardWho } from "./callcard-who";
import { type Failure, isFailure } from "./home-assistant";
import { phoneIcon } from "./icons";

const CHIPS = 8;

/** Whom to call, from which phone; then the number to dial. */
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
      .chips button {
        max-width: 100%;
        padding: 0 16px;
        border: 1px solid var(--secondary-text-color);
        border-radius: 22px;
      }
      .chips bdi {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .chips .more {
        border: 0;
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
    isStoring: { state: true },
    stored: { state: true },
    asked: { state: true },
    failure: { state: true },
    hasAllChips: { state: true },
  };

  declare account: Account;
  declare details: Details;
  declare isStoring: boolean | undefined;
  declare stored: Stored | undefined;
  /** The contact who was asked for, where the platform has stored another pair. */
  declare asked: string | undefined;
  declare failure: Failure | undefined;
  declare hasAllChips: boolean | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("details")) return;
    const { stored } = this;
    const { targets } = this.details;
    // Where another pair has been stored since, the number to dial would reach another person.
    const isOvertaken =
      stored &&
      (targets?.a_number.number !== stored.a_number || targets.b_number.number !== stored.b_number);
    if (isOvertaken || (targets && this.#isOutcomeUnknown)) this.#begin();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The button has become a link: whoever has pressed it goes on from there.
    if (changed.has("stored")) this.renderRoot.querySelector<HTMLElement>("a.main")?.focus();
  }

  protected override render() {
    return html`
      <callcard-dial
        .hass=${this.hass}
        .account=${this.account}
        .details=${this.details}
        .doubt=${this.#doubt}
      ></callcard-dial>
      <form @input=${this.#begin} @submit=${this.#submit}>
        ${this.#chips(this.account.contacts)}
        <callcard-who .hass=${this.hass} .contacts=${this.account.contacts}></callcard-who>
        ${this.#caller(this.account, this.details)} ${this.#button()}
        <div role="status">${this.#outcome(this.details)}</div>
      </form>
    `;
  }

  #chips(contacts: Contact[]): TemplateResult | typeof nothing {
    if (!contacts.length) return nothing;
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
    return html`<button class="main" ?disabled=${this.isStoring}>
      ${this.text(this.isStoring ? "storing" : "store")}
    </button>`;
  }

  #outcome({ targets }: Details): TemplateResult | typeof nothing {
    if (this.failure) return this.#explain(this.failure);
    const { asked, stored } = this;
    if (!stored || !targets) return nothing;
    const caller = ltr(targets.a_number.formatted);
    const name = stored.contact ?? calleeOf(targets);
    return asked
      ? this.message("error", this.text("stored_other", { asked, caller, name }))
      : this.message("done", this.text("stored", { caller, name }));
  }

  #explain({ message, translation_key: key = "", translation_placeholders }: Failure) {
    return this.message(
      this.#isOutcomeUnknown ? "unknown" : "error",
      textOf(`exceptions.${key}.message`, translation_placeholders) || message,
      key.endsWith("_invalid_auth") ? this.text("sign_in") : "",
    );
  }

  readonly #showAll = (): void => {
    this.hasAllChips = true;
  };

  readonly #begin = (): void => {
    this.stored = this.asked = this.failure = undefined;
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.#who.value) void this.#store(this.#who.value);
    else this.#who.focus();
  };

  async #call(name: string): Promise<void> {
    if (this.isStoring) return;
    this.#who.value = name;
    await this.#store(name);
  }

  /** Stores a pair with a contact, or with whom a text means. */
  async #store(who: string): Promise<void> {
    if (this.isStoring) return;
    this.#begin();
    this.isStoring = true;
    const caller = this.renderRoot.querySelector<HTMLInputElement>("#caller")?.value.trim();
    try {
      const stored = await store(this.hass, this.account, who, caller);
      const isContact = this.account.contacts.some(({ name }) => name === who);
      if (isContact && stored.contact !== who) this.asked = who;
      this.stored = stored;
    } catch (error) {
      this.failure = isFailure(error)
        ? error
        : { code: "", message: this.text("connection_lost"), translation_key: "unknown_stored" };
    } finally {
      this.isStoring = false;
    }
  }

  get #isOutcomeUnknown(): boolean {
    return !!this.failure?.translation_key?.startsWith("unknown_stored");
  }

  /** The text in place of the number to dial, while Home Assistant may not tell of this card's store. */
  get #doubt(): "storing" | "unknown_targets" | undefined {
    if (this.isStoring) return "storing";
    return this.#isOutcomeUnknown ? "unknown_targets" : undefined;
  }

  get #who(): CallcardWho {
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion
    return this.renderRoot.querySelector<CallcardWho>("callcard-who")!;
  }
}
