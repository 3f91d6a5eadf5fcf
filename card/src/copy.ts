/** Copies a text, also where the browser has no clipboard for us: on pages over plain http. */
export const copy = async (text: string, beside: HTMLElement): Promise<void> => {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement("textarea");
  field.value = text;
  beside.append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand("copy");
  field.remove();
};
