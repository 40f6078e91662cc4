"use client";

import { CircleUser, Command, Keyboard, LogOut, MessageSquareText } from "lucide-react";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { showPalette } from "./palette/palette";
import { signOutAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";
import { LanguageItems, ThemeItems } from "./preference-items";

interface AccountMenuProps {
  team: string;
  user: { name: string; email: string };
}

/** Who you are here, how the studio speaks and looks, and the way out. */
export function AccountMenu({ team, user }: AccountMenuProps) {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const [pending, startTransition] = useTransition();
  function signOut() {
    startTransition(async () => {
      await signOutAction();
      // A whole load: nothing of this person stays in the page's memory.
      window.location.assign(paths.signIn());
    });
  }
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("account", { name: user.name })}
        aria-busy={pending || undefined}
        className="flex size-9 items-center justify-center rounded-full transition-opacity hover:opacity-80 aria-busy:opacity-45 pointer-coarse:size-11"
      >
        <Avatar name={user.name} />
      </MenuTrigger>
      <MenuContent aria-label={t("account", { name: user.name })} placement={{ align: "end" }} className="w-60">
        <div role="presentation" className="px-2 pt-2 pb-1.5">
          <p className="truncate text-sm font-medium">{user.name}</p>
          <p className="truncate text-xs text-quiet">{user.email}</p>
        </div>
        <div role="group" aria-label={common("language")} className="md:hidden">
          <MenuSeparator />
          <MenuLabel aria-hidden="true">{common("language")}</MenuLabel>
          <LanguageItems />
        </div>
        <div role="group" aria-label={common("theme.label")} className="md:hidden">
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
        <MenuLink href={paths.account()}>
          <CircleUser aria-hidden="true" />
          {t("yourAccount")}
        </MenuLink>
        <MenuItem onSelect={signOut}>
          <LogOut aria-hidden="true" />
          {t("signOut")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
