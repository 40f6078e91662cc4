"use client";

import { Link2 } from "@/components/ui/icons";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { Button } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { revokeInviteAction } from "@/lib/teams/actions";
import type { InviteView } from "@/lib/teams/view";

interface InviteRowProps {
  team: string;
  invite: InviteView;
  /** Who made it and until when it works, in the reader's words. */
  description: string;
}

export function InviteRow({ team, invite, description }: InviteRowProps) {
  const t = useTranslations("teams");
  const { change, pending, error } = useChange();
  return (
    <li data-slot="invite-row" className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <span className="flex size-[36px] shrink-0 items-center justify-center rounded-full border border-dashed border-line-strong text-quiet">
        <Link2 aria-hidden="true" className="icon" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-base font-medium">{[invite.email, t(`roles.${invite.role}.name`)].filter(Boolean).join(" · ")}</p>
        <p className="text-xs text-pretty text-quiet">{description}</p>
      </div>
      {invite.can.revoke && (
        <Button size="sm" variant="danger" pending={pending} onClick={() => change(() => revokeInviteAction(team, { id: invite.id }))}>
          {t("invite.revoke")}
        </Button>
      )}
      <FieldError className="w-full pl-[52px]">{error}</FieldError>
    </li>
  );
}
