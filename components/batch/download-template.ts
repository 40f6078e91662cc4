import type { TableLanguage } from "@/lib/recipes/table/columns";
import { writeCsv } from "@/lib/recipes/table/csv";
import { templateRows } from "@/lib/recipes/table/template";

/** Saves the table to begin with on this machine. */
export async function downloadTemplate(language: TableLanguage, format: "csv" | "xlsx"): Promise<void> {
  const rows = templateRows(language);
  // Writing XLSX is a library of its own, for the few who ask for it.
  const blob =
    format === "csv"
      ? new Blob([writeCsv(rows)], { type: "text/csv;charset=utf-8" })
      : await (await import("@/lib/recipes/table/write-xlsx")).writeXlsx(rows);
  const url = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: `dailies-${language}.${format}` });
  link.click();
  URL.revokeObjectURL(url);
}
