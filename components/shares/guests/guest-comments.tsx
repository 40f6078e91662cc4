import { buttonVariants } from "@/components/ui/button";
import { inputClasses } from "@/components/ui/input-classes";
import { getTranslations } from "@/lib/i18n/request";
import { COMMENT_MAX_LENGTH } from "@/lib/generations/review/limits";
import { cn } from "@/lib/shared/cn";
import { sayAsGuestAction } from "@/lib/shares/guests/actions";
import { GUEST_NAME_MAX_LENGTH } from "@/lib/shares/limits";
import type { GuestThread } from "@/lib/shares/view";
import { GuestForm } from "./guest-form";
import { Thread } from "./guest-thread";
import { guestWords } from "./guest-words";

interface GuestCommentsProps {
  token: string;
  clip: string;
  /** The clip is played here, so that one may point at a moment. */
  hasPlayer: boolean;
  threads: readonly GuestThread[];
  team: string;
  isOpen: boolean;
}

/** What guests said of a clip, and where to say more. */
export async function GuestComments({ token, clip, hasPlayer, threads, team, isOpen }: GuestCommentsProps) {
  const [t, words] = await Promise.all([getTranslations("share.comments"), guestWords()]);
  return (
    <details open={isOpen} className="group">
      <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm font-medium pointer-coarse:min-h-11 pointer-coarse:content-center">
        {t("count", { count: threads.length })}
      </summary>
      <div className="mt-3 flex flex-col gap-4">
        <ul aria-label={t("title")} aria-live="polite" className="flex flex-col gap-3 empty:-mb-4">
          {threads.map((thread) => (
            <Thread key={thread.id} thread={thread} team={team} />
          ))}
        </ul>
        <GuestForm
          call={sayAsGuestAction}
          about={{ token, generationId: clip }}
          words={words}
          className="flex max-w-reading flex-col gap-3 rounded-lg border border-line bg-surface p-4"
        >
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            {t("name")}
            <input name="name" required maxLength={GUEST_NAME_MAX_LENGTH} autoComplete="name" className={cn(inputClasses, "h-control")} />
          </label>
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            {t("text")}
            <textarea name="text" required maxLength={COMMENT_MAX_LENGTH} rows={3} dir="auto" className={cn(inputClasses, "py-2")} />
          </label>
          <div className="flex flex-wrap items-center justify-between gap-3">
            {hasPlayer && (
              <label className="flex min-h-6 items-center gap-2 text-sm text-quiet pointer-coarse:min-h-11">
                <input type="checkbox" name="moment" value="1" defaultChecked className="size-4 accent-(--tungsten)" />
                {t("moment")}
              </label>
            )}
            <button type="submit" className={cn(buttonVariants({ variant: "primary" }), "ml-auto")}>
              {t("submit")}
            </button>
          </div>
        </GuestForm>
      </div>
    </details>
  );
}
