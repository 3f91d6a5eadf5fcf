/** Contacts that a text may mean. */

import type { Contact } from "./account";

const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** The contacts with a word of their name, or a part of their number, that begins like the text. */
export const suggested = (contacts: Contact[], text: string): Contact[] => {
  const wanted = fold(text);
  const digits = text.replace(/\D/g, "");
  return contacts.filter(
    ({ name, number }) =>
      !wanted ||
      ` ${fold(name)}`.includes(` ${wanted}`) ||
      (digits.length > 1 && number.includes(digits)),
  );
};
