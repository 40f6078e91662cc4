"use client";

import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { captionsQuery } from "../clip-queries";
import { Spinner } from "@/components/ui/spinner";
import { Switch } from "@/components/ui/switch";
import type { Playback } from "../playback";
import { CaptionsEditor } from "./captions-editor";
import { shownCaptions } from "./shown-captions";

interface CaptionsProps {
  team: string;
  id: string;
  mayEdit: boolean;
  playback: Playback;
}

/** What is said in a clip: to be shown over it, typed, uploaded and changed. */
export default function Captions({ team, id, mayEdit, playback }: CaptionsProps) {
  const t = useTranslations("viewer.captions");
  const isShown = useSyncExternalStore(shownCaptions.subscribe, shownCaptions.read, () => true);
  const { data, isError } = useQuery(captionsQuery(team, id));
  if (isError) return <p className="text-sm text-quiet">{t("unread")}</p>;
  if (!data) return <Spinner aria-label={t("loading")} aria-hidden={false} role="img" />;
  return (
    <div data-slot="captions" className="flex flex-col gap-4">
      {data.text !== "" && <Switch checked={isShown} onCheckedChange={shownCaptions.set} label={t("show")} />}
      {mayEdit && <CaptionsEditor key={id} team={team} id={id} saved={data} playback={playback} />}
      {!mayEdit && data.text === "" && <p className="text-sm text-quiet">{t("none")}</p>}
    </div>
  );
}
