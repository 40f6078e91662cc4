import type { CSSProperties, ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { LOCALE_NAMES, LOCALES } from "@/lib/i18n/config";
import { getLocale } from "@/lib/i18n/request";
import { accentOf } from "@/lib/shared/accent";
import { paths } from "@/lib/shared/paths";
import type { TeamLook } from "@/lib/teams/view";
import { LanguageLink } from "./language-link";

/** The team's colour in the place of the studio's own. */
function inColour(accent: string | null): CSSProperties | undefined {
  if (accent === null) return undefined;
  const { fill, on, inkOnLight, inkOnDark } = accentOf(accent);
  const ink = `light-dark(${inkOnLight}, ${inkOnDark})`;
  const tokens = { "--tungsten": fill, "--tungsten-hover": `color-mix(in oklab, ${fill}, var(--text) 12%)`, "--on-tungsten": on };
  return { ...tokens, "--tungsten-ink": ink, "--focus": ink } as CSSProperties;
}

/** What stands around whatever a team shares: its name, and the other language. */
export async function GuestPage({ token, team, children }: { token: string; team: TeamLook; children: ReactNode }) {
  const locale = await getLocale();
  const other = LOCALES.find((one) => one !== locale)!;
  return (
    <div data-slot="guest-page" style={inColour(team.accent)} className="flex min-h-dvh flex-col">
      <header className="flex min-h-header items-center justify-between gap-4 py-2 gutter">
        <p className="flex min-w-0 items-center gap-3 text-lg font-semibold" dir="auto">
          {team.logo && (
            <img
              src={paths.api.sharedLogo(token, team.logo.version)}
              alt=""
              width={team.logo.width}
              height={team.logo.height}
              className="h-8 w-auto max-w-40 object-contain"
            />
          )}
          <span className="min-w-0 break-words">{team.name}</span>
        </p>
        <LanguageLink to={other} label={LOCALE_NAMES[other]} className={buttonVariants({ variant: "quiet", size: "sm" })} />
      </header>
      <main className="flex flex-1 flex-col">{children}</main>
    </div>
  );
}
