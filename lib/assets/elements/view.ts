import type { ElementWords } from "@/lib/models/mention-tokens";
import type { AssetView } from "../view";

export const ELEMENT_KINDS = ["character", "place", "prop", "voice"] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** One version of an element, as drafts and clips carry it beside its files. */
export interface ElementRef extends ElementWords {
  versionId: string;
  /** The last day on which a real person's consent holds, whatever the version; null: no end. */
  consentUntil: string | null;
}

/** An element as it is now: what a mention of it adds, and who may use it until when. */
export interface ElementView extends ElementRef {
  kind: ElementKind;
  /** How many versions there were, this one among them. */
  version: number;
  /** What a real person agreed to, in words; "" is nothing. */
  consent: string;
  author: { id: string; name: string };
  /** Pictures in their order, and behind them the voice. */
  files: AssetView[];
}

/** A day counts to its end, as days of budgets do: in UTC, so that a team in many places has one. */
export const isConsentOver = ({ consentUntil }: Pick<ElementRef, "consentUntil">, now = new Date()): boolean =>
  consentUntil !== null && consentUntil < now.toISOString().slice(0, 10);
