import { headers } from "next/headers";
import { cache } from "react";
import { clientNetwork } from "@/lib/access/client-address";
import { ownOrigin } from "@/lib/access/own-origin";
import type { GuestThread } from "@/lib/shares/view";
import { guestOfAction } from "@/lib/shares/guests/guest-of-action";
import { readThreads } from "@/lib/shares/guests/guest-comments";
import { type Opened, openShare } from "@/lib/shares/guests/read-shared";

/** What a page of guests is drawn from, asked once per request; null for a link that leads nowhere. */
export const openForPage = cache(async (token: string): Promise<(Opened & { threads: GuestThread[] | null; origin: string }) | null> => {
  const asked = await headers();
  const opened = await openShare(await guestOfAction({ network: clientNetwork(asked) }, token));
  if (!opened) return null;
  const origin = ownOrigin(asked);
  const threads = opened.kind === "open" && opened.view.allowsComments ? await readThreads(opened.share) : null;
  return { ...opened, threads, origin };
});
