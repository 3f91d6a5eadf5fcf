import { css, html, nothing, type TemplateResult } from "lit";

import type { Account, Details, DialInNumber } from "./account";
import { calleeOf, CallcardElement } from "./callcard-element";
import { countryName, ltr } from "./formats";
import { phoneIcon } from "./icons";
import { LONGEST, qrCode, SIZE } from "./qr-code";

/** What stands in place of a number that may reach another person, or nobody. */
export type Doubt = "not_connected" | "store_targets_now" | "unknown_targets" | "no_targets";

/** The number to dial, and whom it reaches from which phone. */
export class CallcardDial extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      :host {
        display: grid;
        min-height: 112px; /* What is below stays in its place */
      }
      :host([compact]) {
        min-height: 0;
      }
      :host([compact]) .dial {
        padding-block: 2px;
      }
      :host([compact]) .country {
        display: none;
      }
      .dial {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        padding-block: 12px;
        padding-inline: 16px 4px;
        border-radius: 12px;
        background: var(--ha-color-fill-primary-quiet-resting);
      }
      .dial > :first-child {
        flex: 1;
      }
      .dial a {
        font-weight: 500;
        font-size: clamp(
          min(var(--ha-font-size-l), 9cqi),
          8cqi,
          calc(26px * var(--ha-font-size-scale, 1))
        );
        line-height: 1.2;
      }
      details {
        width: 100%;
      }
      /* Phones dial by themselves. */
      @media not (pointer: fine) {
        details {
          display: none;
        }
      }
      .code {
        display: block;
        width: 160px;
        fill: #000;
        stroke: none;
        background: #fff;
      }
      @container (width < 240px) {
        .dial {
          padding-inline: 8px 0;
        }
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    account: { attribute: false },
    details: { attribute: false },
    doubt: { attribute: false },
    compact: { type: Boolean },
  };

  declare account: Account;
  declare details: Details;
  declare doubt: Doubt | undefined;
  declare compact: boolean;

  protected override render(): TemplateResult {
    const { doubt } = this;
    const { dial_in_number: number, numbers, targets } = this.details;
    if (!numbers.length) return this.message("unknown", this.text("no_numbers"));
    if (doubt === "store_targets_now" || doubt === "no_targets") {
      return html`<div class="dial"><p>${this.text(doubt)}</p></div>`;
    }
    if (doubt || !targets) return this.message("unknown", this.text(doubt ?? "unknown_targets"));
    if (!number) return this.message("unknown", this.text("no_numbers"));
    const { a_number: caller } = targets;
    const isOwnPhone = caller.number === this.account.a_number?.number;
    const values = { number: ltr(caller.formatted), name: calleeOf(targets) };
    return html`<div class="dial">
      <div>
        <p>${this.text(isOwnPhone ? "dial_to_reach" : "dial_from", values)}</p>
        <a href=${number.tel_uri}>${phoneIcon}<bdi dir="ltr">${number.formatted}</bdi></a>
        <p class="country">${countryName(number.country, this.hass.locale)}</p>
      </div>
      <callcard-copy .hass=${this.hass} .number=${number}></callcard-copy>
      ${this.compact || number.tel_uri.length > LONGEST ? nothing : this.#code(number)}
    </div>`;
  }

  /** For computers, which do not dial: a code that a phone can scan. */
  #code({ tel_uri }: DialInNumber): TemplateResult {
    const path = qrCode(tel_uri).map((row, y) =>
      row.map((isDark, x) => (isDark ? `M${String(x)} ${String(y)}h1v1h-1z` : "")).join(""),
    );
    return html`<details>
      <summary class="quiet">${this.text("scan")}</summary>
      <svg
        class="code"
        role="img"
        aria-label=${this.text("scan")}
        viewBox="-4 -4 ${SIZE + 8} ${SIZE + 8}"
        shape-rendering="crispEdges"
      >
        <path d=${path.join("")}></path>
      </svg>
    </details>`;
  }
}
