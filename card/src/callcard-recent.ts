import { css, html, nothing } from "lit";

import type { Account, Callee } from "./account";
import { CallcardElement } from "./callcard-element";
import { isolated, ltr, time } from "./formats";
import { ownEntities } from "./home-assistant";

const CALLS = 5;
const DAYS = 30;

/** A state of the account's event: when a call came, and what is told of it. */
interface Called {
  s: string;
  a: { b_number?: string; contact?: string | null };
}

/** The people who were called last, in a fold; the choice is told by a `choose` event. */
export class CallcardRecent extends CallcardElement {
  static override styles = [
    CallcardElement.styles,
    css`
      button {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
        align-items: center;
        justify-content: space-between;
        width: 100%;
        padding: 0;
        text-align: start;
      }
    `,
  ];

  static override properties = {
    ...CallcardElement.properties,
    account: { attribute: false },
    deviceId: { attribute: false },
    calls: { state: true },
  };

  declare account: Account;
  declare deviceId: string;
  /** The last call of each, the newest first; undefined until they are loaded. */
  declare calls: Called[] | undefined;

  protected override render() {
    const { calls } = this;
    return html`<details @toggle=${this.#toggle}>
      <summary>${this.text("recent")}</summary>
      ${calls?.length === 0 ? html`<p class="quiet">${this.text("no_recent")}</p>` : nothing}
      <ul>
        ${calls?.map(
          ({ a: { b_number = "", contact }, s }) => html`<li>
            <button
              type="button"
              @click=${() => {
                this.#choose(b_number, contact);
              }}
            >
              <bdi>${contact ? isolated(contact) : ltr(b_number)}</bdi>
              <span class="quiet">${time(s, this.hass)}</span>
            </button>
          </li>`,
        )}
      </ul>
    </details>`;
  }

  readonly #toggle = (event: Event): void => {
    if ((event.target as HTMLDetailsElement).open) void this.#load();
  };

  /** Calls whoever still is a contact by the name, and else the number. */
  #choose(b_number: string, contact?: string | null): void {
    const isContact = this.account.contacts.some(({ name }) => name === contact);
    const detail: Callee = { text: isContact && contact ? contact : b_number, isContact };
    this.dispatchEvent(new CustomEvent("choose", { detail, bubbles: true }));
  }

  async #load(): Promise<void> {
    const entity = ownEntities(this.hass).find(
      ({ device_id, entity_id }) =>
        device_id === this.deviceId && entity_id.startsWith("event."),
    );
    const id = entity?.entity_id ?? "";
    const last = new Map<string, Called>();
    try {
      const history = await this.hass.callWS<Record<string, Called[] | undefined>>({
        type: "history/history_during_period",
        start_time: new Date(Date.now() - DAYS * 86_400_000).toISOString(),
        entity_ids: [id],
      });
      const { state: s = "", attributes: a = {} } = this.hass.states[id] ?? {};
      // The recorder writes the last one only after a while.
      const calls: Called[] = [{ s, a }, ...(history[id]?.reverse() ?? [])];
      for (const event of calls) {
        const key = `${event.a.b_number ?? ""} ${event.a.contact ?? ""}`;
        if (event.a.b_number && !last.has(key)) last.set(key, event);
      }
    } catch {
      // Without the recorder, there is no history.
    }
    this.calls = [...last.values()].slice(0, CALLS);
  }
}
