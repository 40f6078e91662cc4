"use client";

import { useTranslations } from "use-intl";
import { Broken } from "@/components/shell/broken";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("broken");
  const words = error.digest ? { body: t("body"), ref: t("ref", { ref: error.digest }) } : { body: t("bodyWithoutRef"), ref: null };
  return <Broken words={{ ...words, title: t("title"), retry: t("retry") }} onRetry={retry} />;
}
