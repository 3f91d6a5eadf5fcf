import { css, html, nothing, type PropertyValues, type TemplateResult } from "lit";

import {
  type Account,
  type Contact,
  type Details,
  store,
  type Stored,
} from "./account";
import { CallcardElement, ltr } from "./element";
import { fieldStyles } from "./field-styles";
import { type Failure, isFailure } from "./home-assistant";
import { phoneIcon } from "./icons";
import type { CallcardWho } from "./who";

const CHIPS = 8;

/** Whom to call, from which phone; then the number to dial. */
export class CallcardCall extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    fieldStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
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
    failure: { state: true },
    hasAllChips: { state: true },
  };

  declare account: Account;
  declare details: Details;
  declare isStoring: boolean | undefined;
  declare stored: Stored | undefined;
  declare failure: Failure | "connection_lost" | undefined;
  declare hasAllChips: boolean | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { details, stored } = this;
    const { targets } = details;
    // Where another pair has been stored since, the number to dial would reach another person.
    if (
      changed.has("details") &&
      stored &&
      (targets?.a_number.number !== stored.a_number || targets.b_number.number !== stored.b_number)
    ) {
      this.#begin();
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The button has become a link: whoever has pressed it goes on from there.
    if (changed.has("stored")) this.renderRoot.querySelector<HTMLElement>("a.main")?.focus();
  }

  protected override render() {
    return html`
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
    const field = (value = "") => html`<div>
      <label class="quiet" for="caller">${this.text("your_number")}</label>
      <input id="caller" type="tel" dir="ltr" autocomplete="tel" value=${value} />
    </div>`;
    if (!a_number) return field(targets?.a_number.formatted);
    return html`<details>
      <summary class="quiet">
        ${this.text("calling_from", { number: ltr(a_number.formatted) })}
      </summary>
      ${field(a_number.formatted)}
    </details>`;
  }

  #button(): TemplateResult {
    const number = this.stored?.dial_in_number;
    if (number) {
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
    if (!this.stored) return nothing;
    if (!this.stored.dial_in_number) return this.message("unknown", this.text("no_numbers"));
    const caller = ltr(targets?.a_number.formatted ?? "");
    const name = targets?.contact ?? ltr(targets?.b_number.formatted ?? "");
    return this.message("done", this.text("stored", { caller, name }));
  }

  #explain(failure: Failure | "connection_lost"): TemplateResult {
    if (failure === "connection_lost") return this.message("unknown", this.text(failure));
    const { message, translation_domain: domain = "", translation_key: key = "" } = failure;
    return this.message(
      key.startsWith("maybe_stored_") ? "unknown" : "error",
      this.exception(domain, key, failure.translation_placeholders) || message,
      key.endsWith("_invalid_auth") ? this.text("sign_in") : "",
    );
  }

  readonly #showAll = (): void => {
    this.hasAllChips = true;
  };

  readonly #begin = (): void => {
    this.stored = this.failure = undefined;
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#store();
  };

  async #call(name: string): Promise<void> {
    if (this.isStoring) return;
    this.#who.value = name;
    await this.#store();
  }

  async #store(): Promise<void> {
    if (this.isStoring) return;
    this.#begin();
    this.isStoring = true;
    const caller = this.renderRoot.querySelector<HTMLInputElement>("#caller")?.value.trim();
    try {
      this.stored = await store(this.hass, this.account, this.#who.value, caller);
    } catch (error) {
      this.failure = isFailure(error) ? error : "connection_lost";
    } finally {
      this.isStoring = false;
    }
  }

  get #who(): CallcardWho {
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion
    return this.renderRoot.querySelector<CallcardWho>("callcard-who")!;
  }
}
