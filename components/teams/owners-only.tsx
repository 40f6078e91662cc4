import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import type { MemberView } from "@/lib/teams/view";

/** A page that is for owners, to whoever is none: whom to ask. Its words are those of the page. */
export async function OwnersOnly({ page, members }: { page: "unclaimed" | "provider"; members: MemberView[] }) {
  const [t, format] = await Promise.all([getTranslations(page), getFormatter()]);
  const owners = members.filter((member) => member.role === "owner").map((member) => member.name);
  return (
    <div data-slot={`${page}-page`} className="flex w-full max-w-reading flex-col gap-8 py-8 gutter">
      <PageHeader title={t("title")} />
      <Empty>
        <EmptyTitle>{t("closed.title")}</EmptyTitle>
        <EmptyDescription>{t("closed.body", { owners: format.list(owners, { type: "disjunction" }) })}</EmptyDescription>
      </Empty>
    </div>
  );
}
