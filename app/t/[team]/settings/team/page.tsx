import { Messages } from "@/components/shell/messages";
import { DeleteTeamButton } from "@/components/teams/delete-team-button";
import { OwnersOnly } from "@/components/teams/owners-only";
import { RenameTeamButton } from "@/components/teams/rename-team-button";
import { TeamLookForm } from "@/components/teams/team-look-form";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { requireMember } from "@/lib/access/callers/require-member";
import { may } from "@/lib/access/permissions";
import { getTranslations, titled } from "@/lib/i18n/request";
import { countQueue } from "@/lib/queue/queries";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";
import { lookOf } from "@/lib/teams/look";
import { listMembers } from "@/lib/teams/queries";

export const generateMetadata = titled("teams.settings");

export default async function TeamSettingsPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.teamSettings(slug));
  if (!may(actor, "team.manage")) return <OwnersOnly page="teams.settings" members={await listMembers(actor)} />;
  const [t, guests, queue, look] = await Promise.all([
    getTranslations("teams.settings"),
    getTranslations("teams.look"),
    countQueue(actor),
    lookOf(actor.teamId),
  ]);
  return (
    <Messages namespaces={["teams"]}>
      <div data-slot="team-settings-page" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
        <PageHeader title={t("title")} />
        <Section title={t("name.title")}>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p dir="auto" className="min-w-0 text-base font-medium [overflow-wrap:anywhere]">
              {team.name}
            </p>
            <RenameTeamButton team={team} />
          </div>
        </Section>
        <Section title={guests("title")} description={guests("description")}>
          <TeamLookForm team={team.slug} look={look} />
        </Section>
        <Section title={t("delete.title")} description={t("delete.description")}>
          <p className="text-sm text-pretty text-quiet">{t("delete.keep")}</p>
          <DeleteTeamButton team={team} underWay={queue.running} />
        </Section>
      </div>
    </Messages>
  );
}
