"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { ComposerEngine } from "../engine/composer-engine";
import type { ClipDrop } from "./use-file-drop";

/** Clips of the gallery that are let go over the composer. @param open brings the places back: whoever takes a clip in hand has laid it to rest */
export function useClipDrop(engine: ComposerEngine, open: () => void): ClipDrop {
  const t = useTranslations("uploads");
  const client = useQueryClient();
  return useMemo(
    () => ({
      onNear: open,
      onClip: (id, target) => {
        open();
        // One of another window is not known here by its name.
        const unnamed = t("clip");
        import("../engine/take-clip").then(
          ({ dropClip, nameOfClip }) => dropClip(engine, { id, name: nameOfClip(client, engine, id) ?? unnamed }, target),
          () => engine.refuse(unnamed, { code: "network", values: {} }),
        );
      },
    }),
    [engine, open, t, client],
  );
}
