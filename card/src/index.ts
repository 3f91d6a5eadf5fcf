/** Registers the card with the browser, and offers it in Home Assistant's card picker. */

import { CallcardCall } from "./callcard-call";
import { CallcardCard } from "./callcard-card";
import { CallcardCopy } from "./callcard-copy";
import { CallcardDial } from "./callcard-dial";
import { CallcardNumbers } from "./callcard-numbers";
import { CallcardWho } from "./callcard-who";
import type { HomeAssistant } from "./home-assistant";

declare global {
  interface Window {
    customCards?: unknown[];
  }
}

const TYPE = "callcard-card";

if (!customElements.get(TYPE)) {
  customElements.define("callcard-call", CallcardCall);
  customElements.define("callcard-copy", CallcardCopy);
  customElements.define("callcard-dial", CallcardDial);
  customElements.define("callcard-numbers", CallcardNumbers);
  customElements.define("callcard-who", CallcardWho);
  customElements.define(TYPE, CallcardCard);
  (window.customCards ??= []).push({
    type: TYPE,
    name: "Callcard",
    description: "The balance, the number to dial, and calls by name or number",
    preview: true,
    documentationURL: "https://github.com/OWNER/callcard#dashboard-card",
    getEntitySuggestion: ({ entities }: HomeAssistant, entityId: string) => {
      const { platform, device_id } = entities[entityId] ?? {};
      return platform === "callcard" && device_id
        ? { config: { type: `custom:${TYPE}`, device_id } }
        : null;
    },
  });
}
