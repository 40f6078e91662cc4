"use client";

import { Diff } from "@/components/ui/icons";
import Link from "next/link";
import type { MouseEvent } from "react";
import { useTranslations } from "use-intl";
import { clipAddress } from "@/components/clip/clip-address";
import { tintOf } from "@/components/clip/generation-card/tint";
import { useGenerationWords } from "@/components/clip/words";
import { IconButton } from "@/components/ui/icon-button";
import type { LineageClip, LineageLink, LineageNode } from "@/lib/generations/lineage/view";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { paths } from "@/lib/shared/paths";
import { formatTimecode } from "@/lib/shared/timecode";

export interface LineagePlace {
  team: string;
  /** Of the clip that is seen: others are told to be elsewhere. */
  projectSlug: string;
  picked: readonly string[];
  onPick: (id: string) => void;
}

interface LineageClipsProps {
  nodes: readonly LineageNode[];
  place: LineagePlace;
}

/** Clips, each with those behind it: one press opens one, another compares its recipe. */
export function LineageClips({ nodes, place }: LineageClipsProps) {
  if (nodes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {nodes.map((node) => (
        <li key={node.clip.id} className="flex flex-col gap-1">
          <Row node={node} place={place} />
          {node.next.length > 0 && (
            <div className="ml-3 border-l border-line pl-3">
              <LineageClips nodes={node.next} place={place} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Row({ node: { clip, links }, place }: { node: LineageNode; place: LineagePlace }) {
  const t = useTranslations("viewer.lineage");
  const words = useGenerationWords();
  const say = useLinkWords();
  const title = words.takeTitle({ prompt: clip.prompt, marks: { name: clip.name ?? undefined, take: clip.take ?? undefined } });
  const isElsewhere = clip.project.slug !== place.projectSlug;
  const about = [...links.map(say), isElsewhere && clip.project.name, clip.isTrashed && t("trashed")].filter(Boolean).join(" · ");
  const inside = (
    <>
      <Picture clip={clip} />
      <span className="min-w-0 flex-1 text-sm">
        <span dir="auto" className="block truncate text-text">
          {title}
        </span>
        <span className="block text-xs [overflow-wrap:anywhere] text-quiet">{about}</span>
      </span>
    </>
  );
  const row = "flex min-h-11 min-w-0 flex-1 items-center gap-2.5 rounded-md";
  const isPicked = place.picked.includes(clip.id);
  return (
    <div className="flex items-center gap-1">
      {clip.isTrashed ? (
        <div className={row}>{inside}</div>
      ) : (
        <>
          <Link
            href={paths.generation(place.team, clip.project.slug, clip.id)}
            prefetch={false}
            title={title}
            className={`${row} hover:bg-raised`}
            onClick={(event) => isElsewhere || show(event, clip)}
          >
            {inside}
          </Link>
          <IconButton label={t("compareWith", { title })} aria-pressed={isPicked} onClick={() => place.onPick(clip.id)}>
            <Diff aria-hidden="true" />
          </IconButton>
        </>
      )}
    </div>
  );
}

/** In the same viewer, where it is of the same gallery. The list goes with its clip; the focus stays at its heading. */
function show(event: MouseEvent<HTMLAnchorElement>, clip: LineageClip): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.currentTarget.closest("details")?.querySelector("summary")?.focus();
  clipAddress.show(clip);
}

function Picture({ clip }: { clip: LineageClip }) {
  return (
    <span className="h-10 w-16 shrink-0 overflow-hidden rounded-sm" style={{ background: tintOf(clip.prompt) }}>
      {clip.hasPoster && <img src={paths.api.media(clip.id, "poster")} alt="" loading="lazy" className="size-full object-cover" />}
    </span>
  );
}

function useLinkWords() {
  const t = useTranslations("viewer.lineage.link");
  return ({ kind, frame = 0, role = "reference" }: LineageLink): string =>
    t(kind, { role, timecode: formatTimecode(frame, FRAMES_PER_SECOND) });
}
