import type { Account } from "./account";
import { type Connection, isFailure } from "./home-assistant";

const SECONDS_TO_TRY_AGAIN = 2;

/** Follows the account of a device, also over restarts of Home Assistant; null is told once it is gone, or not for this user. */
export class AccountSubscription {
  #isStopped = false;
  #unsubscribe: (() => Promise<void>) | undefined;
  #retry: number | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly deviceId: string,
    private readonly tell: (account: Account | null) => void,
  ) {
    connection.addEventListener("ready", this.#subscribe);
    this.#subscribe();
  }

  stop(): void {
    this.#isStopped = true;
    this.connection.removeEventListener("ready", this.#subscribe);
    window.clearTimeout(this.#retry);
    void this.#unsubscribe?.().catch(() => undefined);
  }

  readonly #subscribe = (): void => {
    window.clearTimeout(this.#retry);
    this.connection
      .subscribeMessage(
        (account) => {
          if (!this.#isStopped) this.tell(account);
        },
        { type: "callcard/subscribe", device_id: this.deviceId },
        // Right after a restart, Home Assistant does not know the command yet.
        { resubscribe: false },
      )
      .then(
        (unsubscribe) => {
          this.#unsubscribe = unsubscribe;
          if (this.#isStopped) this.stop();
        },
        (error: unknown) => {
          if (this.#isStopped) return;
          if (isFailure(error) && /^(not_found|unauthorized)$/.test(error.code)) this.tell(null);
          else this.#retry = window.setTimeout(this.#subscribe, SECONDS_TO_TRY_AGAIN * 1000);
        },
      );
  };
}
