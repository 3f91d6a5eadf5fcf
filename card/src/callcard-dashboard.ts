import { loadTexts, textOf } from "./callcard-element";
import { type HomeAssistant, ownEntities } from "./home-assistant";

const HOURS = 7 * 24;
const DAYS = 30;

/** Makes a dashboard of all accounts: for each its card, its balance and, where that is known, what was spent. */
export class CallcardDashboard extends HTMLElement {
  static async generate(_config: unknown, hass: HomeAssistant) {
    await loadTexts(hass);
    const entities = ownEntities(hass);
    const section = (device_id: string) => {
      const find = (key: string) =>
        entities
          .filter((entity) => entity.device_id === device_id && entity.translation_key === key)
          .map(({ entity_id }) => entity_id);
      const spent = find("spent");
      return {
        type: "grid",
        cards: [
          { type: "custom:callcard-card", device_id },
          { type: "history-graph", entities: find("balance"), hours_to_show: HOURS },
          ...(spent.length
            ? [
                {
                  type: "statistics-graph",
                  entities: spent,
                  stat_types: ["change"],
                  chart_type: "bar",
                  period: "day",
                  days_to_show: DAYS,
                },
              ]
            : []),
        ],
      };
    };
    const devices = new Set(entities.flatMap(({ device_id }) => device_id ?? []));
    return {
      views: [
        {
          title: textOf("config_panel.card.dashboard"),
          type: "sections",
          sections: [...devices].map(section),
        },
      ],
    };
  }
}
