"use client";

import { late } from "@/components/ui/late";
import { Trash2 } from "@/components/ui/icons";
import Link from "next/link";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonVariants } from "@/components/ui/button";
import type { CardView, FailureRemedy } from "@/lib/generations/view";
import type { ActionError } from "@/lib/shared/result";
import { paths } from "@/lib/shared/paths";
import type { GalleryPlace } from "../gallery-place";
import type { GenerationActions } from "../use-generation-actions";
import { GenerationAuthor } from "./generation-author";
import { FailureDetails, FailureFacts } from "../generation-failure";
import { askedOf, lowerResolution, nearestDuration, offeredRemedies } from "./remedies";

const RewordDialog = late(async () => (await import("../retry/reword-dialog")).default);

interface GenerationLineProps {
  /** As it is shown: failed where the studio itself could not be reached. */
  view: CardView;
  /** Why the studio did not record it. */
  error: ActionError | null;
  place: GalleryPlace;
  can: { retry: boolean; delete: boolean };
  actions: GenerationActions;
  onDismiss: () => void;
}

/** What ended without a clip, in one line: what happened, who stopped it, whether it cost anything, what to do, and the details. */
export function GenerationLine({ view, error, place, can, actions, onDismiss }: GenerationLineProps) {
  const t = useTranslations("gallery");
  const { failure } = view;
  const [isRewording, setRewording] = useState(false);
  const isMine = view.author.id === place.user.id;
  return (
    <div
      data-slot="generation-line"
      className="flex h-full flex-col gap-x-4 gap-y-1.5 rounded-lg border border-line bg-surface px-3 py-2 @xl:flex-row @xl:items-center @xl:py-0"
    >
      <FailureFacts view={view} error={error} isMine={isMine}>
        {!isMine && <GenerationAuthor name={view.author.name} />}
      </FailureFacts>
      <div className="mt-auto flex shrink-0 items-center gap-1.5 @max-xl:[&>:nth-child(3):not(:nth-last-child(-n+2))]:hidden @xl:mt-0">
        {error && (
          <Button size="sm" onClick={onDismiss}>
            {t("dismiss")}
          </Button>
        )}
        {!error &&
          failure &&
          can.retry &&
          offeredRemedies(failure.remedies, askedOf(view)).map((remedy) => (
            <Remedy key={remedy} remedy={remedy} view={view} place={place} actions={actions} onReword={() => setRewording(true)} />
          ))}
        {!error && failure && <FailureDetails failure={failure} place={place} />}
        {isRewording && (
          <Suspense>
            <RewordDialog view={view} place={place} actions={actions} onClose={() => setRewording(false)} />
          </Suspense>
        )}
        {!error && can.delete && (
          <Button
            size="icon"
            variant="quiet"
            data-press="delete"
            aria-label={t("delete")}
            title={t("delete")}
            className="ml-auto"
            onClick={() => void actions.remove(view)}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        )}
      </div>
    </div>
  );
}

interface RemedyProps extends Pick<GenerationLineProps, "view" | "place" | "actions"> {
  remedy: FailureRemedy;
  onReword: () => void;
}

function Remedy({ remedy, view, place, actions, onReword }: RemedyProps) {
  const t = useTranslations("failures");
  const asked = askedOf(view);
  const resolution = lowerResolution(asked);
  const seconds = nearestDuration(asked);
  const label = t(`remedies.${remedy === "retry" && view.failure?.isRetried ? "retryOnceMore" : remedy}`, {
    resolution: resolution ?? "",
    seconds: seconds ?? 0,
  });
  if (remedy === "openProviderSettings") {
    return (
      <Link href={paths.provider(place.team)} className={buttonVariants({ size: "sm" })}>
        {label}
      </Link>
    );
  }
  const act = (): void => {
    switch (remedy) {
      case "retry":
        return void actions.retry(view);
      case "retryWithoutSound":
        return void actions.retry(view, { sound: false });
      case "reword":
        return onReword();
      case "dropSeed":
        return void actions.retry(view, { seed: null });
      case "lowerResolution":
        return resolution ? void actions.retry(view, { resolution }) : undefined;
      case "nearestDuration":
        return seconds === null ? undefined : void actions.retry(view, { durationSeconds: seconds });
      case "useAsReferences":
        return void actions.reuse(view, { inputsAs: "references", keepSeed: true });
      case "useAsFrames":
        return void actions.reuse(view, { inputsAs: "frames", keepSeed: true });
      case "edit":
      case "replaceInput":
        return void actions.reuse(view, { keepSeed: true });
    }
  };
  return (
    <Button size="sm" onClick={act}>
      {label}
    </Button>
  );
}
