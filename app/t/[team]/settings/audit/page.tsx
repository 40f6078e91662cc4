import { notFound } from "next/navigation";
import { AuditForm } from "@/components/audit/audit-form";
import { AuditTable } from "@/components/audit/audit-table";
import { buttonVariants } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/access/callers/require-member";
import { may } from "@/lib/access/permissions";
import { getTimeZone, getTranslations, titled } from "@/lib/i18n/request";
import { getEnv } from "@/lib/platform/env";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";
import { listAudit } from "@/lib/teams/audit/list-audit";
import { auditSchema } from "@/lib/teams/audit/schema";
import { listMembers } from "@/lib/teams/queries";

export const generateMetadata = titled("audit");

interface AuditPageProps {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.audit(slug));
  if (!may(actor, "audit.read")) notFound();
  const zone = await getTimeZone();
  const { before, ...find } = auditSchema.parse({ ...(await searchParams), zone });
  const [t, page, members] = await Promise.all([getTranslations("audit"), listAudit(actor, { ...find, before }), listMembers(actor)]);
  // The zone is the reader's own: an address that is passed on does not carry it.
  const { zone: _, ...said } = find;
  return (
    <div data-slot="audit-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
      <PageHeader title={t("title")} description={t("description", { team: team.name, days: getEnv().auditDays })}>
        <a href={paths.api.auditExport(slug, find)} download className={buttonVariants()}>
          <Download aria-hidden="true" />
          {t("export")}
        </a>
      </PageHeader>
      <AuditForm team={slug} find={said} people={members.map(({ userId, name }) => ({ userId, name }))} />
      <AuditTable team={slug} find={said} page={page} isFirst={before === undefined} />
    </div>
  );
}
