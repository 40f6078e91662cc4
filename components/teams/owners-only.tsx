import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import type { MemberView } from "@/lib/teams/view";

/** A page that is for owners, to whoever is none: whom to ask, and the little that is theirs to know. Its words are those of the page. */
export async function OwnersOnly({
  page,
  members,
  note,
}: {
  page: "unclaimed" | "provider" | "teams.settings";
  members: MemberView[];
  note?: string | null;
}) {
  const [t, format] = await Promise.all([getTranslations(page), getFormatter()]);
  const owners = members.filter((member) => member.role === "owner").map((member) => member.name);
  return (
    <div data-slot={`${page}-page`} className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <PageHeader title={t("title")} />
      <Empty>
        <EmptyTitle>{t("closed.title")}</EmptyTitle>
        <EmptyDescription>{t("closed.body", { owners: format.list(owners, { type: "disjunction" }) })}</EmptyDescription>
        {note && <p className="text-sm text-quiet">{note}</p>}
      </Empty>
    </div>
  );
}
