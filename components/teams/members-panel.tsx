import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Link2, Pencil, ScrollText } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import type { Role } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import type { InviteView, MemberView } from "@/lib/teams/view";
import { InviteMaker } from "./invite-maker";
import { InviteRow } from "./invite-row";
import { MemberRow } from "./member-row";
import { RolesTable } from "./roles-table";

interface MembersPanelProps {
  team: { slug: string; name: string };
  members: MemberView[];
  invites: InviteView[];
  /** Private projects that an invitation can open. */
  privateProjects: readonly { id: string; name: string }[];
  /** Whether this studio can send mail. */
  mails: boolean;
  /** The reader's own. */
  role: Role;
}

/** Who is in the team and what each may do; for its owners, also who is asked to come. */
export async function MembersPanel({ team, members, invites, privateProjects, mails, role }: MembersPanelProps) {
  const canManage = roleMay(role, "members.manage");
  const [t, shares, audit, format] = await Promise.all([
    getTranslations("teams"),
    getTranslations("shares.page"),
    getTranslations("audit"),
    getFormatter(),
  ]);
  const date = (iso: string) => format.dateTime(new Date(iso), { year: "numeric", month: "short", day: "numeric" });
  const moment = (iso: string) => format.dateTime(new Date(iso), { month: "short", day: "numeric", hour: "numeric", minute: "2-digit" });
  const owners = members.filter((member) => roleMay(member.role, "members.manage")).map((member) => member.name);
  return (
    <div data-slot="members-panel" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <PageHeader
        title={t("title")}
        description={
          canManage ? t("description", { team: team.name }) : t("readOnly", { owners: format.list(owners, { type: "disjunction" }) })
        }
      >
        <div className="flex flex-wrap items-center gap-2">
          {roleMay(role, "shares.write") && (
            <Link href={paths.shares(team.slug)} className={buttonVariants({ variant: "quiet" })}>
              <Link2 aria-hidden="true" />
              {shares("title")}
            </Link>
          )}
          {roleMay(role, "audit.read") && (
            <Link href={paths.audit(team.slug)} className={buttonVariants({ variant: "quiet" })}>
              <ScrollText aria-hidden="true" />
              {audit("title")}
            </Link>
          )}
          {roleMay(role, "team.manage") && (
            <Link href={paths.teamSettings(team.slug)} className={buttonVariants()}>
              <Pencil aria-hidden="true" />
              {t("settings.title")}
            </Link>
          )}
        </div>
      </PageHeader>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {members.map((member) => (
          <MemberRow key={member.userId} team={team} member={member} reader={role} joined={t("joined", { date: date(member.joinedAt) })} />
        ))}
      </ul>
      {canManage && (
        <section aria-labelledby="invite-title" className="flex flex-col gap-3">
          <div>
            <h2 id="invite-title" className="text-lg font-semibold">
              {t("invite.title")}
            </h2>
            <p className="mt-1 text-sm text-pretty text-quiet">{t("invite.description")}</p>
          </div>
          <InviteMaker
            team={team.slug}
            reader={role}
            openInviteIds={invites.map(({ id }) => id)}
            projects={privateProjects}
            mails={mails}
          />
          {invites.length > 0 && (
            <ul aria-label={t("invite.open")} className="divide-y divide-line rounded-lg border border-line bg-surface">
              {invites.map((invite) => (
                <InviteRow
                  key={invite.id}
                  team={team.slug}
                  invite={invite}
                  description={t("invite.byUntil", { person: invite.createdBy, date: moment(invite.expiresAt) })}
                />
              ))}
            </ul>
          )}
        </section>
      )}
      <RolesTable />
    </div>
  );
}
