import type { ApiStyle, ModelKey } from "@/lib/models/catalog";
import type { ProviderHost } from "@/lib/models/hosts";
import type { PriceTable } from "@/lib/models/prices";
import type { AccountFailure } from "@/lib/providers/types";
import type { ConnectionCheck, ConnectionReport } from "@/lib/providers/test-connection";

/** All that the settings page shows. The key itself never leaves the server; its last four characters do. */
export interface ProviderSettingsView {
  /** Whose rules hold; the emulator plays the one that the operator names. */
  host: ProviderHost;
  /** No key: a stand-in on this machine answers. */
  isEmulator: boolean;
  /** The emulator runs beside a key, because the launcher knows only a key of the settings. */
  isEmulatorBeside: boolean;
  baseUrl: string;
  /** The operator's address for keys that are saved from now on; a stored key keeps the one it was saved for. */
  configuredBaseUrl: string;
  /** Where the asset library is asked for first. */
  assetBaseUrl: string;
  /** `environment`: the operator set the key, and it cannot be changed here. `studio`: the team uses the operator's. */
  keySource: "environment" | "settings" | "none" | "studio";
  keyLastFour: string | null;
  /** It was sealed with another AUTH_SECRET, so that it has to be entered again. */
  isKeyUnreadable: boolean;
  /** There are keys, and none that this team may use. */
  isKeyMissing: boolean;
  /** For the operator: whether teams without a key of their own may use this one; null for a team. */
  isShared: boolean | null;
  apiStyle: ApiStyle;
  assetHost: "automatic" | "same" | "other";
  /** The address that each choice asks first. */
  assetHosts: { automatic: string; same: string; other: string };
  prices: PriceTable;
  /** Whether an owner entered them, or they are the catalogue's. */
  hasOwnPrices: boolean;
  facts: ProviderFactsView;
  /** The account itself was turned away, and everything waits; null: it was not. */
  refusal: AccountRefusalView | null;
  /** Clips that still wait for another key than the present one: they are fetched as soon as it is back. */
  orphaned: number;
}

export interface AccountRefusalView {
  reason: AccountFailure;
  /** ISO time at which one clip finds out whether it still holds. */
  nextTryAt: string;
  /** Clips that wait. */
  waiting: number;
}

/** What this key's answers proved. */
export interface ProviderFactsView {
  /** null: not seen yet. */
  echoesMarker: boolean | null;
  /** What its list of models named at the last test; null before it. */
  models: { known: ModelKey[]; unknownIds: string[]; testedAt: string } | null;
}

/** What a connection test found, and what is known of the key since. */
export interface ConnectionTestView {
  report: ConnectionReport;
  facts: ProviderFactsView;
  refusal: AccountRefusalView | null;
}

export type { ConnectionCheck, ConnectionReport };
