/** Shown once. */
export interface RecoveryCodesView {
  codes: string[];
}

/** What an authenticator app is given, and nobody can read again later. */
export interface NewAuthenticatorView {
  /** To be typed where nothing can be scanned. */
  secret: string;
  /** Opens the app where it is on this device. */
  uri: string;
  /** The same as a QR code: so many squares each way, and the path that fills the dark ones. */
  code: { size: number; path: string };
}

/** How the second step of a person stands; null: they have none. */
export type SecondStepView = { since: string; codesLeft: number } | null;
