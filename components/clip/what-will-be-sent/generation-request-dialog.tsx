"use client";

import { useQuery } from "@tanstack/react-query";
import { generationRequestQuery } from "./preview-queries";
import { RequestDialog } from "./request-dialog";

/** What was sent for a clip, or will be. */
export default function GenerationRequestDialog({ team, id, onClose }: { team: string; id: string; onClose: () => void }) {
  return <RequestDialog kind="generation" query={useQuery(generationRequestQuery(team, id))} onClose={onClose} />;
}
