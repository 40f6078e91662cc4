"use client";

import { late } from "@/components/ui/late";
import { Braces } from "@/components/ui/icons";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

const GenerationRequestDialog = late(async () => (await import("./generation-request-dialog")).default);

/** For the recipe of a clip: the request behind it, in both styles. */
export function GenerationRequestButton({ team, id }: { team: string; id: string }) {
  const t = useTranslations("request");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-haspopup="dialog" className="self-start" onClick={() => setOpen(true)}>
        <Braces aria-hidden="true" />
        {t("openSent")}
      </Button>
      {isOpen && (
        <Suspense>
          <GenerationRequestDialog team={team} id={id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
