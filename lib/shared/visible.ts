/** Anything but what leaves nothing to see: control and format characters, spaces of all kinds, and the fillers that draw nothing. */
const SEEN = /[^\p{C}\p{Z}\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a person would see anything of this text. */
export const isVisible = (text: string): boolean => SEEN.test(text);
