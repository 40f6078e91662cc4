"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { BundleOptions } from "@/lib/generations/bundle/schema";
import { beginDownload } from "./begin-download";

/** Begins the download of clips, or of a timeline of them, and says why where it cannot. Answers whether it began. */
export function useDownload(team: string) {
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  return useCallback((ids: string[], how: BundleOptions) => beginDownload({ team, ids, how, errors, common }), [team, errors, common]);
}
