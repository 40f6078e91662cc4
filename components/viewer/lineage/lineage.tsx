"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { AudioLines } from "@/components/ui/icons";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { lineageQuery } from "../clip-queries";
import { useLiveUpdates } from "@/components/data/live-updates";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { LineageNode, LineageView } from "@/lib/generations/lineage/view";
import type { ClipView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { LineageClips, type LineagePlace } from "./lineage-clips";
import { PickedDifference } from "./picked-difference";

const idsOf = (nodes: readonly LineageNode[]): string[] => nodes.flatMap(({ clip, next }) => [clip.id, ...idsOf(next)]);

/** Where a clip comes from and where it went, two steps each way, and in what any two of them differ. */
export default function Lineage({ team, clip }: { team: string; clip: ClipView }) {
  const t = useTranslations("viewer.lineage");
  const { id } = clip.card;
  const [isLong, setLong] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const queryClient = useQueryClient();
  const { data, isError } = useQuery({ ...lineageQuery(team, id, isLong), placeholderData: (before: LineageView | undefined) => before });

  const seen = useRef(new Set<string>());
  useLiveUpdates("generation", (changed) => {
    const isShown = data && idsOf([...data.madeFrom, ...data.usedIn]).includes(changed);
    // One that was just asked for may have been made from this one; how it goes on is told many times.
    if (!isShown && seen.current.has(changed)) return;
    seen.current.add(changed);
    void queryClient.invalidateQueries({ queryKey: lineageQuery(team, id, isLong).queryKey });
  });

  if (isError) return <p className="text-sm text-quiet">{t("unread")}</p>;
  if (!data) return <Spinner aria-label={t("loading")} aria-hidden={false} role="img" />;
  const place: LineagePlace = {
    ...{ team, projectSlug: data.projectSlug, picked },
    // The third that is picked takes the place of the first.
    onPick: (one) => setPicked(picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one].slice(-2)),
  };
  return (
    <div data-slot="lineage" className="flex flex-col gap-5">
      <section aria-label={t("madeFrom")} className="flex flex-col gap-2">
        <h2 className="text-xs font-medium text-quiet">{t("madeFrom")}</h2>
        {data.madeFrom.length + data.files.length === 0 && <p className="text-sm text-quiet">{t("madeFromNothing")}</p>}
        <LineageClips nodes={data.madeFrom} place={place} />
        <Files files={data.files} />
      </section>
      <section aria-label={t("usedIn")} className="flex flex-col gap-2">
        <h2 className="text-xs font-medium text-quiet">{t("usedIn")}</h2>
        {data.usedIn.length === 0 && <p className="text-sm text-quiet">{t("usedInNothing")}</p>}
        <LineageClips nodes={data.usedIn} place={place} />
      </section>
      {data.hasMore && !isLong && (
        <Button variant="quiet" size="sm" className="-ml-2 self-start" onClick={() => setLong(true)}>
          {t("more")}
        </Button>
      )}
      {picked.length > 0 && <PickedDifference team={team} ids={picked.length === 1 ? [id, ...picked] : picked} />}
    </div>
  );
}

function Files({ files }: Pick<LineageView, "files">) {
  const t = useTranslations("viewer.lineage");
  if (files.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {files.map(({ id, name, kind, role }, index) => (
        <li key={index} className="flex items-center gap-2.5">
          <span className="flex h-10 w-16 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-raised text-quiet">
            {kind === "audio" ? (
              <AudioLines aria-hidden="true" className="icon" />
            ) : (
              <img src={paths.api.asset(id, "thumbnail")} alt="" loading="lazy" className="size-full object-contain" />
            )}
          </span>
          <span className="min-w-0 text-sm">
            <span dir="auto" className="block truncate text-text">
              {name}
            </span>
            <span className="block truncate text-xs text-quiet">{t("link.file", { role })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
