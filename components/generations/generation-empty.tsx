"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";

/** A project without clips: one sentence, and the one thing to do. */
export function GenerationEmpty({ mayCreate, onStart }: { mayCreate: boolean; onStart: () => void }) {
  const t = useTranslations("gallery");
  return (
    <Empty className="relative">
      <EmptyTitle>{t("empty.title")}</EmptyTitle>
      <EmptyDescription>{t(mayCreate ? "empty.body" : "empty.viewer")}</EmptyDescription>
      {mayCreate && <Button onClick={onStart}>{t("empty.action")}</Button>}
    </Empty>
  );
}
