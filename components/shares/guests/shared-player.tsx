import type { ReactNode } from "react";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import type { SharedClip, SharedFilm as Film } from "@/lib/shares/view";

const frame = "mx-auto block rounded-[8px] bg-black object-contain";

/** As wide as there is room for, and no higher than can be seen at once. */
const shaped = (width: number, height: number) => ({
  aspectRatio: `${width} / ${height}`,
  width: `min(100%, ${(78 * width) / height}dvh)`,
});

interface SharedPlayerProps {
  token: string;
  clip: SharedClip;
  label: string;
  words: { preparing: string; captions: string };
}

interface SharedFilmProps {
  token: string;
  film: Film;
  label: string;
  waiting: Record<Exclude<Film["state"], "ready">, string>;
}

/** A clip, as the browser itself plays it: nothing is fetched before somebody asks for it. */
export function SharedPlayer({ token, clip, label, words }: SharedPlayerProps) {
  const { id, plays, isPreparing, part, hasPoster, hasCaptions, width, height } = clip;
  const poster = hasPoster ? paths.api.shared(token, id, "poster") : undefined;
  const style = shaped(width, height);
  if (!plays || isPreparing) {
    const picture = poster && <img src={poster} alt={label} loading="lazy" width={width} height={height} style={style} className={frame} />;
    return plays ? <Waiting picture={picture}>{words.preparing}</Waiting> : picture;
  }
  const src = paths.api.shared(token, id, "video");
  return (
    <video
      data-clip={id}
      data-until={part?.to}
      aria-label={label}
      poster={poster}
      src={part ? `${src}#t=${part.from},${part.to}` : src}
      controls
      playsInline
      preload="none"
      controlsList={clip.canDownload ? undefined : "nodownload"}
      width={width}
      height={height}
      style={style}
      className={frame}
    >
      {hasCaptions && <track kind="captions" label={words.captions} src={paths.api.sharedCaptions(token, id)} />}
    </video>
  );
}

/** What stands in the place of a player until there is something to play. */
function Waiting({ picture, children }: { picture?: ReactNode; children: string }) {
  return (
    <div className="relative">
      {picture}
      <p
        role="status"
        className={cn(
          "text-center text-sm text-pretty",
          // On the picture: below it, it looks like a player that does not answer.
          picture ? "absolute inset-x-3 bottom-3 mx-auto w-fit rounded-lg bg-black/80 px-3.5 py-2 text-white" : "text-quiet",
        )}
      >
        {children}
      </p>
    </div>
  );
}

/** @param waiting what is said of a film that is not there to be played, by its state */
export function SharedFilm({ token, film, label, waiting }: SharedFilmProps) {
  if (film.state !== "ready") return <Waiting>{waiting[film.state]}</Waiting>;
  return (
    <video
      aria-label={label}
      src={paths.api.sharedFilm(token)}
      controls
      playsInline
      preload="metadata"
      controlsList={film.canDownload ? undefined : "nodownload"}
      width={film.width}
      height={film.height}
      style={shaped(film.width, film.height)}
      className={frame}
    />
  );
}
