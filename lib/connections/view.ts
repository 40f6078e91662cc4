import type { ApiStyle } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import type { ConnectionReport } from "@/lib/providers/test-connection";

/** All that the settings page shows. The key itself never leaves the server; its last four characters do. */
export interface ProviderSettingsView {
  provider: "emulator" | "powertokens";
  baseUrl: string;
  assetBaseUrl: string;
  /** `environment`: the operator set the key, and it cannot be changed here. */
  keySource: "environment" | "settings" | "none";
  keyLastFour: string | null;
  apiStyle: ApiStyle;
  assetHost: "automatic" | "same" | "other";
  /** The two places where the asset library may live. */
  assetHosts: { same: string; other: string };
  prices: PriceTable;
  /** The catalogue's own, to go back to. */
  defaultPrices: PriceTable;
  /** What this key's answers proved; null: not seen yet. */
  facts: { echoesMarker: boolean | null };
  /** Clips that still wait for another key than the present one: they are fetched as soon as it is back. */
  orphaned: number;
}

export type { ConnectionReport };
