import { useTranslations } from "use-intl";
import { Avatar } from "@/components/ui/avatar";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

/** Whose it is, where it is somebody else's: a small disc for the eye, the name for whoever rests on it or listens. */
export function GenerationAuthor({ name }: { name: string }) {
  const t = useTranslations("gallery");
  return (
    <span title={t("by", { name })} className="inline-flex shrink-0">
      <Avatar name={name} className="size-5" />
      <VisuallyHidden>{t("by", { name })}</VisuallyHidden>
    </span>
  );
}
