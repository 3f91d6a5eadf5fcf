/** Money, times, countries, and names beside numbers, as the user writes them. */

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

/** What people type for a country beside its name and code. */
const NICKNAMES: Record<string, string> = {
  AE: "UAE",
  GB: "UK England Scotland Wales",
  NL: "Holland",
  US: "USA America",
};

/** Home Assistant's Portuguese is that of Portugal, where amounts are not written as in Brazil. */
const intlLanguage = (language: string): string => (language === "pt" ? "pt-PT" : language);

const numberLocale = ({ number_format, language }: Locale): string | undefined =>
  number_format === "system"
    ? undefined
    : (NUMBER_LOCALES[number_format] ?? intlLanguage(language));

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
  return new Intl.DateTimeFormat(time_format === "system" ? undefined : intlLanguage(language), {
    ...zone,
    ...(day.format(date) !== day.format() && { day: "numeric", month: "short" }),
    hourCycle: HOUR_CYCLES[time_format],
    hour: "numeric",
    minute: "2-digit",
  }).format(date);
};

export const countryName = (code: string | null, { language }: Locale): string =>
  code
    ? (new Intl.DisplayNames(intlLanguage(language), { type: "region" }).of(code) ?? code)
    : "";

/** All that a country may be searched by. */
export const countryWords = (code: string | null, locale: Locale): string =>
  code ? `${countryName(code, locale)} ${code} ${NICKNAMES[code] ?? ""}` : "";

/** A number within a text: it must not break, nor turn around where one writes from right to left. */
export const ltr = (number: string): string => `\u2066${number.replaceAll(" ", "\u00a0")}\u2069`;

/** A name within a text: where it is written from right to left, it turns nothing beside it around, nor a number in it. */
export const isolated = (name: string): string =>
  /[\u0590-\u08ff\ufb1d-\ufefc]/.test(name)
    ? `\u2068${name.replace(/\+?\d[\d\s()./-]*\d/g, ltr)}\u2069`
    : name;
