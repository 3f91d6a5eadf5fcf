import { css, html } from "lit";

import type { PhoneNumber } from "./account";
import { CallcardElement } from "./callcard-element";
import { ltr } from "./formats";
import { copyIcon, doneIcon } from "./icons";

const SECONDS_SHOWN = 2;

/** A button that copies a number. */
export class CallcardCopy extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      button {
        display: grid;
        place-items: center;
        width: 44px;
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    number: { attribute: false },
    isCopied: { state: true },
  };

  declare number: PhoneNumber;
  declare isCopied: boolean | undefined;

  protected override render() {
    return html`
      <button
        type="button"
        aria-label=${this.text("copy", { number: this.number.formatted })}
        @click=${this.#copy}
      >
        ${this.isCopied ? doneIcon : copyIcon}
      </button>
      <span class="unseen" role="status">${this.isCopied ? this.text("copied") : ""}</span>
    `;
  }

  async #copy(): Promise<void> {
    const { number, formatted } = this.number;
    try {
      await navigator.clipboard.writeText(number);
    } catch {
      if (!this.#copyFromField(number)) {
        const message = this.text("not_copied", { number: ltr(formatted) });
        const toast = { bubbles: true, composed: true, detail: { message } };
        this.dispatchEvent(new CustomEvent("hass-notification", toast));
        return;
      }
    }
    this.isCopied = true;
    window.setTimeout(() => {
      this.isCopied = false;
    }, SECONDS_SHOWN * 1000);
  }

  /** For pages over plain http, as many homes have them: they have no clipboard of their own. */
  #copyFromField(number: string): boolean {
    const field = document.createElement("textarea");
    field.value = number;
    this.renderRoot.append(field);
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const isCopied = document.execCommand("copy");
    field.remove();
    return isCopied;
  }
}
