"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { shortPrompt } from "@/components/clip/words";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import type { LibraryFile, UsingClip } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";
import { formatTimecode } from "@/lib/shared/timecode";

/** The clips that a file was used for, and the one that it comes from; a press leads to them. */
export function UsedIn({
  team,
  file: { usedIn, uses, madeFrom },
}: {
  team: string;
  file: Pick<LibraryFile, "usedIn" | "uses" | "madeFrom">;
}) {
  const t = useTranslations("library");
  return (
    <>
      {madeFrom && (
        <section aria-label={t("madeFrom")} className="flex flex-col gap-1">
          <h3 className="text-sm font-medium text-text">{t("madeFrom")}</h3>
          <ClipLink
            team={team}
            clip={madeFrom.clip}
            about={madeFrom.frame === null ? t("wholeClip") : t("frameAt", { time: formatTimecode(madeFrom.frame, FRAMES_PER_SECOND) })}
          />
        </section>
      )}
      <section aria-label={t("usedIn")} className="flex flex-col gap-1">
        <h3 className="text-sm font-medium text-text">{t("usedIn")}</h3>
        {uses === 0 && <p className="text-sm text-quiet">{t("unused")}</p>}
        <ul className="flex flex-col">
          {usedIn.map((clip) => (
            <li key={clip.id}>
              <ClipLink team={team} clip={clip} />
            </li>
          ))}
        </ul>
        {uses > usedIn.length && <p className="text-xs text-quiet tabular">{t("moreUses", { count: uses - usedIn.length })}</p>}
      </section>
    </>
  );
}

function ClipLink({ team, clip, about }: { team: string; clip: UsingClip; about?: string }) {
  const t = useTranslations("library");
  const inside = (
    <>
      <span className="h-9 w-16 shrink-0 overflow-hidden rounded-sm bg-raised">
        {clip.hasPoster && (
          <img src={paths.api.media(clip.id, "poster")} alt="" loading="lazy" decoding="async" className="size-full object-contain" />
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate text-sm text-text">
          {clip.name ?? (shortPrompt(clip.prompt, 120) || t("noPrompt"))}
        </span>
        <span className="block truncate text-xs text-quiet">
          {[about, clip.project.name, clip.isTrashed && t("inTrash")].filter(Boolean).join(" · ")}
        </span>
      </span>
    </>
  );
  const row = "flex min-h-11 min-w-0 items-center gap-2.5 rounded-md px-1";
  return clip.isTrashed ? (
    <span className={row}>{inside}</span>
  ) : (
    <Link href={paths.generation(team, clip.project.slug, clip.id)} className={`${row} hover:bg-raised`}>
      {inside}
    </Link>
  );
}
