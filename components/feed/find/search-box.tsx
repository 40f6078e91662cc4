"use client";

import { useTranslations } from "use-intl";
import { look } from "@/components/clip/find-address";
import { SearchField } from "@/components/find/search-field";
import { parseFind } from "@/lib/generations/find/find";

/** Looks for clips by words. */
export function SearchBox({ find }: { find: string }) {
  const t = useTranslations("find");
  return (
    <SearchField
      folds
      label={t("search")}
      hint={t("searchHint")}
      q={parseFind(find).q ?? ""}
      // What else is looked for may have changed until then.
      onLook={(q) => look({ ...parseFind(location.search), q }, { isTyping: true })}
    />
  );
}
