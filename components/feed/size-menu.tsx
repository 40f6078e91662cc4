"use client";

import { useTranslations } from "use-intl";
import { type Size, SIZE_COOKIE, SIZES } from "@/components/clip/sizes";
import { writeCookie } from "@/components/shell/cookie";
import { buttonVariants } from "@/components/ui/button";
import { Grid2x2 } from "@/components/ui/icons";
import { Menu, MenuContent, MenuRadio, MenuTrigger } from "@/components/ui/menu";

interface SizeMenuProps {
  size: Size;
  onSize: (size: Size) => void;
}

/** How large the cards are. */
export function SizeMenu({ size, onSize }: SizeMenuProps) {
  const t = useTranslations("gallery");
  return (
    <Menu>
      <MenuTrigger
        className={buttonVariants({ variant: "quiet", size: "icon", className: "pointer-coarse:size-11" })}
        aria-label={t("size")}
        title={t("size")}
      >
        <Grid2x2 aria-hidden="true" />
      </MenuTrigger>
      <MenuContent aria-label={t("size")} placement={{ align: "end" }} className="min-w-24">
        {SIZES.map((one) => (
          <MenuRadio
            key={one}
            checked={one === size}
            onSelect={() => {
              writeCookie(SIZE_COOKIE, one);
              onSize(one);
            }}
          >
            {t(`sizes.${one}`)}
          </MenuRadio>
        ))}
      </MenuContent>
    </Menu>
  );
}
