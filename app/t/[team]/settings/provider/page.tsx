import { ProviderSettings } from "@/components/provider/provider-settings";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { OwnersOnly } from "@/components/teams/owners-only";
import { may } from "@/lib/access/permissions";
import { requireMember } from "@/lib/access/callers/require-member";
import { describeConnection } from "@/lib/connections/connection";
import { getProviderSettings } from "@/lib/connections/settings";
import { getTranslations, titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { listMembers } from "@/lib/teams/queries";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("provider");

export default async function ProviderPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.provider(slug));
  const t = await getTranslations("provider");
  if (!may(actor, "provider.manage")) {
    const tail = may(actor, "provider.read") ? (await describeConnection(actor.teamId)).keyLastFour : null;
    const note = tail && t("closed.key", { tail });
    return <OwnersOnly page="provider" members={await listMembers(actor)} note={note} />;
  }
  const settings = await getProviderSettings(actor);
  return (
    <div data-slot="provider-page" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <PageHeader title={t("title")} description={t("description")} />
      <Messages namespaces={["provider", "failures"]}>
        <ProviderSettings team={team.slug} initial={settings} />
      </Messages>
    </div>
  );
}
