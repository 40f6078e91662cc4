import type { Metadata } from "next";
import { ProviderSettings } from "@/components/provider/provider-settings";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/shell/page-header";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { may } from "@/lib/access/permissions";
import { requireMember } from "@/lib/access/callers/require-member";
import { getProviderSettings } from "@/lib/connections/settings";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { listMembers } from "@/lib/teams/queries";
import { readSlug } from "@/lib/shared/slug";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("provider");
  return { title: t("title") };
}

export default async function ProviderPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.provider(slug));
  const t = await getTranslations("provider");
  if (!may(actor, "provider.manage")) {
    const [members, format] = await Promise.all([listMembers(actor), getFormatter()]);
    const owners = members.filter((member) => member.role === "owner").map((member) => member.name);
    return (
      <div data-slot="provider-page" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
        <PageHeader title={t("title")} />
        <Empty>
          <EmptyTitle>{t("closed.title")}</EmptyTitle>
          <EmptyDescription>{t("closed.body", { owners: format.list(owners, { type: "disjunction" }) })}</EmptyDescription>
        </Empty>
      </div>
    );
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
