import { Elements } from "@/components/library/elements/elements";
import { LibraryTabs } from "@/components/library/library-tabs";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/access/callers/require-member";
import { listElements } from "@/lib/assets/elements/elements";
import { getTranslations, titled } from "@/lib/i18n/request";
import { listProjects } from "@/lib/projects/queries";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("elements");

export default async function ElementsPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor } = await requireMember(slug, paths.elements(slug));
  const [t, elements, projects] = await Promise.all([getTranslations("library"), listElements(actor), listProjects(actor)]);
  return (
    <div data-slot="elements-page" className="flex w-full max-w-[90rem] flex-col gap-5 py-8 gutter">
      <Messages namespaces={["elements", "library", "gallery"]}>
        <PageHeader title={t("title")} description={t("description")} />
        <LibraryTabs team={slug} current="elements" />
        <Elements
          team={slug}
          user={{ userId: actor.userId, role: actor.role }}
          elements={elements}
          projects={projects.map(({ slug, name, isArchived }) => ({ slug, name, isArchived }))}
        />
      </Messages>
    </div>
  );
}
