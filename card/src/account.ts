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
  /** Whether that is so because of a store whose outcome is unknown. */
  targets_in_doubt: boolean;
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
  /** Whether this user may call and text. */
  may_control: boolean;
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

/** Who is called or gets a text: a contact's exact name, or a number as it was typed. */
export interface Callee {
  text: string;
  isContact: boolean;
}

export const act = async <Answer>(
  hass: HomeAssistant,
  account: Account,
  service: Action | "send_sms",
  service_data: Record<string, unknown>,
): Promise<Answer> => {
  const { response } = await hass.callWS<{ response: Answer }>({
    type: "call_service",
    domain: "callcard",
    service,
    service_data: { config_entry_id: account.config_entry_id, ...service_data },
    return_response: true,
  });
  return response;
};
