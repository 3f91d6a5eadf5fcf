/** Money, times and countries, as the user writes them. */

import type { Details } from "./account";
import type { HomeAssistant, Locale } from "./home-assistant";

const NUMBER_LOCALES: Record<string, string> = {
  comma_decimal: "en-US",
  decimal_comma: "de",
  none: "en-US",
  quote_decimal: "de-CH",
  space_comma: "fr",
};

const HOUR_CYCLES: Record<string, "h12" | "h23"> = { 12: "h12", 24: "h23" };

const numberLocale = ({ number_format, language }: Locale): string | undefined =>
  number_format === "system" ? undefined : (NUMBER_LOCALES[number_format] ?? language);

export const money = (
  { amount, currency }: NonNullable<Details["balance"]>,
  locale: Locale,
): string =>
  new Intl.NumberFormat(numberLocale(locale), {
    ...(currency ? { style: "currency", currency } : { minimumFractionDigits: 2 }),
    useGrouping: locale.number_format !== "none",
  }).format(amount);

/** The time of day, with the day unless it is today. */
export const time = (iso: string, { locale, config }: HomeAssistant): string => {
  const { time_format, language } = locale;
  const zone = locale.time_zone === "server" ? { timeZone: config.time_zone } : {};
  const day = new Intl.DateTimeFormat("en", { dateStyle: "short", ...zone });
  const date = new Date(iso);
  return new Intl.DateTimeFormat(time_format === "system" ? undefined : language, {
    ...zone,
    ...(day.format(date) !== day.format() && { day: "numeric", month: "short" }),
    hourCycle: HOUR_CYCLES[time_format],
    hour: "numeric",
    minute: "2-digit",
  }).format(date);
};

export const countryName = (code: string | null, { language }: Locale): string =>
  code ? (new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code) : "";
