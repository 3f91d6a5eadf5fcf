import { css, html, nothing } from "lit";

import type { DialInNumber } from "./account";
import { CallcardElement } from "./callcard-element";
import { countryName } from "./formats";

/** All numbers in a fold, by country. */
export class CallcardNumbers extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      .list {
        max-height: 60vh;
        overflow: auto;
      }
      h3 {
        margin-block-start: 12px;
        font-weight: 500;
      }
      li,
      a {
        display: flex;
        align-items: center;
      }
      a {
        flex: 1;
        flex-wrap: wrap;
        gap: 0 16px;
        justify-content: space-between;
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    numbers: { attribute: false },
    isOpen: { state: true },
  };

  declare numbers: DialInNumber[];
  declare isOpen: boolean | undefined;

  protected override render() {
    return html`
      <details @toggle=${this.#toggle}>
        <summary>${this.text("numbers")} <span class="quiet">${this.numbers.length}</span></summary>
        <div class="list">${this.isOpen ? this.#countries() : nothing}</div>
      </details>
    `;
  }

  #toggle(event: Event): void {
    this.isOpen = (event.target as HTMLDetailsElement).open;
  }

  #countries() {
    const { locale } = this.hass;
    const byCountry = new Map<string, DialInNumber[]>();
    for (const number of this.numbers) {
      const country = countryName(number.country, locale);
      byCountry.set(country, [...(byCountry.get(country) ?? []), number]);
    }
    const { compare } = new Intl.Collator(locale.language);
    return [...byCountry]
      .sort(([one], [other]) => compare(one, other))
      .map(
        ([country, numbers]) => html`
          <h3>${country}</h3>
          <ul>
            ${numbers.map(
              (number) => html`<li>
                <a href=${number.tel_uri}>
                  <bdi dir="ltr">${number.formatted}</bdi>
                  <span class="quiet">${this.text(`kind_${number.kind}`)}</span>
                </a>
                <callcard-copy .hass=${this.hass} .number=${number}></callcard-copy>
              </li>`,
            )}
          </ul>
        `,
      );
  }
}
