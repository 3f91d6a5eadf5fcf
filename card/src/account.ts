/** What the integration tells of an account, and how a pair of numbers is stored with it. */

import type { HomeAssistant } from "./home-assistant";

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
  problem: { key: string | null; placeholders: Record<string, string> | null } | null;
  account: Details | null;
}

export interface Stored {
  a_number: string;
  b_number: string;
  dial_in_number: DialInNumber | null;
}

/** Stores a pair: `who` is a number, or the name of a contact. */
export const store = async (
  hass: HomeAssistant,
  account: Account,
  who: string,
  caller: string | undefined,
): Promise<Stored> => {
  const isName = /\p{L}/u.test(who.replace(/^tel:/i, ""));
  const { response } = await hass.callWS<{ response: Stored }>({
    type: "call_service",
    domain: "callcard",
    service: "store_targets",
    service_data: {
      config_entry_id: account.config_entry_id,
      [isName ? "contact" : "b_number"]: who,
      ...(caller && { a_number: caller }),
    },
    return_response: true,
  });
  return response;
};
