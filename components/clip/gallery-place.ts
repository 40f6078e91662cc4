import type { Role } from "@/lib/access/callers/actor";
import type { ModelKey, Surface } from "@/lib/models/catalog";
import type { PriceTable } from "@/lib/models/prices";
import type { LabelPolicy } from "@/lib/projects/label-policy";

export interface GalleryPlace {
  /** The team's slug. */
  team: string;
  project: { id: string; slug: string; name: string; aiLabels: LabelPolicy };
  user: { id: string; name: string; role: Role };
  offer: Offer;
}

/** With what clips are made here, and for how much. */
export interface Offer {
  surface: Surface;
  prices: PriceTable;
  /** Absent: those that are offered to everybody. */
  models?: readonly ModelKey[];
}
