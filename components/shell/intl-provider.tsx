"use client";

import { useEffect, useMemo, useSyncExternalStore, type ReactNode } from "react";
import { IntlProvider as UseIntlProvider, useLocale, useMessages } from "use-intl";
import { TIME_ZONE_COOKIE, type Locale } from "@/lib/i18n/config";
import type { CompiledMessages } from "@/lib/i18n/load-messages";
import { writeCookie } from "./cookie";

interface IntlProviderProps {
  locale: Locale;
  timeZone: string;
  messages: CompiledMessages;
  children: ReactNode;
}

/** Words, numbers and dates for the client components of every page. */
export function IntlProvider({ locale, timeZone: serverTimeZone, messages, children }: IntlProviderProps) {
  // The server cannot know the zone of a first visit: dates are set right once, and the next page is right at once.
  const timeZone = useSyncExternalStore(neverChanges, ownTimeZone, () => serverTimeZone);
  useEffect(() => {
    if (timeZone !== serverTimeZone) writeCookie(TIME_ZONE_COOKIE, timeZone);
  }, [timeZone, serverTimeZone]);
  return (
    <UseIntlProvider locale={locale} timeZone={timeZone} messages={messages}>
      {children}
    </UseIntlProvider>
  );
}

const neverChanges = () => () => undefined;
const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Adds a page's own namespaces to those that are there already. */
export function MoreMessages({ messages, children }: { messages: CompiledMessages; children: ReactNode }) {
  const locale = useLocale();
  const inherited = useMessages() as CompiledMessages;
  const merged = useMemo(() => ({ ...inherited, ...messages }), [inherited, messages]);
  return (
    <UseIntlProvider locale={locale} messages={merged}>
      {children}
    </UseIntlProvider>
  );
}
