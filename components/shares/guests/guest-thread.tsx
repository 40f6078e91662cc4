import type { ReactNode } from "react";
import { Check } from "@/components/ui/icons";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import type { GuestReply, GuestThread } from "@/lib/shares/view";

/** What one guest began, and what was answered. */
export async function Thread({ thread, team }: { thread: GuestThread; team: string }) {
  const t = await getTranslations("share.comments");
  const { second, generationId, isResolved } = thread;
  const time = second === null ? null : clockOf(second);
  return (
    <li className="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <Said said={thread} team={team}>
        {time && (
          <button
            type="button"
            data-clip={generationId}
            data-second={second}
            aria-label={t("at", { time })}
            className="rounded-sm font-mono text-xs text-tungsten-ink tabular hover:underline pointer-coarse:min-h-6"
          >
            {time}
          </button>
        )}
        {isResolved && (
          <span className="inline-flex items-center gap-1 text-xs text-ready [&_svg]:icon">
            <Check aria-hidden="true" />
            {t("resolved")}
          </span>
        )}
      </Said>
      {thread.replies.length > 0 && (
        <ul className="flex flex-col gap-2 border-l border-line pl-3">
          {thread.replies.map((reply) => (
            <li key={reply.id}>
              <Said said={reply} team={team} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** As players write it: frames are for editors. */
const clockOf = (second: number): string => `${Math.floor(second / 60)}:${String(Math.floor(second % 60)).padStart(2, "0")}`;

async function Said({ said, team, children }: { said: GuestReply; team: string; children?: ReactNode }) {
  const format = await getFormatter();
  return (
    <article>
      <header className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <bdi className="text-sm font-medium break-words">{said.name}</bdi>
        {said.isTeam && <span className="text-xs text-quiet">{team}</span>}
        <time dateTime={said.at} className="text-xs text-quiet">
          {format.dateTime(new Date(said.at), { dateStyle: "medium", timeStyle: "short" })}
        </time>
        {children}
      </header>
      <p dir="auto" className="text-sm break-words whitespace-pre-wrap">
        {said.text}
      </p>
    </article>
  );
}
