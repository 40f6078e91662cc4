"use client";

import { Type } from "@/components/ui/icons";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { useNow } from "@/components/clip/now";
import { GenerationStatus } from "@/components/clip/generation-card/generation-status";
import { useGenerationWords } from "@/components/clip/words";
import { buttonVariants } from "@/components/ui/button";
import { formatClock } from "@/lib/i18n/format";
import type { QueueEntryView } from "@/lib/queue/view";
import { actionsOn, type Person } from "@/lib/generations/policy";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { CancelButton } from "./cancel-button";
import { MoveUpButton } from "./move-up-button";
import { useQueueWords } from "./queue-words";

interface QueueRowProps {
  team: string;
  person: Person;
  entry: QueueEntryView;
  /** The page says why the whole queue stands. */
  hasStops: boolean;
}

/** One open clip: what it is, whose, where it stands, for how long, how long still, and the way out where there is one. */
export function QueueRow({ team, person, entry, hasStops }: QueueRowProps) {
  const t = useTranslations("queue");
  const words = useGenerationWords();
  const queue = useQueueWords();
  const now = useNow(true);
  const { generation, project } = entry;
  const can = actionsOn(person, generation);
  const began = Date.parse(generation.created);
  const href = paths.generation(team, project.slug, generation.id);
  const lines = queue.lines(entry, now, hasStops);
  return (
    <li
      data-slot="queue-row"
      data-generation={generation.id}
      data-status={generation.status}
      data-place={entry.place ?? undefined}
      className="grid grid-cols-[3.5rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1.5 p-3 md:grid-cols-[4.5rem_minmax(0,1fr)_minmax(0,16rem)_4.5rem_5.5rem] md:gap-x-4"
    >
      <Picture id={generation.progress?.pictureId ?? null} />
      <div className="min-w-0 max-md:col-span-2">
        {project.isDeleted ? (
          <p dir="auto" className="truncate text-sm font-medium">
            {words.title(generation)}
          </p>
        ) : (
          <Link href={href} dir="auto" className="block truncate rounded-sm text-sm font-medium hover:underline">
            {words.title(generation)}
          </Link>
        )}
        <p className="truncate font-mono text-xs text-quiet">{words.slate(generation)}</p>
        <p className="truncate text-xs text-quiet">
          {t("from", { author: generation.author.id === person.userId ? t("you") : generation.author.name, project: project.name })}
          {project.isDeleted && ` · ${t("projectDeleted")}`}
        </p>
      </div>
      <div className="min-w-0 max-md:col-span-2">
        <p className="flex min-w-0 items-center gap-2 text-xs">
          <GenerationStatus status={generation.status} />
          {entry.place !== null && <span className="font-medium tabular">{queue.place(entry.place)}</span>}
        </p>
        {lines.map((line) => (
          <p key={line} className="text-xs text-pretty text-quiet tabular">
            {line}
          </p>
        ))}
      </div>
      <time className="justify-self-end font-mono text-sm tabular max-md:hidden" title={t("elapsed")}>
        {now === null ? "" : formatClock((now - began) / 1000)}
      </time>
      <div className="flex flex-col items-end gap-1 justify-self-end">
        <time className="font-mono text-sm tabular md:hidden">{now === null ? "" : formatClock((now - began) / 1000)}</time>
        {can.resolve && !project.isDeleted && (
          <Link href={href} aria-label={t("decideName", { name: words.title(generation) })} className={cn(buttonVariants({ size: "sm" }))}>
            {t("decide")}
          </Link>
        )}
        {can.cancel && generation.status === "waiting" && (entry.place ?? 0) > 1 && (
          <MoveUpButton team={team} id={generation.id} name={words.title(generation)} />
        )}
        {can.cancel && <CancelButton team={team} id={generation.id} name={words.title(generation)} />}
      </div>
    </li>
  );
}

/** What the clip is made from, small; a clip made from words alone has none. */
function Picture({ id }: { id: string | null }) {
  return (
    <div
      aria-hidden="true"
      className="flex aspect-video w-full items-center justify-center overflow-hidden rounded-sm bg-raised text-quiet"
    >
      {id ? (
        <img src={paths.api.asset(id, "thumbnail")} alt="" decoding="async" className="size-full object-cover" />
      ) : (
        <Type className="icon" />
      )}
    </div>
  );
}
