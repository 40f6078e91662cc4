"use client";

import { Clapperboard } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { EDIT_FORMATS, type EditFormat } from "@/lib/handover/edit";

/** A timeline of what is chosen, for editing software; the formats are called alike in every language. */
export function ExportMenu({ onExport }: { onExport: (format: EditFormat) => void }) {
  const t = useTranslations("marks");
  return (
    <Menu>
      <MenuTrigger className={buttonVariants({ variant: "quiet" })} title={t("exportTitle")}>
        <Clapperboard aria-hidden="true" />
        <span className="max-[90rem]:sr-only">{t("export")}</span>
      </MenuTrigger>
      <MenuContent aria-label={t("exportTitle")}>
        {EDIT_FORMATS.map((format) => (
          <MenuItem key={format} onSelect={() => onExport(format)}>
            {format.toUpperCase()}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
