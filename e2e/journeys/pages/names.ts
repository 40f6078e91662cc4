/** An accessible name that begins with these words, whatever follows them. */
export const beginsWith = (words: string): RegExp => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
