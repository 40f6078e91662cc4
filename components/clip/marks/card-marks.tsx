import { Folder, Heart, Lock, MessageSquare, ScanEye, Star, ThumbsDown, ThumbsUp } from "@/components/ui/icons";
import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import type { CardView } from "@/lib/generations/view";
import type { GalleryPlace } from "../gallery-place";
import { favouritesQuery } from "./favourites-query";

const MOST_NAMES = 2;

/** What was said of a clip and found in it, on its picture and only where something was: quiet, and white on dark whatever is behind it. */
export function CardMarks({ view: { id, marks = {}, openComments, findings = [] }, place }: { view: CardView; place: GalleryPlace }) {
  const t = useTranslations("marks");
  const found = useTranslations("gallery.found");
  const format = useFormatter();
  const { rating = 0, verdict, isLocked, tags = [], collections = [] } = marks;
  const { data: isMine = false } = useQuery({
    ...favouritesQuery(place.team, place.project.slug),
    select: (ids) => ids.includes(id),
  });
  const names = [...tags, ...collections];
  if (!rating && !verdict && !isMine && !openComments && names.length + findings.length === 0) return null;
  return (
    <ul
      data-slot="card-marks"
      aria-label={t("said")}
      className="pointer-events-none absolute right-2 bottom-2 flex max-w-[calc(100%-5rem)] items-center justify-end gap-1 overflow-hidden text-xs text-white [&_li]:flex [&_li]:h-5 [&_li]:shrink-0 [&_li]:items-center [&_li]:gap-1 [&_li]:rounded-sm [&_li]:bg-black/65 [&_li]:px-1.5 [&_svg]:icon [&_svg]:size-3"
    >
      {findings.length > 0 && (
        <li
          data-slot="findings"
          aria-label={found("label", {
            list: format.list(
              findings.map((kind) => found(kind)),
              { type: "unit" },
            ),
          })}
          className="tabular"
        >
          <ScanEye aria-hidden="true" />
          <span className="@max-[14rem]:hidden">
            {findings.length === 1 ? found(findings[0]!) : found("count", { count: findings.length })}
          </span>
          <span className="hidden @max-[14rem]:inline">{findings.length}</span>
        </li>
      )}
      {names.slice(0, MOST_NAMES).map((name, index) => (
        <li key={`${index < tags.length ? "tag" : "collection"} ${name}`} className="max-w-24 min-w-0 shrink! @max-[14rem]:hidden!">
          {index >= tags.length && <Folder aria-hidden="true" />}
          <span dir="auto" className="truncate">
            {name}
          </span>
        </li>
      ))}
      {names.length > MOST_NAMES && <li className="@max-[14rem]:hidden!">{t("more", { count: names.length - MOST_NAMES })}</li>}
      {rating > 0 && (
        <li aria-label={t("stars", { count: rating })} className="tabular">
          <Star aria-hidden="true" className="fill-current" />
          {rating}
        </li>
      )}
      {isMine && (
        <li aria-label={t("isFavourite")}>
          <Heart aria-hidden="true" className="fill-current" />
        </li>
      )}
      {openComments && (
        <li aria-label={t("comments", { count: openComments })} className="tabular">
          <MessageSquare aria-hidden="true" />
          {openComments}
        </li>
      )}
      {verdict && (
        <li aria-label={t(verdict)}>{verdict === "approved" ? <ThumbsUp aria-hidden="true" /> : <ThumbsDown aria-hidden="true" />}</li>
      )}
      {isLocked && (
        <li aria-label={t("isLocked")}>
          <Lock aria-hidden="true" />
        </li>
      )}
    </ul>
  );
}
