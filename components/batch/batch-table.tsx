"use client";

import { Trash2 } from "@/components/ui/icons";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { Batch, ShownRow } from "./use-batch";
import { columnOfProblem, useBatchWords } from "./use-batch-words";

/** Every clip that a press would make, with what it costs and what stands against it; where that is a cell, it is mended here. */
export function BatchTable({ batch, label }: { batch: Batch; label: string }) {
  const { t } = useBatchWords();
  return (
    <div
      className="max-h-[max(14rem,48dvh)] overflow-auto overscroll-contain rounded-lg border border-line"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <table aria-label={label} className="w-full border-collapse text-sm">
        <thead className="sticky top-0 z-10 bg-overlay text-left text-xs text-quiet">
          <tr>
            <th scope="col" className="w-10 px-2 py-1.5 font-normal">
              <span className="sr-only">{t("table.taken")}</span>
            </th>
            <th scope="col" className="px-2 py-1.5 font-normal">
              {t("table.clip")}
            </th>
            <th scope="col" className="px-2 py-1.5 text-right font-normal">
              {t("table.price")}
            </th>
            <th scope="col" className="w-10">
              <span className="sr-only">{t("table.remove")}</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {batch.shown.map((row) => (
            <Row key={row.id} row={row} batch={batch} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, batch }: { row: ShownRow; batch: Batch }) {
  const { t, money, slate } = useBatchWords();
  const isBad = row.problems.length > 0;
  return (
    <tr data-line={row.line} data-bad={isBad || undefined} className="align-top data-bad:bg-failed/6">
      <td className="px-2 py-2">
        <label className="grid size-6 place-items-center pointer-coarse:size-11">
          <input
            type="checkbox"
            className="size-4 accent-text"
            checked={row.isTaken}
            disabled={isBad}
            aria-label={t("table.take", { line: row.line })}
            onChange={(event) => batch.tick([row.id], event.target.checked)}
          />
        </label>
      </td>
      <td className="min-w-0 px-2 py-2">
        <p dir="auto" className="line-clamp-2 text-pretty break-words">
          <span className="mr-2 text-xs text-quiet tabular">{row.line}</span>
          {row.recipe.prompt}
        </p>
        <p className="text-xs break-words text-quiet">{slate(row)}</p>
        {row.isMade && <p className="text-xs text-uncertain">{t("table.made")}</p>}
        {row.sameAs !== null && !row.isMade && <p className="text-xs text-uncertain">{t("table.same", { line: row.sameAs })}</p>}
        <Problems row={row} batch={batch} />
      </td>
      <td className="px-2 py-2 text-right text-xs whitespace-nowrap tabular">{row.price && !isBad ? money(row.price.micros) : "–"}</td>
      <td className="py-1 pr-1">
        <Button variant="quiet" size="icon" aria-label={t("table.removeRow", { line: row.line })} onClick={() => batch.remove(row.id)}>
          <Trash2 aria-hidden="true" />
        </Button>
      </td>
    </tr>
  );
}

/** A sentence for each thing that stands against a row, and the cell that it is about. */
function Problems({ row, batch }: { row: ShownRow; batch: Batch }) {
  const { t, column, problem } = useBatchWords();
  if (row.problems.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col gap-1.5">
      {row.problems.map((one) => {
        const name = columnOfProblem(one);
        const cell = row.cells[name] ?? "";
        return (
          <li key={`${one.code} ${name} ${String(one.values?.name ?? "")}`} className="flex flex-col gap-1 text-xs">
            <span className="text-pretty text-failed">{problem(one)}</span>
            {one.code !== "uploading" && (
              <Input
                // The cell as it is: typed over, it is read again when it is left.
                key={cell}
                defaultValue={cell}
                aria-label={t("table.cell", { column: column(name), line: row.line })}
                className="h-8 max-w-96 text-sm"
                onBlur={(event) => event.target.value !== cell && batch.mend(row.id, name, event.target.value.trim())}
                onKeyDown={(event) => {
                  // Enter that takes a word from an input method; Safari says so by the code alone.
                  if (event.nativeEvent.isComposing || event.keyCode === 229) return;
                  if (event.key === "Enter") event.currentTarget.blur();
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
