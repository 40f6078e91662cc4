/** Somebody who has verified themselves with the provider, or is about to. */
export interface PersonView {
  id: string;
  name: string;
  isVerified: boolean;
}

/** The link on which somebody verifies themselves. It is for them alone, and kept nowhere. */
export interface PersonLink {
  url: string;
  /** Whose page it is, to be read before it is opened. */
  host: string;
  /** For so long whoever appears is taken for this person. */
  minutes: number;
}
