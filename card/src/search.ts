const fold = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/** Whether a word of the name begins like the text, or the number (E.164) has its digits. */
export const isFound = (text: string, name: string, number: string): boolean => {
  const digits = text.replace(/^0+|[^+\d]/g, "");
  return (
    ` ${fold(name)}`.includes(` ${fold(text)}`) || (digits.length > 1 && number.includes(digits))
  );
};
