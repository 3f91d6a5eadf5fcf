import { css, html, nothing, type TemplateResult } from "lit";

import type { DialInNumber } from "./account";
import { CallcardElement } from "./callcard-element";
import { countryName, countryWords } from "./formats";
import { isFound } from "./search";

const MANY = 15;

/** All numbers in a fold, by country; a search finds one of many. */
export class CallcardNumbers extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      .list {
        max-height: 60vh;
        overflow: auto;
      }
      /* Lies over the last ones that can be seen while more follow, and below the last one of all. */
      .many::after {
        position: sticky;
        display: block;
        inset-block-end: 0;
        height: 48px;
        background: linear-gradient(transparent, var(--card-background-color));
        content: "";
        pointer-events: none;
      }
      h3 {
        margin-block-start: 12px;
        font-weight: 500;
      }
      li {
        display: flex;
        align-items: center;
        min-width: 0;
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
    search: { state: true },
  };

  declare numbers: DialInNumber[];
  declare isOpen: boolean | undefined;
  declare search: string;

  protected override render() {
    return html`
      <details @toggle=${this.#toggle}>
        <summary>${this.text("numbers")} <span class="quiet">${this.numbers.length}</span></summary>
        ${this.isOpen ? this.#list() : nothing}
      </details>
    `;
  }

  #toggle(event: Event): void {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    this.search = "";
  }

  #type(event: Event): void {
    this.search = (event.target as HTMLInputElement).value;
  }

  #list(): TemplateResult {
    const countries = this.#countries();
    const list = countries.length
      ? countries
      : html`<p class="quiet">${this.text("no_match")}</p>`;
    if (this.numbers.length < MANY) return html`<div class="list">${list}</div>`;
    const label = this.text("search");
    return html`
      <input type="search" aria-label=${label} placeholder=${label} @input=${this.#type} />
      <div class="list many">${list}</div>
    `;
  }

  #countries(): TemplateResult[] {
    const { locale } = this.hass;
    const byCountry = new Map<string, DialInNumber[]>();
    for (const number of this.numbers) {
      const country = countryName(number.country, locale);
      // Without the plus, the first digit of a country code begins a word.
      const kind = this.text(`kind_${number.kind}`);
      const name = `${countryWords(number.country, locale)} ${kind} ${number.formatted.slice(1)}`;
      if (!isFound(this.search, name, number.number)) continue;
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
