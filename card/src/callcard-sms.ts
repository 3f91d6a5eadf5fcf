import { css, html, nothing, type TemplateResult } from "lit";

import { type Account, act } from "./account";
import { CallcardElement, failureOf } from "./callcard-element";
import type { CallcardWho } from "./callcard-who";
import { ltr } from "./formats";
import type { Failure } from "./home-assistant";

interface Sms {
  number: string;
  contact: string | null;
}

/** A text to a contact or a number, in a fold. */
export class CallcardSms extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      form {
        display: grid;
        gap: 12px;
        padding-block-end: 4px;
      }
      textarea {
        min-height: 96px;
        resize: vertical;
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    account: { attribute: false },
    isOffline: { attribute: false },
    isSending: { state: true },
    sent: { state: true },
    failure: { state: true },
  };

  declare account: Account;
  declare isOffline: boolean;
  declare isSending: boolean | undefined;
  declare sent: Sms | undefined;
  declare failure: Failure | undefined;

  protected override render() {
    return html`<details>
      <summary>${this.text("sms")}</summary>
      <form @input=${this.#begin} @submit=${this.#submit}>
        <callcard-who
          .hass=${this.hass}
          .contacts=${this.account.contacts}
          label="sms_to"
        ></callcard-who>
        <div>
          <label class="quiet" for="message">${this.text("sms_text")}</label>
          <textarea id="message" dir="auto"></textarea>
        </div>
        <button class="main" ?disabled=${this.isSending}>
          ${this.text(this.isSending ? "sms_now" : "sms_send")}
        </button>
        <div role="status">${this.#outcome()}</div>
      </form>
    </details>`;
  }

  #outcome(): TemplateResult | typeof nothing {
    if (this.failure) return this.explain(this.account, this.failure);
    if (!this.sent) return nothing;
    const name = this.sent.contact ?? ltr(this.sent.number);
    return this.message("done", this.text("sms_sent", { name }));
  }

  readonly #begin = (): void => {
    this.sent = this.failure = undefined;
  };

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    void this.#send();
  };

  async #send(): Promise<void> {
    const callee = this.renderRoot.querySelector<CallcardWho>("callcard-who")?.choose();
    const field = this.renderRoot.querySelector("textarea");
    if (!callee || !field || this.isSending) return;
    this.#begin();
    this.haptic("light");
    if (!field.value.trim()) {
      field.focus();
      return;
    }
    if (this.isOffline) {
      this.failure = failureOf(undefined, "not_connected");
      return;
    }
    this.isSending = true;
    try {
      this.sent = await act<Sms>(this.hass, this.account, "send_sms", {
        [callee.isContact ? "contact" : "number"]: callee.text,
        message: field.value,
      });
      field.value = "";
      this.haptic("success");
    } catch (error) {
      this.failure = failureOf(error, "sms_lost");
      this.haptic("failure");
    } finally {
      this.isSending = false;
    }
  }
}
