"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { useErrorWords } from "@/components/data/use-error-words";
import { RequestError } from "@/components/data/fetch-json";
import { Alert } from "@/components/ui/alert";
import { Dialog } from "@/components/ui/dialog";
import type { SharedThing } from "@/lib/shares/schema";
import type { NewShareView } from "@/lib/shares/view";
import { MadeLink } from "./made-link";
import { ShareForm } from "./share-form";
import { ShareRow } from "./share-row";
import { sharesQuery } from "./share-query";

interface ShareDialogProps {
  team: string;
  of: SharedThing;
  /** Of a collection or a sequence. */
  name?: string;
  onClose: () => void;
}

/** Makes links to one thing for people without an account, and ends them. */
export default function ShareDialog({ team, of, name = "", onClose }: ShareDialogProps) {
  const t = useTranslations("shares");
  const words = useErrorWords();
  const [newest, setMade] = useState<NewShareView>();
  const query = sharesQuery(team, of);
  const { data: living, error, refetch } = useQuery(query);
  useLiveRefetch(query.queryKey, "share");
  // Revoked, it leads nowhere any more.
  const made = newest && (living === undefined || living.some(({ id }) => id === newest.share.id)) ? newest : undefined;
  const refused = error instanceof RequestError && error.error;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(`title.${of.kind}`, { name, count: of.kind === "clips" ? of.ids.length : 0 })}
      description={t(`description.${of.kind}`)}
    >
      <ShareForm
        team={team}
        of={of}
        isAnother={made !== undefined}
        onMade={(share) => {
          void refetch();
          setMade(share);
        }}
      />
      {made && <MadeLink key={made.share.id} made={made} />}
      {error && <Alert>{refused ? words.form(refused) : words.offline()}</Alert>}
      {living && living.length > 0 && (
        <section aria-label={t("living")} className="flex flex-col gap-2">
          <h3 className="text-sm font-medium">{t("living")}</h3>
          <ul className="divide-y divide-line rounded-lg border border-line">
            {living.map((share) => (
              <ShareRow key={share.id} team={team} share={share} onRevoked={() => void refetch()} />
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  );
}
