"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { BatchPress } from "@/components/batch/batch-press";
import { BatchTable } from "@/components/batch/batch-table";
import { PutAway } from "@/components/batch/put-away";
import { useBatch } from "@/components/batch/use-batch";
import { onItsOwn } from "@/components/clip/uncertain/on-its-own";
import { newKey } from "@/components/data/new-key";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { getModel } from "@/lib/models/catalog";
import type { Packing } from "@/lib/recipes/shots/pack-shots";
import { hasOtherShots, isPut, ownWords, putShots } from "@/lib/recipes/shots/put-shots";
import { filledShots, sumOfShots } from "@/lib/recipes/shots/shot";
import { type ShotTemplate, withTemplate } from "@/lib/recipes/shots/templates";
import { writeCells } from "@/lib/recipes/table/write-cells";
import { batchBase } from "../engine/batch-base";
import { useEngine } from "../engine/composer-context";
import { compiledPrompt } from "../engine/follow-mentions";
import { ShotRows } from "./shot-rows";
import { ShotsOutcome } from "./shots-outcome";
import { useShotPlans } from "./use-shot-plans";
import { useShots } from "./use-shots";

/** The list of shots, what it becomes, and the two ways on: into the prompt, or as clips of their own by the way of every batch. */
export default function ShotsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shots");
  const engine = useEngine();
  const { team, project, user, surface } = engine;
  const [base, setBase] = useState(() => batchBase(engine.getSnapshot().state));
  const batch = useBatch({ kind: "shots", team, projectId: project.id, userId: user.id, surface, base });
  const shots = useShots();
  const [packing, setPacking] = useState<Packing>("one");
  const { plans, list, prompt, model, mode, durationSeconds, language } = useShotPlans();
  const { clips, problems } = plans[packing];
  const [clip] = clips;
  const { label } = getModel(model);
  const { marks } = getModel(model).shots;
  const isThere = isPut(prompt, list.put);
  const isOpen = problems.length === 0 && clip !== undefined;
  const filled = filledShots(list.rows);
  const sum = sumOfShots(filled);
  const isChangingLength = packing === "one" && clip !== undefined && clip.seconds !== null && clip.seconds !== durationSeconds;
  // One begins with what happens, and not with its length or a button.
  useEffect(() => document.querySelector<HTMLElement>("[data-shot] textarea")?.focus(), []);
  const notes = [
    ...(filled.length > 1 ? [t(`marks.${marks}`, { model: label })] : []),
    ...(packing === "one" && hasOtherShots(prompt, list.put) ? [t("byHand")] : []),
    ...(packing !== "one" && clips.length > 1 && (mode === "firstFrame" || mode === "firstLast") ? [t("sameFrame")] : []),
    ...(isChangingLength && isOpen ? [t("changesLength", { seconds: clip.seconds! })] : []),
  ];

  function put(): void {
    if (!isOpen) return;
    engine.putShots({ prompt: clip.prompt, put: clip.text, durationSeconds: clip.seconds ?? durationSeconds });
    onClose();
  }

  function take(): void {
    engine.putShots({ prompt: ownWords(prompt, list.put), durationSeconds });
    onClose();
  }

  function show(): void {
    if (!isOpen) return;
    const { state } = engine.getSnapshot();
    const from = batchBase(state);
    setBase(from);
    const rows = clips.map(({ prompt: text, seconds }, index) => {
      const recipe = { ...from.recipe, prompt: compiledPrompt({ ...state, prompt: text }), durationSeconds: seconds };
      return { id: newKey(), line: index + 1, cells: writeCells({ recipe, files: from.files }) };
    });
    batch.begin({ name: "", unused: [], rows });
  }

  /** Into a person's own words: they stand before the list, and go into every clip. */
  function addToPrompt({ text }: ShotTemplate): void {
    const own = ownWords(prompt, list.put);
    const next = withTemplate(own, text[language], language);
    engine.tellOfReplaced(prompt);
    engine.dispatch({ type: "set", settings: { prompt: isThere ? putShots(next, undefined, list.put!) : next } });
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      {...onItsOwn(onClose)}
      title={t("title")}
      description={t("body", { model: label })}
      className="w-[min(72rem,calc(100vw-2rem))] scroll-pb-20"
    >
      {batch.batch ? (
        <>
          <BatchTable batch={batch} label={t("table")} />
          <BatchPress batch={batch} onDone={onClose} startOver={t("back")} />
        </>
      ) : (
        <>
          <PutAway batch={batch} />
          <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <ShotRows shots={shots} language={language} problems={problems} />
            <ShotsOutcome {...{ plans, packing, language, notes }} onPacking={setPacking} onTemplate={addToPrompt} />
          </div>
          <DialogFooter className="sticky bottom-0 z-10 -mx-5 -mb-5 items-center border-t border-line bg-overlay px-5 py-3">
            <p role="status" className="mr-auto text-sm text-quiet tabular">
              {t("sum", { count: filled.length, known: sum === null ? 0 : 1, seconds: sum ?? 0 })}
            </p>
            {packing === "one" && isThere && <Button onClick={take}>{t("take")}</Button>}
            {packing === "one" ? (
              <Button variant="primary" aria-disabled={!isOpen || undefined} onClick={put}>
                {isThere ? t("update") : t("put")}
              </Button>
            ) : (
              <Button variant="primary" aria-disabled={!isOpen || undefined} onClick={show}>
                {t("show")}
              </Button>
            )}
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
