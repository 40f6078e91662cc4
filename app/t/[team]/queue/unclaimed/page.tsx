import { BackLink } from "@/components/shell/back-link";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { Tray } from "@/components/unclaimed/tray";
import { OwnersOnly } from "@/components/teams/owners-only";
import { may } from "@/lib/access/permissions";
import { orNotFound, requireMember } from "@/lib/access/callers/require-member";
import { getTranslations, titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { listMembers } from "@/lib/teams/queries";
import { getTray } from "@/lib/generations/searching/tray/queries";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("unclaimed");

export default async function UnclaimedPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.unclaimed(slug));
  if (!may(actor, "unclaimed.manage")) return <OwnersOnly page="unclaimed" members={await listMembers(actor)} />;
  const t = await getTranslations("unclaimed");
  // An owner of another team: the tray is whose the studio is.
  const tray = await orNotFound(getTray(actor));
  return (
    <div data-slot="unclaimed-page" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <div className="flex flex-col gap-3">
        <BackLink href={paths.queue(team.slug)}>{t("back")}</BackLink>
        <PageHeader title={t("title")} description={t("description")} />
      </div>
      <Messages namespaces={["unclaimed"]}>
        <Tray team={team.slug} tray={tray} />
      </Messages>
    </div>
  );
}
