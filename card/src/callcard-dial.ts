import { css, html, type TemplateResult } from "lit";

import type { Account, Details } from "./account";
import { calleeOf, CallcardElement, ltr } from "./callcard-element";
import { countryName } from "./formats";
import { phoneIcon } from "./icons";

/** The number to dial, and whom it reaches from which phone. */
export class CallcardDial extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      :host {
        display: grid;
        min-height: 112px; /* What is below stays in its place */
      }
      .dial {
        display: flex;
        align-items: center;
        padding-block: 12px;
        padding-inline: 16px 4px;
        border-radius: 12px;
        background: var(--ha-color-fill-primary-quiet-resting);
      }
      .dial > :first-child {
        flex: 1;
        font-size: 14px;
      }
      .dial a {
        font-weight: 500;
        font-size: clamp(18px, 8cqi, 26px);
        line-height: 1.2;
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    account: { attribute: false },
    details: { attribute: false },
    doubt: { attribute: false },
  };

  declare account: Account;
  declare details: Details;
  /** What stands in place of a number while it may reach another person. */
  declare doubt: "store_targets_now" | "unknown_targets" | undefined;

  protected override render(): TemplateResult {
    const { dial_in_number: number, numbers, targets } = this.details;
    if (!numbers.length) return this.message("unknown", this.text("no_numbers"));
    if (this.doubt === "store_targets_now") {
      return html`<div class="dial">${this.text(this.doubt)}</div>`;
    }
    if (this.doubt || !targets) return this.message("unknown", this.text("unknown_targets"));
    if (!number) return this.message("unknown", this.text("no_numbers"));
    const { a_number: caller } = targets;
    const isOwnPhone = caller.number === this.account.a_number?.number;
    const values = { number: ltr(caller.formatted), name: calleeOf(targets) };
    return html`<div class="dial">
      <div>
        <p>${this.text(isOwnPhone ? "dial_to_reach" : "dial_from", values)}</p>
        <a href=${number.tel_uri}>${phoneIcon}<bdi dir="ltr">${number.formatted}</bdi></a>
        <p>${countryName(number.country, this.hass.locale)}</p>
      </div>
      <callcard-copy .hass=${this.hass} .number=${number}></callcard-copy>
    </div>`;
  }
}
