import { css, html, nothing } from "lit";

import type { Callee, Contact } from "./account";
import { CallcardElement } from "./callcard-element";
import { isolated } from "./formats";
import { isFound, isNumber, named } from "./search";

/** The field for whom to call: a number, or a name with suggestions. */
export class CallcardWho extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      [role="listbox"] {
        position: absolute;
        z-index: 1;
        inset: 100% 0 auto;
        max-height: 220px;
        overflow: auto;
        border: 1px solid var(--divider-color);
        border-radius: 8px;
        background: var(--card-background-color);
        box-shadow: 0 2px 12px #0006;
      }
      .message {
        margin-block-start: 8px;
      }
      [role="option"] {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
        align-items: center;
        justify-content: space-between;
        min-height: 44px;
        padding: 0 12px;
        cursor: pointer;
      }
      [role="option"]:hover,
      [aria-selected="true"] {
        background: var(--secondary-background-color);
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    contacts: { attribute: false },
    label: {},
    suggestions: { state: true },
    active: { state: true },
    isUnknown: { state: true },
  };

  declare contacts: Contact[];
  /** The key of the field's name. */
  declare label: string;
  /** Whom the text may mean; with none, the list is closed. */
  declare suggestions: Contact[];
  /** Which one the arrow keys have come to; -1 for none. */
  declare active: number;
  /** Whether the text names nobody. */
  declare isUnknown: boolean;

  constructor() {
    super();
    this.label = "call_whom";
    this.#close();
  }

  get value(): string {
    return this.#input?.value.trim() ?? "";
  }

  set value(value: string) {
    if (this.#input) this.#input.value = value;
    this.#close();
  }

  override focus(): void {
    this.#input?.focus();
  }

  /** Whom the text means. Where that is not clear, the user goes on from here. */
  choose(): Callee | undefined {
    const { contacts, value } = this;
    const found = named(value, contacts);
    const [contact] = found;
    this.#close();
    if (contact && found.length === 1) return { text: contact.name, isContact: true };
    if (!found.length && isNumber(value)) return { text: value, isContact: false };
    this.focus();
    this.suggestions = found;
    this.isUnknown = value !== "" && !found.length;
    return undefined;
  }

  protected override render() {
    const { active, isUnknown, suggestions } = this;
    return html`
      <label class="quiet" for="who">${this.text(this.label)}</label>
      <input
        id="who"
        role="combobox"
        aria-invalid=${isUnknown}
        aria-describedby="unknown"
        aria-autocomplete="list"
        aria-controls="list"
        aria-expanded=${suggestions.length > 0}
        aria-activedescendant=${active < 0 ? nothing : `option-${String(active)}`}
        autocapitalize="words"
        autocomplete="off"
        enterkeyhint="go"
        spellcheck="false"
        placeholder=${this.text("call_whom_hint")}
        @blur=${this.#close}
        @input=${this.#type}
        @keydown=${this.#press}
      />
      <div
        id="list"
        role="listbox"
        aria-label=${this.text("contacts")}
        ?hidden=${!suggestions.length}
      >
        ${suggestions.map(
          (contact, index) => html`
            <div
              id="option-${index}"
              role="option"
              aria-selected=${index === active}
              @mousedown=${(event: Event) => {
                event.preventDefault(); // Keeps the focus in the field
                this.#choose(contact);
              }}
            >
              <bdi>${isolated(contact.name)}</bdi>
              <bdi class="quiet" dir="ltr">${contact.formatted}</bdi>
            </div>
          `,
        )}
      </div>
      <div id="unknown" role="status">
        ${isUnknown ? this.message("error", this.text("no_such_contact", { name: this.value })) : nothing}
      </div>
    `;
  }

  protected override updated(): void {
    this.renderRoot.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector("input");
  }

  #close(): void {
    this.suggestions = [];
    this.active = -1;
    this.isUnknown = false;
  }

  #type(): void {
    this.#close();
    if (this.value) this.#suggest(this.value);
  }

  #suggest(text: string): void {
    this.suggestions = this.contacts.filter(({ name, number }) => isFound(text, name, number));
  }

  #press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.suggestions[this.active];
    if (step) {
      event.preventDefault();
      if (!this.suggestions.length) this.#suggest(this.value);
      const places = this.suggestions.length + 1; // None is a place, too
      this.active = ((this.active + 1 + step + places) % places) - 1;
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (chosen) this.#choose(chosen);
      else this.closest("form")?.requestSubmit();
    } else if (event.key === "Escape" && this.suggestions.length) {
      event.stopPropagation(); // Or it closes the dialog that the card may be in
      this.#close();
    }
  }

  #choose({ name }: Contact): void {
    this.value = name;
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
