"use client";

import { Suspense, useState } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Link2 } from "@/components/ui/icons";
import { late } from "@/components/ui/late";
import type { SharedThing } from "@/lib/shares/schema";

const ShareDialog = late(async () => (await import("./share-dialog")).default);

interface ShareButtonProps extends ButtonProps {
  team: string;
  of: SharedThing;
  /** Of a collection or a sequence. */
  name?: string;
  /** On a narrow screen its sign stands for it. */
  isShort?: boolean;
}

/** Opens what makes links to this. */
export function ShareButton({ team, of, name, isShort = false, ...props }: ShareButtonProps) {
  const t = useTranslations("shares");
  // What the button stands in may go out of sight when a telephone is turned, and a new link is shown only once.
  const [host, setHost] = useState<Element | null>(null);
  return (
    <>
      <Button
        aria-haspopup="dialog"
        onPointerEnter={() => void ShareDialog.fetch()}
        onClick={(event) => setHost(event.currentTarget.closest("dialog") ?? document.body)}
        {...props}
      >
        <Link2 aria-hidden="true" />
        <span className={isShort ? "max-sm:sr-only" : undefined}>{t("share")}</span>
      </Button>
      {host &&
        createPortal(
          <Suspense>
            <ShareDialog team={team} of={of} {...(name !== undefined && { name })} onClose={() => setHost(null)} />
          </Suspense>,
          host,
        )}
    </>
  );
}
