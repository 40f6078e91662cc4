import type { SignUpRule } from "../view";

/** What can be done with somebody whom a provider brought, and who is not known yet. */
export type ArrivalView = { provider: string } & (
  | /** They are signed in: it can be connected with this account. */
    { can: "connect"; email: string | null; account: string }
    /** Somebody new: they can open an account. */
  | { can: "open"; email: string; name: string }
  /** An account has this address: its person signs in first. */
  | { can: "sign-in"; email: string }
  /** The provider does not say that the address is theirs. */
  | { can: "nothing"; why: "unproven" | Exclude<SignUpRule, "open"> }
);

/** One provider by which a person comes in. */
export interface IdentityView {
  id: string;
  provider: string;
  email: string | null;
  connectedAt: string;
  lastUsedAt: string;
}

/** How a person comes in by others. */
export interface IdentitiesView {
  identities: IdentityView[];
  /** Those that can be connected. */
  providers: { id: string; name: string }[];
}
