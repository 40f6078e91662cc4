import type { useTranslations } from "use-intl";

/** The words of a part of the studio, for functions that are no components. */
export type WordsOf<Part extends "marks" | "gallery" | "chain" | "errors" | "common" | "assetProblems"> = ReturnType<
  typeof useTranslations<Part>
>;
