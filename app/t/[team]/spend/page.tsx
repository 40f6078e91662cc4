import type { Metadata } from "next";
import { Messages } from "@/components/shell/messages";
import { Spend } from "@/components/spend/spend";
import { requireMember } from "@/lib/access/callers/require-member";
import { getSpend } from "@/lib/budgets/get-spend";
import { spendSchema } from "@/lib/budgets/schema";
import { getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { readSlug } from "@/lib/shared/slug";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("spend");
  return { title: t("title") };
}

interface SpendPageProps {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SpendPage({ params, searchParams }: SpendPageProps) {
  const slug = readSlug((await params).team);
  const asked = spendSchema.safeParse(await searchParams);
  const { actor } = await requireMember(slug, paths.spend(slug));
  // An address that somebody changed by hand leads to this month rather than to an error.
  const view = await getSpend(actor, asked.data ?? { by: "day" });
  return (
    <Messages namespaces={["spend"]}>
      <div data-slot="spend-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
        <Spend team={slug} initial={view} />
      </div>
    </Messages>
  );
}
