/** Two names that a reader takes for one have one key. */
export const nameKey = (name: string): string => name.normalize("NFKC").toLowerCase();
