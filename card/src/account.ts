/** What the integration tells of an account, and how a pair of numbers is stored with it. */

import { type Failure, type HomeAssistant, isFailure } from "./home-assistant";

export interface PhoneNumber {
  number: string;
  formatted: string;
}

export interface DialInNumber extends PhoneNumber {
  tel_uri: string;
  country: string | null;
  kind: string;
}

export interface Contact extends PhoneNumber {
  name: string;
}

export interface Details {
  balance: { amount: `${number}`; currency: string | null } | null;
  low: boolean | null;
  last_update: string | null;
  targets: { a_number: PhoneNumber; b_number: PhoneNumber; contact: string | null } | null;
  dial_in_number: DialInNumber | null;
  numbers: DialInNumber[];
}

export interface Account {
  config_entry_id: string;
  a_number: PhoneNumber | null;
  contacts: Contact[];
  problem: { key: string | null; placeholders: Record<string, string> } | null;
  account: Details | null;
}

export interface Stored {
  b_number: string;
  dial_in_number: DialInNumber | null;
}

const SECONDS_TO_TRY_AGAIN = 2;

/** Follows the account of a device, also over restarts of Home Assistant; null is told once it is gone. */
export class Feed {
  private stopped = false;
  private unsubscribe: (() => Promise<void>) | undefined;
  private retry: number | undefined;

  constructor(
    private readonly hass: HomeAssistant,
    private readonly deviceId: string,
    private readonly tell: (account: Account | null) => void,
  ) {
    hass.connection.addEventListener("ready", this.subscribe);
    this.subscribe();
  }

  stop(): void {
    this.stopped = true;
    this.hass.connection.removeEventListener("ready", this.subscribe);
    window.clearTimeout(this.retry);
    void this.unsubscribe?.().catch(() => undefined);
  }

  private readonly subscribe = (): void => {
    window.clearTimeout(this.retry);
    this.hass.connection
      .subscribeMessage(
        (account) => {
          if (!this.stopped) this.tell(account);
        },
        { type: "callcard/subscribe", device_id: this.deviceId },
        // Right after a restart, Home Assistant does not know the command yet.
        { resubscribe: false },
      )
      .then(
        (unsubscribe) => {
          this.unsubscribe = unsubscribe;
          if (this.stopped) this.stop();
        },
        (error: unknown) => {
          if (this.stopped) return;
          if (isFailure(error) && error.code === "not_found") this.tell(null);
          else this.retry = window.setTimeout(this.subscribe, SECONDS_TO_TRY_AGAIN * 1000);
        },
      );
  };
}

/** Stores a pair: `who` is a number, or the name of a contact. */
export const store = async (
  hass: HomeAssistant,
  account: Account,
  who: string,
  aNumber: string,
): Promise<Stored> => {
  const isName = /\p{L}/u.test(who.replace(/^tel:/i, ""));
  const { response } = await hass.callWS<{ response: Stored }>({
    type: "call_service",
    domain: "callcard",
    service: "store_targets",
    service_data: {
      config_entry_id: account.config_entry_id,
      [isName ? "contact" : "b_number"]: who,
      ...(aNumber && { a_number: aNumber }),
    },
    return_response: true,
  });
  return response;
};

/** Whether it is unknown what became of a store. */
export const isOutcomeUnknown = (failure: Failure): boolean =>
  typeof failure.code === "number" || !!failure.translation_key?.startsWith("maybe_stored_");
