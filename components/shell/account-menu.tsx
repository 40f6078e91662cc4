"use client";

import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuContent, MenuTrigger, useWanted } from "@/components/ui/menu";
import { signOutAction } from "@/lib/accounts/actions";
import { paths } from "@/lib/shared/paths";

const AccountItems = late(async () => (await import("./account-items")).default);

interface AccountMenuProps {
  team: string;
  user: { name: string; email: string; isOperator: boolean };
}

/** Who you are here, how the studio speaks and looks, and the way out. */
export function AccountMenu({ team, user }: AccountMenuProps) {
  const t = useTranslations("shell");
  const [isWanted, wanting] = useWanted(AccountItems.fetch);
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
        {...wanting}
        aria-label={t("account", { name: user.name })}
        aria-busy={pending || undefined}
        className="flex size-9 items-center justify-center rounded-full transition-opacity hover:opacity-80 aria-busy:opacity-45 pointer-coarse:size-11"
      >
        <Avatar name={user.name} />
      </MenuTrigger>
      <MenuContent aria-label={t("account", { name: user.name })} placement={{ align: "end" }} className="w-60">
        {isWanted && <AccountItems team={team} user={user} onSignOut={signOut} />}
      </MenuContent>
    </Menu>
  );
}
