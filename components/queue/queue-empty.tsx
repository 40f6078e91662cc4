"use client";

import { useTranslations } from "use-intl";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";

export function QueueEmpty() {
  const t = useTranslations("queue.empty");
  return (
    <Empty>
      <EmptyTitle>{t("title")}</EmptyTitle>
      <EmptyDescription>{t("body")}</EmptyDescription>
    </Empty>
  );
}
