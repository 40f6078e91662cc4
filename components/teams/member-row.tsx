"use client";

import { KeyRound, UserMinus } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/data/use-change";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { FieldError } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import type { Role } from "@/lib/access/callers/actor";
import { mayGovern, roleMay } from "@/lib/access/permissions";
import { paths } from "@/lib/shared/paths";
import { changeRoleAction, leaveTeamAction, makeResetLinkAction, removeMemberAction } from "@/lib/teams/actions";
import type { MemberView } from "@/lib/teams/view";
import { ResetLinkDialog } from "./reset-link-dialog";
import { RoleSelect } from "./role-select";

interface MemberRowProps {
  team: { slug: string; name: string };
  member: MemberView;
  /** The reader's own role. Whoever may give roles sees why one cannot be changed. */
  reader: Role;
  /** When they joined, in the reader's words. */
  joined: string;
}

export function MemberRow({ team, member, reader, joined }: MemberRowProps) {
  const t = useTranslations("teams");
  const common = useTranslations("common");
  const router = useRouter();
  const { change, pending, error } = useChange();
  const [removing, setRemoving] = useState(false);
  const [resetting, setResetting] = useState(false);
  const [lowering, setLowering] = useState<Role | null>(null);
  const [removed, setRemoved] = useState(false);
  const reasonId = useId();
  const removal = member.isYou ? "leave" : "remove";
  const names = { name: member.name, team: team.name };
  const isGoverned = mayGovern(reader, member.role);
  const isStuck = isGoverned && !member.can.changeRole;
  const give = (role: Role) => changeRoleAction(team.slug, { userId: member.userId, role });
  if (removed) return null;
  return (
    <li data-slot="member-row" className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Avatar name={member.name} className="size-[36px]" />
      <div className="min-w-0 flex-1 basis-32">
        <p className="flex min-w-0 items-center gap-2 text-base font-medium">
          <span className="truncate">{member.name}</span>
          {member.isYou && <Badge>{common("you")}</Badge>}
        </p>
        <p className="truncate text-xs text-quiet">{member.email}</p>
      </div>
      <p className="text-xs text-quiet max-lg:hidden">{joined}</p>
      <div className="flex min-w-0 items-center gap-1 max-sm:w-full max-sm:pl-[52px]">
        {isGoverned ? (
          <RoleSelect
            label={t("roleOf", { name: member.name })}
            value={member.role}
            reader={reader}
            disabled={pending || isStuck}
            aria-describedby={isStuck ? reasonId : undefined}
            onValueChange={(role) => (member.links > 0 && !roleMay(role, "shares.write") ? setLowering(role) : change(() => give(role)))}
          />
        ) : (
          <p className="text-sm text-quiet sm:text-text">{t(`roles.${member.role}.name`)}</p>
        )}
        {member.can.reset ? (
          <IconButton label={t("reset.label", { name: member.name })} onClick={() => setResetting(true)}>
            <KeyRound aria-hidden="true" />
          </IconButton>
        ) : (
          // Nobody resets their own password; its place stays, so that the roles stand in one column.
          roleMay(reader, "members.reset") && <span aria-hidden="true" className="size-control max-sm:hidden" />
        )}
        {(isGoverned || member.isYou) && (
          <IconButton
            label={member.isYou ? t("leave.label") : t("remove.label", { name: member.name })}
            disabled={!member.can.remove}
            onClick={() => setRemoving(true)}
          >
            <UserMinus aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {isStuck && (
        <p id={reasonId} className="w-full pl-[52px] text-xs text-quiet">
          {t("lastOwner")}
        </p>
      )}
      <FieldError className="w-full pl-[52px]">{error}</FieldError>
      <ResetLinkDialog
        name={member.name}
        make={(endsSecondStep) => makeResetLinkAction(team.slug, { userId: member.userId, endsSecondStep })}
        open={resetting}
        onOpenChange={setResetting}
      />
      {/* Their guests lose something with it, which another role later does not give back. */}
      {lowering && (
        <ConfirmDialog
          onClose={() => setLowering(null)}
          title={t("lower.title", { name: member.name, role: t(`roles.${lowering}.name`) })}
          body={t("lower.body", { name: member.name, count: member.links })}
          confirm={t("lower.confirm")}
          call={() => give(lowering)}
        />
      )}
      {/* Taking someone's way in away cannot be undone by a click, so it is asked first. */}
      <ConfirmDialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t(`${removal}.title`, names)}
        body={t(`${removal}.body`, names)}
        confirm={t(`${removal}.confirm`)}
        call={() => (member.isYou ? leaveTeamAction(team.slug, {}) : removeMemberAction(team.slug, { userId: member.userId }))}
        done={member.isYou ? undefined : t("remove.done", names)}
        onDone={() => {
          if (member.isYou) return window.location.assign(paths.home());
          // They are out: the row need not wait for the page to know it.
          setRemoved(true);
          router.refresh();
        }}
      />
    </li>
  );
}
