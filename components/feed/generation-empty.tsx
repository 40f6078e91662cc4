"use client";

import { useTranslations } from "use-intl";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";

/** A project without clips, for somebody who may only look: a still to be going on with, and one sentence. */
export function GenerationEmpty() {
  const t = useTranslations("gallery");
  return (
    <div data-slot="generation-empty" className="relative mt-5 overflow-hidden rounded-video">
      <img src="/empty-gallery.webp" alt="" width={1176} height={504} className="absolute inset-0 size-full object-cover opacity-20" />
      <Empty className="relative min-h-[min(40vh,24rem)] justify-center py-12">
        <EmptyTitle>{t("empty.title")}</EmptyTitle>
        <EmptyDescription className="text-text">{t("empty.viewer")}</EmptyDescription>
      </Empty>
    </div>
  );
}
