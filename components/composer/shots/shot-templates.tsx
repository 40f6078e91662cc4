"use client";

import { Sparkles } from "@/components/ui/icons";
import { useState, type ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { buttonVariants } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import { findTemplates, type ShotTemplate, TEMPLATE_KINDS } from "@/lib/recipes/shots/templates";
import { tableLanguageOf } from "@/lib/recipes/table/columns";

interface ShotTemplatesProps {
  label: string;
  onChoose: (template: ShotTemplate) => void;
  /** Beside the picture, where there is room. */
  children?: ReactNode;
}

/** Camera, light and style, found by a word in either language. */
export function ShotTemplates({ label, onChoose, children }: ShotTemplatesProps) {
  const t = useTranslations("shots.templates");
  const locale = tableLanguageOf(useLocale());
  // A hundred rows have a menu each; one is filled when somebody comes near.
  const [isNear, setNear] = useState(false);
  const [sought, setSought] = useState("");
  const found = isNear ? findTemplates(sought) : [];
  const near = () => setNear(true);
  return (
    <Menu>
      <MenuTrigger
        aria-label={label}
        title={label}
        onFocus={near}
        onPointerEnter={near}
        onPointerDown={near}
        className={buttonVariants({ variant: "quiet", size: children ? "sm" : "icon" })}
      >
        <Sparkles aria-hidden="true" />
        {children}
      </MenuTrigger>
      <MenuContent
        aria-label={label}
        className="w-72 max-w-[calc(100vw-1rem)]"
        placement={{ align: "end" }}
        onOpenChange={(open) => open || setSought("")}
        search={
          isNear && (
            <form
              role="search"
              className="sticky -top-1 z-10 -mx-1 -mt-1 bg-overlay p-1.5"
              onSubmit={(event) => {
                event.preventDefault();
                event.currentTarget.closest<HTMLElement>("[popover]")?.hidePopover();
                if (found[0]) onChoose(found[0]);
              }}
            >
              <Input
                type="search"
                aria-label={t("find")}
                placeholder={t("find")}
                value={sought}
                autoComplete="off"
                onChange={(event) => setSought(event.target.value)}
              />
            </form>
          )
        }
      >
        {isNear && found.length === 0 && <p className="px-2 py-1.5 text-sm text-quiet">{t("none")}</p>}
        {TEMPLATE_KINDS.map((kind) => {
          const those = found.filter((template) => template.kind === kind);
          return (
            those.length > 0 && (
              <div key={kind} role="group" aria-label={t(kind)}>
                <MenuLabel>{t(kind)}</MenuLabel>
                {those.map((template) => (
                  <MenuItem key={template.id} onSelect={() => onChoose(template)}>
                    {template.label[locale]}
                  </MenuItem>
                ))}
              </div>
            )
          );
        })}
      </MenuContent>
    </Menu>
  );
}
