import { buttonVariants } from "@/components/ui/button";
import { Download } from "@/components/ui/icons";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { MODELS } from "@/lib/models/catalog";
import { paths } from "@/lib/shared/paths";
import type { GuestThread, SharedClip, SharedRecipe, SharedView } from "@/lib/shares/view";
import { GuestComments } from "./guest-comments";
import { SharedPlayer } from "./shared-player";

interface SharedFigureProps {
  token: string;
  view: SharedView;
  clip: SharedClip;
  /** How it is called where its team gave it no name. */
  number: number;
  /** Null where nothing can be said. */
  threads: readonly GuestThread[] | null;
}

/** A clip with what its team tells of it, and what is said of it. */
export async function SharedFigure({ token, view, clip, number, threads }: SharedFigureProps) {
  const t = await getTranslations("share");
  const isAlone = view.clips.length === 1;
  const name = clip.name ?? (isAlone && view.title ? view.title : t("clip", { number }));
  return (
    <figure className="flex min-w-0 flex-col gap-3">
      <SharedPlayer token={token} clip={clip} label={name} words={{ preparing: t("preparing"), captions: t("captions") }} />
      <figcaption className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 text-base break-words">
          {!(isAlone && name === view.title) && <bdi className="mr-2 font-medium">{name}</bdi>}
          <span className="text-sm text-quiet tabular">{t("seconds", { seconds: clip.seconds })}</span>
        </p>
        {clip.canDownload && (
          <a
            href={`${paths.api.shared(token, clip.id, "video")}?download=1`}
            download
            aria-label={t("downloadOf", { name })}
            className={buttonVariants({ variant: "quiet" })}
          >
            <Download aria-hidden="true" />
            {t("download")}
          </a>
        )}
      </figcaption>
      {clip.recipe && <Recipe recipe={clip.recipe} />}
      {threads && (
        <GuestComments
          {...{ token, threads, clip: clip.id, team: view.team.name }}
          hasPlayer={clip.plays && !clip.isPreparing}
          isOpen={isAlone || threads.length > 0}
        />
      )}
    </figure>
  );
}

async function Recipe({ recipe }: { recipe: SharedRecipe }) {
  const [t, format] = await Promise.all([getTranslations("share"), getFormatter()]);
  const { prompt, model, resolution, ratio, seconds, seed } = recipe;
  const length = seconds === null ? [] : [t("seconds", { seconds })];
  const rows = [
    [t("prompt"), prompt],
    [t("model"), MODELS.find(({ key }) => key === model)?.label ?? model],
    [t("format"), format.list([ratio, resolution, ...length], { type: "unit" })],
    ...(seed === null ? [] : [[t("seed"), seed]]),
  ];
  return (
    <details>
      <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm text-quiet pointer-coarse:min-h-11 pointer-coarse:content-center">
        {t("recipe")}
      </summary>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {rows.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-quiet">{term}</dt>
            <dd dir="auto" className="min-w-0 break-words whitespace-pre-wrap">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
