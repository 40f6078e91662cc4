import type { Actor } from "@/lib/access/callers/actor";
import { db } from "@/lib/platform/db/client";
import { COLUMNS, HEADERS, type TableLanguage, tableLanguageOf } from "@/lib/recipes/table/columns";
import { writeCsv } from "@/lib/recipes/table/csv";
import { writeCells } from "@/lib/recipes/table/write-cells";
import { writeXlsx } from "@/lib/recipes/table/write-xlsx";
import { pickRecipe } from "@/lib/recipes/recipe";
import { AppError } from "@/lib/shared/errors";
import { inTurn } from "@/lib/shared/in-turn";

/** The newest; a table of more opens in no spreadsheet that people have. */
const MOST_CLIPS = 20_000;
const AT_ONCE = 1_000;

/** What became of a clip, behind the columns that ask for it. */
const RESULT_HEADERS: Record<TableLanguage, readonly string[]> = {
  en: ["Status", "Asked for at", "By", "Actual seed", "Tokens", "US dollars", "Id"],
  zh: ["状态", "提交时间", "创建者", "实际种子", "tokens", "美元", "编号"],
};

const TYPES = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" } as const;

interface Asked {
  projectId: string;
  format: string | null;
  language: string | null;
}

interface ClipTable {
  name: string;
  answer: Response;
}

/**
 * The clips of a project as a file whose rows can be imported again: their recipes, their files by name, and what became of
 * them, the newest first. @throws AppError not-found
 */
export const exportClips = (actor: Actor, asked: Asked): Promise<ClipTable> =>
  // A table is held whole until it is written: one at a time for a team.
  inTurn(`export ${actor.teamId}`, () => writeTable(actor, asked));

async function writeTable(actor: Actor, { projectId, format: wanted, language: locale }: Asked): Promise<ClipTable> {
  const project = await db.project.findFirst({ where: { id: projectId, teamId: actor.teamId, deletedAt: null }, select: { slug: true } });
  if (!project) throw new AppError("not-found");
  const language = tableLanguageOf(locale ?? "");
  const format = wanted === "xlsx" ? "xlsx" : "csv";
  const rows = [[...COLUMNS.map((column) => HEADERS[language][column]), ...RESULT_HEADERS[language]]];
  let last: Row | undefined;
  do {
    const page = await readPage(actor, projectId, last);
    rows.push(...page.map((row) => cellsOf(row, language)));
    last = page.length === AT_ONCE ? page.at(-1) : undefined;
  } while (last && rows.length <= MOST_CLIPS);
  const body = format === "csv" ? writeCsv(rows) : await writeXlsx(rows);
  const name = `${project.slug}.${format}`;
  const headers = {
    "content-type": TYPES[format],
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "private, no-store",
  };
  return { name, answer: new Response(body, { headers }) };
}

const readPage = (actor: Actor, projectId: string, last: { id: string; createdAt: Date } | undefined) =>
  db.generation.findMany({
    where: {
      ...{ teamId: actor.teamId, projectId, deletedAt: null },
      ...(last && { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] }),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: AT_ONCE,
    include: {
      createdBy: { select: { name: true } },
      inputs: { orderBy: { position: "asc" }, select: { role: true, asset: { select: { id: true, name: true } } } },
    },
  });
type Row = Awaited<ReturnType<typeof readPage>>[number];

function cellsOf(row: Row, language: TableLanguage): string[] {
  const cells = writeCells({ recipe: pickRecipe(row), files: row.inputs }, language);
  const { status, createdAt, createdBy, actualSeed, actualTokens, actualMicros, id } = row;
  const dollars = actualMicros === null ? "" : (actualMicros / 1e6).toFixed(4);
  return [
    ...COLUMNS.map((column) => cells[column]),
    ...[status, createdAt.toISOString(), createdBy.name, String(actualSeed ?? ""), String(actualTokens ?? ""), dollars, id],
  ];
}
