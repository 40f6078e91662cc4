"use client";

import { useMemo, useState } from "react";
import { onItsOwn } from "@/components/clip/uncertain/on-its-own";
import { newKey } from "@/components/data/new-key";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { MAX_ROWS } from "@/lib/recipes/table/columns";
import { countVariations, vary } from "@/lib/recipes/table/variations";
import { BatchPress } from "./batch-press";
import { BatchTable } from "./batch-table";
import { DimensionFields } from "./dimension-fields";
import { dimensionsOf, type VariationFields } from "./dimensions";
import type { BatchDialogProps } from "./import-dialog";
import { forgetFields, keepFields, readFields } from "./kept-fields";
import { PutAway } from "./put-away";
import { useBatch } from "./use-batch";
import { useBatchWords } from "./use-batch-words";

/** The recipe of the composer in every combination of what is varied, each with its price, before any of it is bought. */
export default function VariationsDialog({ onClose, ...options }: BatchDialogProps) {
  const { t } = useBatchWords();
  const batch = useBatch({ ...options, kind: "variations" });
  const [fields, setFields] = useState(() => readFields(options.projectId, options.base));
  const change = (next: VariationFields) => {
    keepFields(options.projectId, options.base, next);
    setFields(next);
  };
  const done = () => {
    forgetFields(options.projectId);
    onClose();
  };
  const dimensions = useMemo(() => dimensionsOf(fields, options.base), [fields, options.base]);
  const count = countVariations(dimensions);
  const isTooMany = count > MAX_ROWS;
  const begin = () => {
    if (isTooMany) return;
    const rows = vary(options.base, dimensions).map((cells, index) => ({ id: newKey(), line: index + 1, cells }));
    batch.begin({ name: "", unused: [], rows });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      {...onItsOwn(onClose)}
      title={t("variations.title")}
      description={t("variations.body")}
      className="w-[min(60rem,calc(100vw-2rem))]"
    >
      {batch.batch ? (
        <>
          <BatchTable batch={batch} label={t("table.name")} />
          <BatchPress batch={batch} onDone={done} />
        </>
      ) : (
        <>
          <PutAway batch={batch} />
          <DimensionFields fields={fields} onChange={change} base={options.base} surface={options.surface} />
          <DialogFooter className="items-center">
            <p role="status" className="mr-auto text-sm text-quiet tabular">
              {isTooMany ? t("variations.tooMany", { count, limit: MAX_ROWS }) : t("variations.count", { count })}
            </p>
            <Button variant="primary" aria-disabled={isTooMany || undefined} onClick={begin}>
              {t("variations.show")}
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
