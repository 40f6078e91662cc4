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
      <MenuTrigger className={buttonVariants({ variant: "quiet", size: "icon" })} aria-label={t("export")} title={t("exportTitle")}>
        <Clapperboard aria-hidden="true" />
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
