"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { buttonVariants } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { paths } from "@/lib/shared/paths";

/** Nothing is open; whoever may create is led to where that begins. */
export function QueueEmpty({ mayCreate }: { mayCreate: boolean }) {
  const t = useTranslations("queue.empty");
  return (
    <Empty>
      <EmptyTitle>{t("title")}</EmptyTitle>
      <EmptyDescription>{t("body")}</EmptyDescription>
      {mayCreate && (
        <Link href={paths.home()} className={buttonVariants({ variant: "primary" })}>
          {t("action")}
        </Link>
      )}
    </Empty>
  );
}
