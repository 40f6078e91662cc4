"use client";

import { useRouter } from "next/navigation";
import { useLiveReconnect, useLiveUpdates } from "./live-updates";

/** Projects and members come with the page from the server, so a change to them asks for the page anew. */
export function RefreshOnChange() {
  const router = useRouter();
  const refresh = () => router.refresh();
  useLiveUpdates("project", refresh);
  useLiveUpdates("member", refresh);
  useLiveReconnect(refresh);
  return null;
}
