import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/components/data/fetch-json";
import type { NotificationsView } from "@/lib/notifications/view";
import { paths } from "@/lib/shared/paths";

/** Both the number and the list begin like this, so that one word makes them old. */
export const notificationsKey = (team: string) => ["notifications", team];

/** How much one has not looked at. */
export const unreadQuery = (team: string, initial: number) =>
  queryOptions({
    queryKey: [...notificationsKey(team), "unread"],
    queryFn: async ({ signal }) => (await fetchJson<NotificationsView>(paths.api.notifications(team), signal)).unread,
    initialData: initial,
  });

export const notificationsQuery = (team: string, locale: string) =>
  queryOptions({
    queryKey: [...notificationsKey(team), locale],
    queryFn: ({ signal }) => fetchJson<NotificationsView>(paths.api.notifications(team, locale), signal),
    staleTime: 2_000,
  });
