import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/shell/page-header";
import { Tray } from "@/components/unclaimed/tray";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { may } from "@/lib/access/permissions";
import { requireMember } from "@/lib/access/callers/require-member";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { AppError } from "@/lib/shared/errors";
import { paths } from "@/lib/shared/paths";
import { listMembers } from "@/lib/teams/queries";
import { getTray } from "@/lib/generations/searching/tray/queries";
import { readSlug } from "@/lib/shared/slug";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("unclaimed");
  return { title: t("title") };
}

export default async function UnclaimedPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, team } = await requireMember(slug, paths.unclaimed(slug));
  const t = await getTranslations("unclaimed");
  if (!may(actor, "unclaimed.manage")) {
    const [members, format] = await Promise.all([listMembers(actor), getFormatter()]);
    const owners = members.filter((member) => member.role === "owner").map((member) => member.name);
    return (
      <div data-slot="unclaimed-page" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
        <PageHeader title={t("title")} />
        <Empty>
          <EmptyTitle>{t("closed.title")}</EmptyTitle>
          <EmptyDescription>{t("closed.body", { owners: format.list(owners, { type: "disjunction" }) })}</EmptyDescription>
        </Empty>
      </div>
    );
  }
  const tray = await getTray(actor).catch((error: unknown) => {
    // An owner of another team: the tray is whose the studio is.
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  });
  return (
    <div data-slot="unclaimed-page" className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <div className="flex flex-col gap-3">
        <Link
          href={paths.queue(team.slug)}
          className="-ml-1 flex min-h-7 items-center gap-1 self-start rounded-sm text-sm text-quiet hover:text-text pointer-coarse:min-h-11"
        >
          <ChevronLeft aria-hidden="true" className="icon" />
          {t("back")}
        </Link>
        <PageHeader title={t("title")} description={t("description")} />
      </div>
      <Messages namespaces={["unclaimed"]}>
        <Tray team={team.slug} tray={tray} />
      </Messages>
    </div>
  );
}
