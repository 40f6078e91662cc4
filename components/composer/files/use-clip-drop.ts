"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslations } from "use-intl";
import type { ComposerEngine } from "../engine/composer-engine";
import type { DropTarget } from "../engine/place-files";

/** A clip of the gallery that was let go over the composer. @param open makes room for what takes its place there */
export function useClipDrop(engine: ComposerEngine, open: () => void): (id: string, target: DropTarget) => void {
  const t = useTranslations("composer.upload");
  const client = useQueryClient();
  return useCallback(
    (id, target) => {
      open();
      // One of another window is not known here by its name.
      const unnamed = t("clip");
      import("../engine/take-clip").then(
        ({ dropClip, nameOfClip }) => dropClip(engine, { id, name: nameOfClip(client, engine, id) ?? unnamed }, target),
        () => engine.refuse(unnamed, { code: "network", values: {} }),
      );
    },
    [engine, open, t, client],
  );
}
