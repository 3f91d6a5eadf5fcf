/** Names as people type them: whatever the case, with accents or without, and umlauts also spelt out. */

import type { Contact } from "./account";

const SPELT: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

const fold = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Both ways to write a text, each between spaces. */
const forms = (text: string): string[] =>
  [text, text.toLowerCase().replace(/[äöüß]/g, (letter) => SPELT[letter] ?? letter)].map(
    (form) => ` ${fold(form)} `,
  );

const isAny = (
  text: string,
  name: string,
  is: (text: string, name: string) => boolean,
): boolean => forms(name).some((form) => forms(text).some((other) => is(other, form)));

/** Whether a word of the name begins like the text, or the number (E.164) has its digits. */
export const isFound = (text: string, name: string, number: string): boolean => {
  const digits = text.replace(/^0+|[^+\d]/g, "");
  return (
    isAny(text, name, (part, whole) => whole.includes(part.trimEnd())) ||
    (digits.length > 1 && number.includes(digits))
  );
};

/** Whether a text is meant as a phone number, one that can be called or not. */
export const isNumber = (text: string): boolean => /^(tel:)?\P{L}*\p{Nd}\P{L}*$/iu.test(text);

/** The contacts whom a text names: by the whole name, else, unless it is a number, by whole words of it. */
export const named = (text: string, contacts: Contact[]): Contact[] => {
  const by = (is: (text: string, name: string) => boolean): Contact[] =>
    contacts.filter(({ name }) => isAny(text, name, is));
  const exact = contacts.filter(({ name }) => name === text);
  if (exact.length) return exact;
  const whole = by((part, name) => part === name);
  if (whole.length || isNumber(text)) return whole;
  return by((part, name) => part.trim() !== "" && name.includes(part));
};
