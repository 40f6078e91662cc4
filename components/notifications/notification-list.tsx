"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useFormatter, useLocale, useNow, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Check } from "@/components/ui/icons";
import { usePopover } from "@/components/ui/popover";
import { Spinner } from "@/components/ui/spinner";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { markReadAction } from "@/lib/notifications/actions";
import type { NotificationView } from "@/lib/notifications/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { notificationsKey, notificationsQuery } from "./query-options";

/** What one was told, the newest first. A line that is followed was read. */
export default function NotificationList({ team }: { team: string }) {
  const t = useTranslations("shell.bell");
  const { content } = usePopover();
  const { data, isError } = useQuery(notificationsQuery(team, useLocale()));
  const queryClient = useQueryClient();
  const { run, pending, error } = useAction();
  const read = (which: { ids: string[] } | { until: string }): void =>
    run(
      () => markReadAction(team, which),
      () => void queryClient.invalidateQueries({ queryKey: notificationsKey(team) }),
    );
  const newest = data?.items[0];
  return (
    <div className="flex flex-col">
      <header className="flex min-h-11 items-center gap-2 border-b border-line px-3">
        <h2 className="text-sm font-semibold">{t("title")}</h2>
        {data && data.unread > 0 && newest && (
          <Button size="sm" variant="quiet" pending={pending} className="ml-auto" onClick={() => read({ until: newest.at })}>
            {t("markAll")}
          </Button>
        )}
      </header>
      {error && <Alert>{error}</Alert>}
      {!data && <p className="flex justify-center p-6 text-sm text-quiet">{isError ? t("unreachable") : <Spinner />}</p>}
      {data?.items.length === 0 && <p className="p-6 text-center text-sm text-pretty text-quiet">{t("none")}</p>}
      {data && data.items.length > 0 && (
        <ul aria-label={t("title")} className="max-h-[min(28rem,60dvh)] divide-y divide-line overflow-y-auto overscroll-contain">
          {data.items.map((item) => (
            <Item
              key={item.ids[0]}
              item={item}
              onRead={() => read({ ids: item.ids })}
              onFollow={() => {
                content.current?.hidePopover();
                if (!item.isRead) read({ ids: item.ids });
              }}
            />
          ))}
        </ul>
      )}
      <footer className="border-t border-line px-3 py-2">
        <Link
          href={paths.notificationChoices()}
          className="inline-flex min-h-6 items-center text-xs text-quiet underline hover:text-text pointer-coarse:min-h-11"
        >
          {t("choices")}
        </Link>
      </footer>
    </div>
  );
}

function Item({ item, onRead, onFollow }: { item: NotificationView; onRead: () => void; onFollow: () => void }) {
  const t = useTranslations("shell.bell");
  const format = useFormatter();
  const now = useNow();
  const at = new Date(item.at);
  return (
    <li data-slot="notification" className="flex items-start gap-1 pr-1.5">
      <Link
        href={item.href}
        onClick={onFollow}
        className="flex min-w-0 flex-1 gap-2.5 py-2.5 pl-3 text-sm hover:bg-raised focus-visible:-outline-offset-2"
      >
        <span aria-hidden="true" className={cn("mt-1.5 size-2 shrink-0 rounded-full", item.isRead ? "bg-transparent" : "bg-tungsten")} />
        <span className="flex min-w-0 flex-col gap-0.5">
          {!item.isRead && <VisuallyHidden>{t("unread")}</VisuallyHidden>}
          <span dir="auto" className={cn("break-words", item.isRead ? "text-quiet" : "text-text")}>
            {item.text}
          </span>
          {item.quote && (
            <span dir="auto" className="line-clamp-2 break-words text-quiet">
              {item.quote}
            </span>
          )}
          <time dateTime={item.at} className="text-xs text-quiet">
            {format.relativeTime(at > now ? now : at, now)}
          </time>
        </span>
      </Link>
      {!item.isRead && (
        <IconButton label={t("markRead")} className="mt-1" onClick={onRead}>
          <Check aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}
