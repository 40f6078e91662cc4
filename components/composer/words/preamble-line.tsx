"use client";

import { useTranslations } from "use-intl";
import { useComposer, useEngine } from "../engine/composer-context";

/** One quiet line over the prompt: that something is put before it, what, and the ways to leave it out here and to change it. */
export default function PreambleLine({ onPanel }: { onPanel: (panel: "description") => void }) {
  const t = useTranslations("words.preamble");
  const engine = useEngine();
  const projects = useComposer((snapshot) => snapshot.preamble);
  const preamble = useComposer(({ state }) => state.preamble);
  const isOwn = useComposer(({ state }) => state.ownPreamble === true);
  const action = "min-h-6 shrink-0 underline decoration-line-strong underline-offset-2 hover:text-text pointer-coarse:min-h-11";
  return (
    <div data-slot="preamble" className="flex min-w-0 flex-wrap items-start gap-x-3 px-1 text-xs text-quiet in-data-[stance=rest]:hidden">
      {preamble === "" ? (
        <p className="min-w-0 flex-1 basis-48 truncate py-1">{t("off")}</p>
      ) : (
        <details className="group/words min-w-0 flex-1 basis-48">
          <summary className="flex min-h-6 cursor-pointer list-none items-center gap-1.5 hover:text-text pointer-coarse:min-h-11">
            <span className="min-w-0 truncate">{t(isOwn ? "own" : "label")}</span>
            <bdi className="min-w-0 flex-1 truncate group-open/words:hidden">{preamble}</bdi>
          </summary>
          <p dir="auto" className="max-h-24 overflow-y-auto pb-1 text-sm whitespace-pre-wrap text-text [overflow-wrap:anywhere]">
            {preamble}
          </p>
        </details>
      )}
      {preamble !== "" && (
        <button type="button" className={action} onClick={() => engine.switchPreamble(false)}>
          {t("switchOff")}
        </button>
      )}
      {isOwn && projects !== "" && (
        <button type="button" className={action} onClick={() => engine.switchPreamble(true)}>
          {t(preamble === "" ? "switchOn" : "useProject")}
        </button>
      )}
      <button type="button" aria-haspopup="dialog" className={action} onClick={() => onPanel("description")}>
        {t("edit")}
      </button>
    </div>
  );
}
