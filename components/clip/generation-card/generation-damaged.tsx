import { TriangleAlert } from "@/components/ui/icons";
import { useTranslations } from "use-intl";

/** Over the picture of a clip whose file is missing or other than it was: it may not play, and nobody should wonder why. */
export function GenerationDamaged() {
  const t = useTranslations("gallery");
  return (
    <span
      title={t("damagedHint")}
      className="pointer-events-none absolute top-2 left-2 flex h-5 items-center gap-1 rounded-sm bg-black/65 px-1.5 text-xs text-white"
    >
      <TriangleAlert aria-hidden="true" className="icon size-3" />
      {t("damaged")}
    </span>
  );
}
