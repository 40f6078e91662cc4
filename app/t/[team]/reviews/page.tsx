import { WaitingList } from "@/components/activity/waiting-list";
import { Messages } from "@/components/shell/messages";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/access/callers/require-member";
import { listWaiting } from "@/lib/generations/review/list-waiting";
import { getTranslations, titled } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("activity", { key: "waiting.title" });

export default async function ReviewsPage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor } = await requireMember(slug, paths.reviews(slug));
  const [t, clips] = await Promise.all([getTranslations("activity.waiting"), listWaiting(actor)]);
  return (
    <div data-slot="reviews-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
      <PageHeader title={t("title")} description={t("description")} />
      <Messages namespaces={["activity"]}>
        <WaitingList team={slug} first={clips} />
      </Messages>
    </div>
  );
}
