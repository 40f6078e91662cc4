import { notFound } from "next/navigation";
import { SharesPanel } from "@/components/shares/shares-panel";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/access/callers/require-member";
import { may } from "@/lib/access/permissions";
import { getTranslations, titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";
import { listShares } from "@/lib/shares/list-shares";

export const generateMetadata = titled("shares.page");

export default async function SharesPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.shares(slug));
  if (!may(actor, "shares.write")) notFound();
  const [t, shares] = await Promise.all([getTranslations("shares.page"), listShares(actor, { of: null })]);
  const mayManageAll = may(actor, "shares.manageAll");
  return (
    <div className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <PageHeader title={t("title")} description={mayManageAll ? t("all", { team: team.name }) : t("own")} />
      <Messages namespaces={["shares"]}>
        <SharesPanel team={team.slug} shares={shares} mayRevokeAll={mayManageAll} />
      </Messages>
    </div>
  );
}
