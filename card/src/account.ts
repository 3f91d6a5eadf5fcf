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

/** The pair that the platform holds: who calls, and who is called. */
export interface Targets {
  a_number: PhoneNumber;
  b_number: PhoneNumber;
  contact: string | null;
}

export interface Details {
  balance: { amount: `${number}`; currency: string | null } | null;
  low: boolean | null;
  last_update: string | null;
  /** Null while it is unknown whom a call reaches. */
  targets: Targets | null;
  dial_in_number: DialInNumber | null;
  numbers: DialInNumber[];
}

export interface Account {
  config_entry_id: string;
  /** The user's own phone. */
  a_number: PhoneNumber | null;
  contacts: Contact[];
  problem: { key: string | null; placeholders: Record<string, string> | null } | null;
  account: Details | null;
}

export interface Stored {
  a_number: string;
  b_number: string;
  contact: string | null;
  dial_in_number: DialInNumber | null;
}

/** Stores a pair: the contact's name, or the number, of who is called; the number of who calls. */
export const store = async (
  hass: HomeAssistant,
  account: Account,
  contact: string,
  a_number: string | undefined,
): Promise<Stored> => {
  const { response } = await hass.callWS<{ response: Stored }>({
    type: "call_service",
    domain: "callcard",
    service: "store_targets",
    service_data: {
      config_entry_id: account.config_entry_id,
      contact,
      ...(a_number && { a_number }),
    },
    return_response: true,
  });
  return response;
};
