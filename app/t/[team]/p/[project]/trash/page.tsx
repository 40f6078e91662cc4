import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/shell/page-header";
import { TrashList } from "@/components/trash/trash-list";
import { requireMember } from "@/lib/access/callers/require-member";
import { listTrash } from "@/lib/generations/asking/list-trash";
import { getTranslations } from "@/lib/i18n/request";
import { getProjectBySlug } from "@/lib/projects/queries";
import { AppError } from "@/lib/shared/errors";
import { paths } from "@/lib/shared/paths";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trash");
  return { title: t("title") };
}

export default async function TrashPage({ params }: { params: Promise<{ team: string; project: string }> }) {
  const { team, project: projectParam } = await params;
  const [teamSlug, slug] = [decodeURIComponent(team), decodeURIComponent(projectParam)];
  const { actor } = await requireMember(teamSlug, paths.trash(teamSlug, slug));
  const project = await getProjectBySlug(actor, slug).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not-found") notFound();
    throw error;
  });
  const [t, entries] = await Promise.all([getTranslations("trash"), listTrash(actor, { projectId: project.id })]);
  return (
    <div data-slot="trash-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
      <div className="flex flex-col gap-3">
        <Link
          href={paths.create(teamSlug, slug)}
          className="-ml-1 flex min-h-7 items-center gap-1 self-start rounded-sm text-sm text-quiet hover:text-text pointer-coarse:min-h-11"
        >
          <ChevronLeft aria-hidden="true" className="icon" />
          {project.name}
        </Link>
        <PageHeader title={t("title")} description={t("description")} />
      </div>
      <Messages namespaces={["trash", "status", "gallery"]}>
        <TrashList team={teamSlug} entries={entries} />
      </Messages>
    </div>
  );
}
