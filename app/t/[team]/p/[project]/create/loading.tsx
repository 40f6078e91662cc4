import { GenerationSkeleton } from "@/components/feed/generation-skeleton";
import { getTranslations } from "@/lib/i18n/request";

export default async function Loading() {
  const t = await getTranslations("gallery");
  return <GenerationSkeleton label={t("loading")} />;
}
