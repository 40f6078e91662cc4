"use client";

import { useTranslations } from "use-intl";
import { Broken } from "@/components/shell/broken";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("common");
  const words = error.digest
    ? { body: t("broken.body"), ref: t("broken.ref", { ref: error.digest }) }
    : { body: t("broken.bodyWithoutRef"), ref: null };
  return <Broken words={{ ...words, title: t("broken.title"), retry: t("retry") }} onRetry={retry} />;
}
