"use client";

import { useTranslations } from "use-intl";

interface FlagsLineProps {
  flags: readonly string[];
  onRemove: () => void;
}

/** Words of other services that steer nothing here: they would only be read as words. */
export default function FlagsLine({ flags, onRemove }: FlagsLineProps) {
  const t = useTranslations("composer.prompt");
  return (
    <p role="status" className="text-xs text-uncertain">
      {t("flags", { count: flags.length, flags: flags.join(" ") })}{" "}
      <button type="button" className="min-h-6 font-medium text-text underline underline-offset-2" onClick={onRemove}>
        {t("removeFlags")}
      </button>
    </p>
  );
}
