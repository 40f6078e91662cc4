import { paths } from "@/lib/shared/paths";
import type { SharedClip, SharedView } from "@/lib/shares/view";
import { cn } from "@/lib/shared/cn";

const frame = "mx-auto block rounded-[8px] bg-black object-contain";

/** As wide as there is room for, and no higher than can be seen at once. */
const shaped = (width: number, height: number) => ({
  aspectRatio: `${width} / ${height}`,
  width: `min(100%, ${(78 * width) / height}dvh)`,
});

/** A clip, as the browser itself plays it: nothing is fetched before somebody asks for it. */
export function SharedPlayer({ token, clip, label, className }: { token: string; clip: SharedClip; label: string; className?: string }) {
  const { id, plays, part, hasPoster, width, height } = clip;
  const poster = hasPoster ? paths.api.shared(token, id, "poster") : undefined;
  const style = shaped(width, height);
  if (plays === null)
    return poster ? (
      <img src={poster} alt={label} loading="lazy" width={width} height={height} style={style} className={cn(frame, className)} />
    ) : null;
  const src = paths.api.shared(token, id, plays);
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
      className={cn(frame, className)}
    />
  );
}

export function SharedFilm({ token, film, label }: { token: string; film: NonNullable<SharedView["film"]>; label: string }) {
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
