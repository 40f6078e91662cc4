"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { ResetLinkDialog } from "@/components/teams/reset-link-dialog";
import { buttonVariants } from "@/components/ui/button";
import { Ellipsis, KeyRound, Lock, LockOpen, LogOut } from "@/components/ui/icons";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { disableAccountAction, enableAccountAction, endSessionsOfAction, makeLinkForAction } from "@/lib/studio/operator/actions";
import type { PersonView } from "@/lib/studio/operator/view";

const CALLS = { end: endSessionsOfAction, disable: disableAccountAction, enable: enableAccountAction } as const;

/** What whoever runs the studio can do for, or against, somebody else's account. Each is asked once more. */
export function PersonMenu({ person: { id, name, disabledAt, sessions } }: { person: PersonView }) {
  const t = useTranslations("operator.people");
  const [asking, setAsking] = useState<keyof typeof CALLS | "reset" | null>(null);
  return (
    <>
      <Menu>
        <MenuTrigger aria-label={t("more", { name })} className={buttonVariants({ variant: "quiet", size: "icon" })}>
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("more", { name })} placement={{ align: "end" }}>
          {disabledAt === null ? (
            <>
              <MenuItem onSelect={() => setAsking("reset")}>
                <KeyRound aria-hidden="true" />
                {t("reset")}
              </MenuItem>
              {sessions > 0 && (
                <MenuItem onSelect={() => setAsking("end")}>
                  <LogOut aria-hidden="true" />
                  {t("end.ask")}
                </MenuItem>
              )}
              <MenuItem tone="danger" onSelect={() => setAsking("disable")}>
                <Lock aria-hidden="true" />
                {t("disable.ask")}
              </MenuItem>
            </>
          ) : (
            <MenuItem onSelect={() => setAsking("enable")}>
              <LockOpen aria-hidden="true" />
              {t("enable.ask")}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
      <ResetLinkDialog
        name={name}
        make={(endsSecondStep) => makeLinkForAction({ id, endsSecondStep })}
        open={asking === "reset"}
        onOpenChange={() => setAsking(null)}
      />
      {asking !== null && asking !== "reset" && (
        <ConfirmDialog
          onClose={() => setAsking(null)}
          title={t(`${asking}.title`, { name })}
          body={t(`${asking}.body`, { name })}
          confirm={t(`${asking}.confirm`)}
          variant={asking === "disable" ? "danger" : "primary"}
          call={() => CALLS[asking]({ id })}
          done={t(`${asking}.done`, { name })}
        />
      )}
    </>
  );
}
