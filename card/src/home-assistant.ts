/** What the card uses of Home Assistant's frontend. */

import type { Account } from "./account";

export interface Locale {
  language: string;
  number_format: string;
  time_format: string;
  time_zone: string;
}

type ConnectionEvent = "ready" | "disconnected";

export interface Connection {
  subscribeMessage(
    callback: (message: Account | null) => void,
    command: Record<string, unknown>,
    options: { resubscribe: boolean },
  ): Promise<() => Promise<void>>;
  addEventListener(name: ConnectionEvent, listener: () => void): void;
  removeEventListener(name: ConnectionEvent, listener: () => void): void;
}

export interface Entity {
  entity_id: string;
  platform?: string;
  device_id?: string;
  translation_key?: string;
}

export interface HomeAssistant {
  config: { time_zone: string };
  connection: Connection;
  devices: Record<string, { name: string | null; name_by_user: string | null } | undefined>;
  entities: Record<string, Entity | undefined>;
  locale: Locale;
  states: Record<string, { state: string; attributes: Record<string, unknown> } | undefined>;
  user?: { is_admin: boolean };
  callWS<Answer>(command: Record<string, unknown>): Promise<Answer>;
}

/** How Home Assistant tells that a command failed. */
export interface Failure {
  code: string;
  message: string;
  translation_key?: string;
  translation_placeholders?: Record<string, string>;
}

/** Whether a failure was told by Home Assistant; its connection fails in other ways. */
export const isFailure = (error: unknown): error is Failure =>
  typeof error === "object" &&
  error !== null &&
  "code" in error &&
  typeof error.code === "string";

/** The accounts' entities. */
export const ownEntities = ({ entities }: HomeAssistant): Entity[] =>
  Object.values(entities).filter((entity) => entity?.platform === "callcard") as Entity[];
