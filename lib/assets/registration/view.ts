import type { FailureKind } from "@/lib/providers/types";

/**
 * Where a file stands with the provider's library. `notNeeded`: this provider has none. `unsent`: it goes there when it is used.
 * `forgotten`: the library let it go, and another copy is on its way. `expired`: it was there, and has not been asked for in long.
 */
export type RegistrationState = "notNeeded" | "unsent" | "waiting" | "review" | "ready" | "refused" | "expired" | "forgotten";

/** What may leave the server of one file's copy: neither its id there nor its public address. */
export interface RegistrationView {
  assetId: string;
  state: RegistrationState;
  /** Why it was refused: a key under `failures`, and the provider's own words where it gave any. */
  reason: { code: FailureKind | "inputs"; said: string } | null;
}
