"use client";

import { useTranslations } from "use-intl";
import { lookOn } from "@/components/clip/find-address";
import { Button } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { parseFind } from "@/lib/generations/find/find";

/** Letters or digits of any script: signs alone are in no index. */
const HAS_WORD = /[\p{L}\p{N}]/u;

/** Nothing fits, and the way back to everything. */
export function FindEmpty({ find }: { find: string }) {
  const t = useTranslations("find.empty");
  const { q } = parseFind(find);
  return (
    <Empty className="min-h-[min(40vh,24rem)] justify-center py-12">
      <EmptyTitle>{t("title")}</EmptyTitle>
      <EmptyDescription>{t(q !== undefined && !HAS_WORD.test(q) ? "signs" : q === undefined ? "filters" : "words")}</EmptyDescription>
      <Button onClick={() => lookOn({})}>{t("clear")}</Button>
    </Empty>
  );
}
