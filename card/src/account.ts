/** What the integration tells of an account, and how its actions are called. */

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

/** Why the account is not up to date: a translated exception, if it is known. */
export interface Problem {
  key: string | null;
  placeholders: Record<string, string> | null;
}

export interface Account {
  config_entry_id: string;
  /** The user's own phone. */
  a_number: PhoneNumber | null;
  call_method: "dial_in" | "web_callback";
  contacts: Contact[];
  problem: Problem | null;
  account: Details | null;
}

/** What the actions answer; only that which stores tells what to dial. */
export interface Call {
  a_number: string;
  b_number: string;
  contact: string | null;
  dial_in_number?: DialInNumber | null;
}

/** Stores a pair, or lets its phones ring. */
export type Action = "store_targets" | "call";

/** Does it with the contact's name, or the number, of who is called, and the number of who calls. */
export const act = async (
  hass: HomeAssistant,
  account: Account,
  action: Action,
  contact: string,
  a_number: string | undefined,
): Promise<Call> => {
  const { response } = await hass.callWS<{ response: Call }>({
    type: "call_service",
    domain: "callcard",
    service: action,
    service_data: {
      config_entry_id: account.config_entry_id,
      contact,
      ...(a_number && { a_number }),
    },
    return_response: true,
  });
  return response;
};
