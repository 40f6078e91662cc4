import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/config";
import { getLocale } from "@/lib/i18n/request";
import type { TeamLook } from "@/lib/shares/view";
import { LanguageLink } from "./language-link";

/** What stands around whatever a team shares: its name, and the other language. */
export async function GuestPage({ team, children }: { team: TeamLook; children: ReactNode }) {
  const locale = await getLocale();
  const other = LOCALES.find((one) => one !== locale)!;
  return (
    <div data-slot="guest-page" className="flex min-h-dvh flex-col">
      <header className="flex min-h-header items-center justify-between gap-4 py-2 gutter">
        <p className="min-w-0 text-lg font-semibold break-words" dir="auto">
          {team.name}
        </p>
        <LanguageLink to={other} label={LOCALE_NAMES[other]} className={buttonVariants({ variant: "quiet", size: "sm" })} />
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
    </div>
  );
}
