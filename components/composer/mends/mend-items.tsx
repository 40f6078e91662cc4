"use client";

import { useTranslations } from "use-intl";
import { MenuItem } from "@/components/ui/menu";
import type { How } from "@/lib/assets/mends/schema";
import type { AssetKind } from "@/lib/models/catalog";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";
import type { MendDialogName } from "./mend-dialog";

/** What can be made of a reference that is there: a part of it, or what is inside of it. */
export function MendItems({ input, onOpen }: { input: ComposerInput; onOpen: (name: MendDialogName) => void }) {
  const t = useTranslations("mend");
  const engine = useEngine();
  if (input.asset?.status !== "ready" || input.upload !== null) return null;
  const take = (how: How, kind: AssetKind) => () => void import("./follow-mend").then(({ takeFrom }) => takeFrom(engine, input, how, kind));
  if (input.kind === "image") return <MenuItem onSelect={() => onOpen("crop")}>{t("crop")}</MenuItem>;
  return (
    <>
      <MenuItem onSelect={() => onOpen("trim")}>{t("trim")}</MenuItem>
      {input.kind === "video" ? (
        <>
          <MenuItem onSelect={take({ kind: "frame", part: "first" }, "image")}>{t("firstPicture")}</MenuItem>
          <MenuItem onSelect={take({ kind: "frame", part: "last" }, "image")}>{t("lastPicture")}</MenuItem>
          <MenuItem onSelect={take({ kind: "sound" }, "audio")}>{t("itsSound")}</MenuItem>
        </>
      ) : (
        <MenuItem onSelect={() => void import("./follow-mend").then(({ mendInput }) => mendInput(engine, input, { kind: "level" }))}>
          {t("level")}
        </MenuItem>
      )}
    </>
  );
}
