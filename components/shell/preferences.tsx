"use client";

import { Contrast, Languages } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuTrigger } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/shared/cn";
import { LanguageItems, ThemeItems } from "./preference-items";

const trigger = buttonVariants({ variant: "quiet", size: "icon" });

/** Language and theme, two quiet buttons: also for people who are not signed in. */
export function Preferences({ className }: { className?: string }) {
  const t = useTranslations("common");
  return (
    <div data-slot="preferences" className={cn("flex items-center", className)}>
      <Menu>
        <Tooltip label={t("language")}>
          <MenuTrigger aria-label={t("language")} className={trigger}>
            <Languages aria-hidden="true" />
          </MenuTrigger>
        </Tooltip>
        <MenuContent aria-label={t("language")} placement={{ align: "end" }}>
          <LanguageItems />
        </MenuContent>
      </Menu>
      <Menu>
        <Tooltip label={t("theme.label")}>
          <MenuTrigger aria-label={t("theme.label")} className={trigger}>
            <Contrast aria-hidden="true" />
          </MenuTrigger>
        </Tooltip>
        <MenuContent aria-label={t("theme.label")} placement={{ align: "end" }}>
          <ThemeItems />
        </MenuContent>
      </Menu>
    </div>
  );
}
