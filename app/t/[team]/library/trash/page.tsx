import { BackLink } from "@/components/shell/back-link";
import { Messages } from "@/components/shell/messages";
import { FileTrash } from "@/components/trash/file-trash";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/access/callers/require-member";
import { getTranslations, titled } from "@/lib/i18n/request";
import { listTrashedFiles } from "@/lib/library/trash-files";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("trash", { key: "files.title" });

export default async function LibraryTrashPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor } = await requireMember(slug, paths.libraryTrash(slug));
  const [t, shell, entries] = await Promise.all([getTranslations("trash.files"), getTranslations("shell"), listTrashedFiles(actor)]);
  return (
    <div data-slot="library-trash-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
      <div className="flex flex-col gap-3">
        <BackLink href={paths.library(slug)}>{shell("places.library")}</BackLink>
        <PageHeader title={t("title")} description={t("description")} />
      </div>
      <Messages namespaces={["trash", "gallery"]}>
        <FileTrash team={slug} entries={entries} />
      </Messages>
    </div>
  );
}
