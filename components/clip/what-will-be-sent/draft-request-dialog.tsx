"use client";

import { useQuery } from "@tanstack/react-query";
import type { PreviewDraftInput } from "@/lib/generations/request-preview/schema";
import { draftRequestQuery } from "./preview-queries";
import { RequestDialog } from "./request-dialog";

/** What Generate would send now. */
export default function DraftRequestDialog({ team, draft, onClose }: { team: string; draft: PreviewDraftInput; onClose: () => void }) {
  return <RequestDialog kind="draft" query={useQuery(draftRequestQuery(team, draft))} onClose={onClose} />;
}
