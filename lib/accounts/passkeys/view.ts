export interface PasskeyView {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
  /** The domain that it is for, where that is not this one: it cannot be used here. */
  elsewhere: string | null;
}

export interface PasskeysView {
  passkeys: PasskeyView[];
  /** Whether browsers allow passkeys at this address. */
  isPossible: boolean;
}
