/** Registers the card with the browser, and offers it in Home Assistant's card picker. */

import "./registry";

import { CallcardCall } from "./callcard-call";
import { CallcardCard } from "./callcard-card";
import { CallcardCopy } from "./callcard-copy";
import { CallcardDial } from "./callcard-dial";
import { CallcardDashboard } from "./callcard-dashboard";
import { CallcardNumbers } from "./callcard-numbers";
import { CallcardRecent } from "./callcard-recent";
import { CallcardSms } from "./callcard-sms";
import { CallcardWho } from "./callcard-who";
import type { HomeAssistant } from "./home-assistant";

declare global {
  interface Window {
    customCards?: unknown[];
    customStrategies?: unknown[];
  }
}

const TYPE = "callcard-card";
const documentationURL = "https://github.com/OWNER/callcard#dashboard-card";

if (!customElements.get(TYPE)) {
  customElements.define("callcard-call", CallcardCall);
  customElements.define("callcard-copy", CallcardCopy);
  customElements.define("callcard-dial", CallcardDial);
  customElements.define("callcard-numbers", CallcardNumbers);
  customElements.define("callcard-recent", CallcardRecent);
  customElements.define("callcard-sms", CallcardSms);
  customElements.define("callcard-who", CallcardWho);
  customElements.define(TYPE, CallcardCard);
  (window.customCards ??= []).push({
    type: TYPE,
    name: "Calling card (Callcard)",
    description: "Phone calls and SMS with a 42com or 42call account: contacts, the number to dial, the balance",
    preview: true,
    documentationURL,
    getEntitySuggestion: ({ entities }: HomeAssistant, entityId: string) => {
      const { platform, device_id } = entities[entityId] ?? {};
      return platform === "callcard" && device_id
        ? { config: { type: `custom:${TYPE}`, device_id } }
        : null;
    },
  });
  customElements.define("ll-strategy-dashboard-callcard", CallcardDashboard);
  (window.customStrategies ??= []).push({
    type: "callcard",
    strategyType: "dashboard",
    name: "Calling card",
    description: "Every 42com or 42call account: its card, its balance, and what was spent",
    documentationURL,
  });
}
