import Link from "next/link";
import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { WidePage } from "@/components/shell/plain-page";
import { Preferences } from "@/components/shell/preferences";
import { PageHeader } from "@/components/ui/page-header";
import { Toaster } from "@/components/ui/toast";
import { getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";

const PARTS = { people: paths.operator(), teams: paths.operatorTeams(), studio: paths.operatorStudio() } as const;

/** What all pages of whoever runs the studio have around them: the way from one to another. */
export async function OperatorFrame({ current, children }: { current: keyof typeof PARTS; children: ReactNode }) {
  const t = await getTranslations("operator");
  return (
    <Messages namespaces={["operator", "teams", "errors", "fields"]}>
      <WidePage actions={<Preferences className="-mr-2" />}>
        <div data-slot="operator" className="flex w-full max-w-[72rem] flex-col gap-8 py-8 gutter">
          <PageHeader title={t("title")} description={t("description")} />
          <nav aria-label={t("parts.label")} className="flex gap-5 border-b border-line">
            {(Object.keys(PARTS) as (keyof typeof PARTS)[]).map((part) => (
              <Link
                key={part}
                href={PARTS[part]}
                aria-current={part === current ? "page" : undefined}
                className="-mb-px flex min-h-10 items-center border-b-2 border-transparent text-sm font-medium text-quiet transition-colors hover:text-text aria-[current=page]:border-text aria-[current=page]:text-text pointer-coarse:min-h-11"
              >
                {t(`parts.${part}`)}
              </Link>
            ))}
          </nav>
          {children}
        </div>
      </WidePage>
      <Toaster />
    </Messages>
  );
}
