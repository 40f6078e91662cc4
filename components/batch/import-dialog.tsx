"use client";

import { useId, useState } from "react";
import { onItsOwn } from "@/components/clip/uncertain/on-its-own";
import { newKey } from "@/components/data/new-key";
import { Alert } from "@/components/ui/alert";
import { Dialog } from "@/components/ui/dialog";
import { readTable, TableError } from "@/lib/recipes/table/read-table";
import { BatchPress } from "./batch-press";
import { BatchTable } from "./batch-table";
import { FilesOfTable } from "./files-of-table";
import { ImportStart } from "./import-start";
import { PutAway } from "./put-away";
import { type BatchOptions, useBatch } from "./use-batch";
import { useBatchWords } from "./use-batch-words";

export interface BatchDialogProps extends Omit<BatchOptions, "kind"> {
  onClose: () => void;
}

const isTable = (file: File): boolean => /\.(?:csv|tsv|txt|xlsx|xls)$/iu.test(file.name) || /csv|spreadsheet|excel/iu.test(file.type);

/** One clip per row of a file: read here, shown with every problem and every price, and sent only then. */
export default function ImportDialog({ onClose, ...options }: BatchDialogProps) {
  const { t } = useBatchWords();
  const id = useId();
  const batch = useBatch({ ...options, kind: "import" });
  const [problem, setProblem] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);

  async function take(files: readonly File[]): Promise<void> {
    const table = files.find(isTable) ?? (files.length === 1 ? files[0] : undefined);
    batch.files.add(files.filter((file) => file !== table));
    if (!table) return setProblem(t("file.none"));
    setReading(true);
    setProblem(null);
    try {
      const { lines, unused } = await readTable(new Uint8Array(await table.arrayBuffer()));
      batch.begin({ name: table.name, unused, rows: lines.map((line) => ({ ...line, id: newKey() })) });
    } catch (error) {
      setProblem(error instanceof TableError ? t(`file.${error.code}`, error.values) : t("file.unreadable"));
    } finally {
      setReading(false);
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      {...onItsOwn(onClose)}
      title={t("import.title")}
      description={t("import.body")}
      className="w-[min(60rem,calc(100vw-2rem))]"
    >
      {problem && <Alert id={id}>{problem}</Alert>}
      {batch.batch ? (
        <>
          <p className="text-sm text-quiet">
            {t("import.from", { name: batch.batch.name, count: batch.shown.length })}
            {batch.batch.unused.length > 0 && ` ${t("import.unused", { names: batch.batch.unused.join(", ") })}`}
          </p>
          <FilesOfTable batch={batch} />
          <BatchTable batch={batch} label={t("table.name")} />
          <BatchPress batch={batch} onDone={onClose} />
        </>
      ) : (
        <>
          <PutAway batch={batch} />
          <ImportStart team={options.team} projectId={options.projectId} isReading={isReading} onFiles={(files) => void take(files)} />
        </>
      )}
    </Dialog>
  );
}
