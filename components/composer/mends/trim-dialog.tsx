"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { fetchJson } from "@/components/data/fetch-json";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { How } from "@/lib/assets/mends/schema";
import type { LookView } from "@/lib/assets/mends/view";
import { paths } from "@/lib/shared/paths";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";
import { TrimPart } from "./trim-part";

interface TrimDialogProps {
  input: ComposerInput;
  onUse: (how: How) => void;
  onClose: () => void;
}

/** Which part of a clip or a sound is used. What it looks and sounds like is drawn by the studio, for browsers that cannot play it. */
export function TrimDialog({ input, onUse, onClose }: TrimDialogProps) {
  const t = useTranslations("mend");
  const common = useTranslations("common");
  const engine = useEngine();
  const asset = input.asset!;
  const {
    data: look,
    isError,
    refetch,
  } = useQuery({
    queryKey: ["look", asset.id],
    queryFn: ({ signal }) => fetchJson<LookView>(paths.api.look(engine.team, asset.id), signal),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("trim")} description={<bdi>{input.name}</bdi>} className="w-[min(44rem,calc(100vw-2rem))]">
      {look ? (
        <TrimPart kind={input.kind} url={paths.api.asset(asset.id, "original")} look={look} onUse={onUse} onClose={onClose} />
      ) : (
        <>
          {isError ? (
            <p role="alert" className="flex items-center gap-2 text-sm text-failed">
              {t("noLook")}
              <Button size="sm" onClick={() => void refetch()}>
                {t("again")}
              </Button>
            </p>
          ) : (
            <p role="status" className="flex min-h-40 items-center justify-center gap-2 text-sm text-quiet">
              <Spinner /> {t("looking")}
            </p>
          )}
          <DialogFooter>
            <Button onClick={onClose}>{common("cancel")}</Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
