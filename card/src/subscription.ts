import type { Account } from "./account";
import { type Connection, isFailure } from "./home-assistant";

const SECONDS_TO_TRY_AGAIN = 2;

/**
 * Follows the account of a device, also over restarts of Home Assistant, and returns what ends that. Null is told once the
 * account is gone, or not for this user; undefined while the connection is.
 */
export const follow = (
  connection: Connection,
  deviceId: string,
  tell: (account: Account | null | undefined) => void,
): (() => void) => {
  let isStopped = false;
  let unsubscribe: (() => Promise<void>) | undefined;
  let retry: number | undefined;

  const subscribe = (): void => {
    window.clearTimeout(retry);
    connection
      .subscribeMessage(
        (account) => {
          if (!isStopped) tell(account);
        },
        { type: "callcard/subscribe", device_id: deviceId },
        // Right after a restart, Home Assistant does not know the command yet.
        { resubscribe: false },
      )
      .then(
        (subscription) => {
          unsubscribe = subscription;
          if (isStopped) stop();
        },
        (error: unknown) => {
          if (isStopped) return;
          if (isFailure(error) && /^(not_found|unauthorized)$/.test(error.code)) tell(null);
          else retry = window.setTimeout(subscribe, SECONDS_TO_TRY_AGAIN * 1000);
        },
      );
  };
  const lose = (): void => {
    tell(undefined);
  };
  const stop = (): void => {
    isStopped = true;
    connection.removeEventListener("ready", subscribe);
    connection.removeEventListener("disconnected", lose);
    window.clearTimeout(retry);
    void unsubscribe?.().catch(() => undefined);
  };

  connection.addEventListener("ready", subscribe);
  connection.addEventListener("disconnected", lose);
  subscribe();
  return stop;
};
