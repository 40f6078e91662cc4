import { buttonVariants } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { countViewAction } from "@/lib/shares/guests/actions";
import { type GuestThread, isPreparing, type SharedView } from "@/lib/shares/view";
import { GuestWatch } from "./guest-watch";
import { SharedFigure } from "./shared-clip";
import { SharedFilm } from "./shared-player";

interface SharedPageProps {
  token: string;
  view: SharedView;
  /** What was said through this link; null where nothing can be. */
  threads: readonly GuestThread[] | null;
}

/** What a team shares, as guests see it. */
export async function SharedPage({ token, view, threads }: SharedPageProps) {
  const [t, format] = await Promise.all([getTranslations("share"), getFormatter()]);
  const { title, team, film, clips, expiresAt } = view;
  return (
    <div className={cn("mx-auto flex w-full flex-col gap-6 pt-2 pb-12 gutter", clips.length === 1 ? "max-w-[64rem]" : "max-w-[75rem]")}>
      <h1 className={title ? "text-2xl font-semibold text-balance break-words" : "sr-only"} dir="auto">
        {title || t("from", { team: team.name })}
      </h1>
      {film && (
        <div className="flex flex-col gap-3">
          <SharedFilm
            token={token}
            film={film}
            label={title || t("film")}
            waiting={{ preparing: t("preparing"), unlabelled: t("unlabelled") }}
          />
          {film.canDownload && (
            <a href={`${paths.api.sharedFilm(token)}?download=1`} download className={cn(buttonVariants({ variant: "quiet" }), "self-end")}>
              <Download aria-hidden="true" />
              {t("download")}
            </a>
          )}
        </div>
      )}
      <div className={cn("grid gap-x-6 gap-y-10", clips.length > 1 && (film ? "md:grid-cols-3" : "md:grid-cols-2"))}>
        {clips.map((clip, index) => (
          <SharedFigure
            key={clip.id}
            {...{ token, view, clip }}
            number={index + 1}
            threads={threads && threads.filter(({ generationId }) => generationId === clip.id)}
          />
        ))}
      </div>
      <footer className="border-t border-line pt-4 text-xs text-quiet">
        {t("until", { date: format.dateTime(new Date(expiresAt), { dateStyle: "long" }) })}
      </footer>
      <GuestWatch token={token} count={countViewAction} events={threads && paths.api.guestEvents(token)} isPreparing={isPreparing(view)} />
    </div>
  );
}
