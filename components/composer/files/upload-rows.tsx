"use client";

import { useTranslations } from "use-intl";
import { isSlow, UploadRow } from "@/components/assets/upload-row";
import { useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";

/** Files of a place that take a while, with how far and how fast they are. */
export function UploadRows({ inputs }: { inputs: readonly ComposerInput[] }) {
  const t = useTranslations("uploads");
  const engine = useEngine();
  const slow = inputs.flatMap((input) => (input.upload && isSlow(input.upload) ? [{ input, upload: input.upload }] : []));
  if (slow.length === 0) return null;
  return (
    <ul aria-label={t("list")} className="flex flex-col gap-1">
      {slow.map(({ input, upload }) => (
        <UploadRow
          key={input.key}
          name={input.name}
          upload={upload}
          onPause={() => engine.pauseUpload(input.key)}
          onGoOn={() => engine.retryUpload(input.key)}
          onCancel={() => engine.remove(input)}
        />
      ))}
    </ul>
  );
}
