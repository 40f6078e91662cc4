"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { modelLabel } from "@/components/clip/words";
import { type FILTERS, type Find, type FindName, FOUND_STATES } from "@/lib/generations/find/find";
import { MODELS, MODES, RATIOS, RESOLUTIONS } from "@/lib/models/catalog";
import { FINDING_KINDS, VERDICTS } from "@/lib/generations/view";
import { authorsQuery } from "./find-queries";

export type FilterName = (typeof FILTERS)[number];

/** What a filter can be, where that is a list that is known beforehand. */
export const CHOICES = {
  state: FOUND_STATES,
  mode: MODES,
  model: MODELS.map(({ key }) => key),
  ratio: RATIOS,
  resolution: RESOLUTIONS,
  sound: ["on", "off"],
  rating: [1, 2, 3, 4, 5],
  verdict: [...VERDICTS, "none"],
  comments: ["any", "open"],
  findings: ["any", ...FINDING_KINDS],
  favourite: ["yes"],
  stack: ["yes"],
} as const satisfies Partial<{ [Name in FilterName]: readonly unknown[] }>;
export type ChoiceName = keyof typeof CHOICES;

/** The words of what is looked for, in the reader's language. */
export function useFindWords({ team, user }: GalleryPlace, isNamingAuthors: boolean) {
  const t = useTranslations("find");
  const modes = useTranslations("composer.modes");
  const found = useTranslations("gallery.found");
  const format = useFormatter();
  const { data: authors = [user] } = useQuery({ ...authorsQuery(team), enabled: isNamingAuthors });

  const value = (name: FindName, of: Find[FindName]): string => {
    const text = String(of);
    switch (name) {
      case "model":
        return modelLabel(text);
      case "ratio":
        return text === "adaptive" ? t("values.adaptive") : text;
      case "mode":
        return modes(`${text as (typeof MODES)[number]}.label`);
      case "findings":
        return text === "any" ? t("values.findings") : found(text as (typeof FINDING_KINDS)[number]);
      case "author":
        return authors.find(({ id }) => id === text)?.name ?? t("values.somebody");
      case "rating":
        return t("values.stars", { count: Number(of) });
      case "from":
      case "to":
        // A day of the calendar, wherever it is read.
        return format.dateTime(new Date(`${text}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
      case "state":
      case "sound":
      case "verdict":
      case "comments":
      case "favourite":
      case "stack":
      case "sort":
        return t(`values.${name}.${text}` as "values.sound.on");
      default:
        return text;
    }
  };
  return { name: (of: FilterName): string => t(`names.${of}`), value, authors };
}
