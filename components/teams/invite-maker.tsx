"use client";

import { Link2 } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { FieldError } from "@/components/ui/field";
import type { Role } from "@/lib/access/callers/actor";
import { paths } from "@/lib/shared/paths";
import { createInviteAction } from "@/lib/teams/actions";
import type { NewInviteView } from "@/lib/teams/view";
import { RoleSelect } from "./role-select";

/** Makes one link for one person. It is shown here once: the server keeps only what recognises it. */
export function InviteMaker({ team, reader, openInviteIds }: { team: string; reader: Role; openInviteIds: readonly string[] }) {
  const t = useTranslations("teams");
  const format = useFormatter();
  const router = useRouter();
  const { run, pending, error } = useAction();
  const [role, setRole] = useState<Role>("creator");
  const [newest, setMade] = useState<NewInviteView>();
  // Used or revoked, it lets nobody in any more.
  const made = newest && openInviteIds.includes(newest.invite.id) ? newest : undefined;
  function make() {
    run(
      () => createInviteAction(team, { role }),
      (invite) => {
        setMade(invite);
        router.refresh();
      },
    );
  }
  return (
    <div data-slot="invite-maker" className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <p className="min-w-0 flex-1 basis-48 text-sm text-pretty text-quiet">{t(`roles.${role}.may`)}</p>
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <RoleSelect label={t("invite.role")} value={role} reader={reader} onValueChange={setRole} />
          <Button variant={made ? "secondary" : "primary"} pending={pending} onClick={make}>
            <Link2 aria-hidden="true" />
            {made ? t("invite.another") : t("invite.make")}
          </Button>
        </div>
      </div>
      <FieldError>{error}</FieldError>
      {made && (
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          <CopyField label={t("invite.link")} value={`${window.location.origin}${paths.invite(made.token)}`} />
          <p className="text-xs text-pretty text-quiet">
            {t("invite.made", {
              role: t(`roles.${made.invite.role}.name`),
              date: format.dateTime(new Date(made.invite.expiresAt), { month: "long", day: "numeric", hour: "numeric", minute: "2-digit" }),
            })}
          </p>
        </div>
      )}
    </div>
  );
}
