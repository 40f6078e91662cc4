"use client";

import { CircleUser, Command, Keyboard, LogOut, MessageSquareText, SlidersHorizontal, Users } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { MenuItem, MenuLabel, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { showPalette } from "./palette/palette";
import { paths } from "@/lib/shared/paths";
import { LanguageItems, ThemeItems } from "./preference-items";

interface AccountItemsProps {
  team: string;
  user: { name: string; email: string; isOperator: boolean };
  onSignOut: () => void;
}

/** What the menu of an account holds: who it is, how the studio speaks and looks, and the ways on. */
export default function AccountItems({ team, user, onSignOut }: AccountItemsProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  return (
    <>
      <div role="presentation" className="px-2 pt-2 pb-1.5">
        <p className="truncate text-sm font-medium">{user.name}</p>
        <p className="truncate text-xs text-quiet">{user.email}</p>
      </div>
      <div role="group" aria-label={common("language")}>
        <MenuSeparator />
        <MenuLabel aria-hidden="true">{common("language")}</MenuLabel>
        <LanguageItems />
      </div>
      <div role="group" aria-label={common("theme.label")}>
        <MenuSeparator />
        <MenuLabel aria-hidden="true">{common("theme.label")}</MenuLabel>
        <ThemeItems />
      </div>
      <MenuSeparator />
      <MenuItem className="max-md:hidden" onSelect={() => showPalette("palette")}>
        <Command aria-hidden="true" />
        {t("palette.title")}
      </MenuItem>
      <MenuItem className="max-md:hidden" onSelect={() => showPalette("keys")}>
        <Keyboard aria-hidden="true" />
        {t("palette.keys.title")}
      </MenuItem>
      <MenuLink href={paths.reviews(team)}>
        <MessageSquareText aria-hidden="true" />
        {t("reviews")}
      </MenuLink>
      <MenuLink href={paths.teams()}>
        <Users aria-hidden="true" />
        {t("yourTeams")}
      </MenuLink>
      <MenuLink href={paths.account()}>
        <CircleUser aria-hidden="true" />
        {t("yourAccount")}
      </MenuLink>
      {user.isOperator && (
        <MenuLink href={paths.operator()}>
          <SlidersHorizontal aria-hidden="true" />
          {t("operator")}
        </MenuLink>
      )}
      <MenuItem onSelect={onSignOut}>
        <LogOut aria-hidden="true" />
        {t("signOut")}
      </MenuItem>
    </>
  );
}
