"use client";

import { useTranslations } from "use-intl";
import { useLookAgain } from "@/components/assets/use-file-states";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { CircleUser } from "@/components/ui/icons";
import { acceptFacesAction } from "@/lib/assets/actions";
import { useEngine } from "../engine/composer-context";
import { FaceWays } from "./face-ways";
import type { KnownFile } from "./known-file";

/** A picture with a face in it: what may happen, before anything of it is sent, and the ways out. */
export function FaceLine({ file }: { file: KnownFile }) {
  const t = useTranslations("files.faces");
  const { team } = useEngine();
  const { run, pending, error } = useAction();
  const lookAgain = useLookAgain(team);
  const { id, name } = file.input.asset!;
  return (
    <li data-slot="face-line" className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <CircleUser aria-hidden="true" className="icon text-uncertain" />
      <span className="min-w-0 flex-1 basis-64 text-pretty">
        {t("seen", { label: file.label })}
        {error && <span className="block text-xs text-failed">{error}</span>}
      </span>
      <span className="flex flex-wrap gap-1">
        <FaceWays file={file} />
        <Button
          size="sm"
          variant="secondary"
          disabled={pending}
          aria-label={t("goOnWith", { name })}
          onClick={() => run(() => acceptFacesAction(team, { id }), lookAgain)}
        >
          {t("goOn")}
        </Button>
      </span>
    </li>
  );
}
