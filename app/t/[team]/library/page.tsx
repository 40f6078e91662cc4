import { Library } from "@/components/library/library";
import { LibraryTabs } from "@/components/library/library-tabs";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/access/callers/require-member";
import { getTranslations, titled } from "@/lib/i18n/request";
import { readLibraryFind, writeLibraryFind } from "@/lib/library/find";
import { listLibrary } from "@/lib/library/list-files";
import { readShelves } from "@/lib/library/shelves";
import { listProjects } from "@/lib/projects/queries";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

interface LibraryPageProps {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = titled("library");

export default async function LibraryPage({ params, searchParams }: LibraryPageProps) {
  const slug = readSlug((await params).team);
  const find = readLibraryFind(await searchParams);
  const found = writeLibraryFind(find);
  const { actor } = await requireMember(slug, paths.library(slug, found));
  const [t, firstPage, shelves, projects] = await Promise.all([
    getTranslations("library"),
    listLibrary(actor, { find, cursor: null }),
    readShelves(actor),
    listProjects(actor),
  ]);
  return (
    <div data-slot="library-page" className="flex w-full max-w-[90rem] flex-col gap-5 py-8 gutter">
      <PageHeader title={t("title")} description={t("description")} />
      <Messages namespaces={["library", "elements", "uploads", "assetProblems", "gallery", "status"]}>
        <LibraryTabs team={slug} current="files" />
        <Library
          team={slug}
          user={{ userId: actor.userId, role: actor.role }}
          found={found}
          firstPage={firstPage}
          shelves={shelves}
          projects={projects.map(({ slug, name, isArchived }) => ({ slug, name, isArchived }))}
        />
      </Messages>
    </div>
  );
}
