/**
 * Whether what the list wrote still stands in the prompt as it was written. Changed by hand, it belongs to whoever changed it.
 */
export const isPut = (prompt: string, put: string | undefined): put is string => Boolean(put) && prompt.includes(put!);

/** Whether a person has shots in the prompt that the list did not write, or not so. */
export const hasOtherShots = (prompt: string, put: string | undefined): boolean =>
  /\bshot\s?[1-9]|镜头\s?[1-9]/iu.test(ownWords(prompt, put));

/** The prompt with the list in it: in its own place where it stands there already, else behind everything else. */
export function putShots(prompt: string, put: string | undefined, text: string): string {
  if (isPut(prompt, put)) return prompt.replace(put, () => text);
  const own = prompt.trimEnd();
  return own === "" ? text : `${own}\n${text}`;
}

/** What a person wrote beside the list, with their own blank lines: only where the list stood it is closed up. */
export function ownWords(prompt: string, put: string | undefined): string {
  if (!isPut(prompt, put)) return prompt.trim();
  const at = prompt.indexOf(put);
  return [prompt.slice(0, at).trim(), prompt.slice(at + put.length).trim()].filter(Boolean).join("\n");
}
