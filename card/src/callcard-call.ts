import { css, html, noChange, nothing, type PropertyValues, type TemplateResult } from "lit";

import {
  type Account,
  act,
  type Action,
  type Call,
  type Callee,
  type Contact,
  type Details,
} from "./account";
import type { Doubt } from "./callcard-dial";
import { calleeOf, CallcardElement, failureOf } from "./callcard-element";
import type { CallcardWho } from "./callcard-who";
import { isolated, ltr } from "./formats";
import type { Failure } from "./home-assistant";
import { phoneIcon } from "./icons";

const CHIPS = 8;

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
      .compact {
        gap: 0;
        margin-block-start: 8px;
      }
      .compact [role="status"]:not(:empty) {
        margin-block-start: 8px;
      }
      .compact .chips {
        flex-wrap: nowrap;
        overflow-x: auto;
        margin: -4px;
        padding: 4px; /* Else, what has the focus is cut off */
        scrollbar-width: none;
      }
      .compact .chips button {
        flex: none;
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
    isOffline: { attribute: false },
    isCompact: { attribute: false },
    deviceId: { attribute: false },
    acting: { state: true },
    typedCaller: { state: true },
    stored: { state: true },
    caller: { state: true },
    repeated: { state: true },
    asked: { state: true },
    failure: { state: true },
    hasAllChips: { state: true },
  };

  declare account: Account;
  declare details: Details;
  /** Whether the connection to Home Assistant is gone: nothing can be sent, and what is known may be outdated. */
  declare isOffline: boolean;
  /** Whether there is no more than the contacts. */
  declare isCompact: boolean;
  /** The device whose last calls are shown; empty for none. */
  declare deviceId: string;
  /** What is under way. */
  declare acting: Action | undefined;
  /** The phone that the user has typed. */
  declare typedCaller: string | undefined;
  declare stored: Call | undefined;
  /** The phone that rings. */
  declare caller: string | undefined;
  /** Who was called a moment ago, while the user is asked for another call. */
  declare repeated: Callee | undefined;
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
            ?compact=${this.isCompact}
          ></callcard-dial>`}
      ${this.account.may_control ? this.#form() : html`<p>${this.text("may_not_call")}</p>`}
    `;
  }

  #form(): TemplateResult {
    const { account, isCompact } = this;
    return html`<form class=${isCompact ? "compact" : ""} @input=${this.#begin} @submit=${this.#submit}>
      ${this.#chips(account.contacts)}
      ${isCompact
        ? nothing
        : html`<callcard-who .hass=${this.hass} .contacts=${account.contacts}></callcard-who>`}
      ${isCompact && account.a_number ? nothing : this.#caller(account, this.details)}
      ${isCompact && !this.repeated ? nothing : this.#button()}
      <div role="status">${this.#outcome(this.details)}</div>
      ${this.deviceId
        ? html`<callcard-recent
            .hass=${this.hass}
            .account=${account}
            .deviceId=${this.deviceId}
            @choose=${this.#callAgain}
          ></callcard-recent>`
        : nothing}
    </form>`;
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
          <button
            type="button"
            @click=${() => {
              this.#call({ text: name, isContact: true });
            }}
          >
            <bdi>${isolated(name)}</bdi>
          </button>
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
      <input
        id="caller"
        type="tel"
        dir="ltr"
        autocomplete="tel"
        value=${formatted}
        @input=${this.#typeCaller}
      />
      ${this.isCompact
        ? nothing
        : html`<button type="button" ?disabled=${!!this.acting} @click=${this.#actOtherwise}>
            ${this.text(this.#other)}
          </button>`}
    </div>`;
    if (!a_number) return field;
    const number = ltr(this.typedCaller || a_number.formatted);
    return html`<details>
      <summary class="quiet">${this.text("calling_from", { number })}</summary>
      ${field}
    </details>`;
  }

  #button(): TemplateResult {
    const number = this.stored?.dial_in_number;
    if (number && !this.asked && !this.isOffline) {
      return html`<a class="main" href=${number.tel_uri}>
        ${phoneIcon} <span>${this.text("dial", { number: ltr(number.formatted) })}</span>
      </a>`;
    }
    const text = this.acting ? `${this.acting}_now` : this.repeated ? "call_again" : this.#usual;
    return html`<button class="main" ?disabled=${!!this.acting}>${this.text(text)}</button>`;
  }

  #outcome({ targets }: Details): TemplateResult | typeof nothing {
    if (this.repeated) return this.message("unknown", this.text("called_before"));
    if (this.failure) return this.explain(this.account, this.failure);
    if (this.caller) return this.message("done", this.text("called", { caller: this.caller }));
    const { asked, stored } = this;
    if (!stored || !targets || this.isOffline) return nothing;
    const caller = ltr(targets.a_number.formatted);
    const name = stored.contact ?? calleeOf(targets);
    return asked
      ? this.message("error", this.text("stored_other", { asked, caller, name }))
      : this.message("done", this.text("stored", { caller, name }));
  }

  readonly #showAll = (): void => {
    this.hasAllChips = true;
  };

  readonly #typeCaller = (event: Event): void => {
    this.typedCaller = (event.target as HTMLInputElement).value.trim();
  };

  readonly #begin = (): void => {
    this.stored = this.asked = this.failure = this.caller = this.repeated = undefined;
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    if (this.repeated) void this.#act("call", this.repeated, true);
    else this.#actOn(this.#usual);
  };

  readonly #actOtherwise = (): void => {
    this.#actOn(this.#other);
  };

  #actOn(action: Action): void {
    this.#begin();
    const callee = this.#who?.choose();
    if (callee) void this.#act(action, callee);
  }

  readonly #callAgain = ({ detail }: CustomEvent<Callee>): void => {
    this.#call(detail);
  };

  #call(callee: Callee): void {
    if (this.acting) return;
    if (this.#who) this.#who.value = callee.text;
    void this.#act(this.#usual, callee);
  }

  /** Stores, or rings; a call that has just rung only where the user wants it again. */
  async #act(action: Action, callee: Callee, again = false): Promise<void> {
    if (this.acting) return;
    const a_number = this.renderRoot.querySelector<HTMLInputElement>("#caller")?.value.trim();
    const isCall = action === "call";
    this.#begin();
    this.haptic("light");
    if (this.isOffline) {
      this.failure = failureOf(undefined, "not_connected");
      return;
    }
    this.acting = action;
    try {
      const done = await act<Call>(this.hass, this.account, action, {
        [callee.isContact ? "contact" : "b_number"]: callee.text,
        ...(a_number && { a_number }),
        ...(again && { again }),
      });
      const { a_number: own } = this.account;
      if (callee.isContact && done.contact !== callee.text) this.asked = callee.text;
      if (isCall) this.caller = ltr(own?.number === done.a_number ? own.formatted : done.a_number);
      else this.stored = done;
      this.haptic(this.asked ? "failure" : "success");
    } catch (error) {
      this.failure = failureOf(error, `${action}_lost`);
      if (this.failure.translation_key === "not_called_rang") this.repeated = callee;
      this.haptic("failure");
    } finally {
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
    return /^(unknown_stored|store_targets_lost)/.test(this.failure?.translation_key ?? "");
  }

  /** The text in place of the number to dial, while it is unknown, or Home Assistant may not tell of this card's store. */
  get #doubt(): Doubt | undefined {
    if (this.isOffline) return "not_connected";
    if (this.acting === "store_targets") return "store_targets_now";
    if (this.#isStoreUnknown || this.details.targets_in_doubt) return "unknown_targets";
    return this.details.targets ? undefined : "no_targets";
  }

  get #who(): CallcardWho | null {
    return this.renderRoot.querySelector<CallcardWho>("callcard-who");
  }
}
