import type { ReactNode } from "react";
import { loadMessages } from "@/lib/i18n/load-messages";
import type { Namespace } from "@/lib/i18n/namespaces";
import { getLocale } from "@/lib/i18n/request";
import { MoreMessages } from "./intl-provider";

/** Sends the named namespaces to the client components inside, and no others: words are bytes too. */
export async function Messages({ namespaces, children }: { namespaces: readonly Namespace[]; children: ReactNode }) {
  return <MoreMessages messages={await loadMessages(await getLocale(), namespaces)}>{children}</MoreMessages>;
}
