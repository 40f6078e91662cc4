"use client";

import { Contrast, Languages } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuTrigger, useWanted } from "@/components/ui/menu";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/shared/cn";

const load = () => import("./preference-items");
const LanguageItems = late(async () => (await load()).LanguageItems);
const ThemeItems = late(async () => (await load()).ThemeItems);

const trigger = buttonVariants({ variant: "quiet", size: "icon" });

/** Language and theme, two quiet buttons: also for people who are not signed in. */
export function Preferences({ className }: { className?: string }) {
  const t = useTranslations("common");
  const [isLanguageWanted, wantingLanguage] = useWanted(load);
  const [isThemeWanted, wantingTheme] = useWanted(load);
  return (
    <div data-slot="preferences" className={cn("flex items-center", className)}>
      <Menu>
        <Tooltip label={t("language")}>
          <MenuTrigger {...wantingLanguage} aria-label={t("language")} className={trigger}>
            <Languages aria-hidden="true" />
          </MenuTrigger>
        </Tooltip>
        <MenuContent aria-label={t("language")} placement={{ align: "end" }}>
          {isLanguageWanted && <LanguageItems />}
        </MenuContent>
      </Menu>
      <Menu>
        <Tooltip label={t("theme.label")}>
          <MenuTrigger {...wantingTheme} aria-label={t("theme.label")} className={trigger}>
            <Contrast aria-hidden="true" />
          </MenuTrigger>
        </Tooltip>
        <MenuContent aria-label={t("theme.label")} placement={{ align: "end" }}>
          {isThemeWanted && <ThemeItems />}
        </MenuContent>
      </Menu>
    </div>
  );
}
