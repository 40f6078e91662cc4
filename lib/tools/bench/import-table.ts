import { DEFAULT_MODELS } from "@/lib/models/choices";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { defaultRecipe } from "@/lib/recipes/default-recipe";
import { COLUMNS, HEADERS, MAX_ROWS } from "@/lib/recipes/table/columns";
import { writeCsv } from "@/lib/recipes/table/csv";
import { knownFiles } from "@/lib/recipes/table/file-names";
import { planRows } from "@/lib/recipes/table/plan-rows";
import { readTable } from "@/lib/recipes/table/read-table";
import { writeCells } from "@/lib/recipes/table/write-cells";
import { writeXlsx } from "@/lib/recipes/table/write-xlsx";
import { newId } from "@/lib/shared/ids";
import { gb18030 } from "@/lib/testing/gb18030";
import { type Bench, figure } from "./figure";

const PROMPT = "黄昏的灯塔，镜头缓缓推近，海浪拍打礁石，".repeat(10);

const rows = (): string[][] => [
  COLUMNS.map((column) => HEADERS.zh[column]),
  ...Array.from({ length: MAX_ROWS }, (_, index) => {
    const cells = writeCells({ recipe: { ...defaultRecipe(), prompt: `${PROMPT}${index}`, seed: index }, files: [] }, "zh");
    return COLUMNS.map((column) => cells[column]);
  }),
];

async function timeOf(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** From the bytes of a file to a table with every price, as the browser does it. */
async function readAndPlan(bytes: Uint8Array): Promise<void> {
  const { lines } = await readTable(bytes);
  const terms = { base: { recipe: defaultRecipe(), files: [] }, known: knownFiles([]), surface: "native", prices: DEFAULT_PRICES } as const;
  const planned = planRows(
    lines.map((line) => ({ ...line, id: newId() })),
    { ...terms, models: DEFAULT_MODELS },
  );
  if (planned.length !== MAX_ROWS || planned.some(({ problems }) => problems.length > 0))
    throw new Error("The table was not read as it was written.");
}

/** How long a table of 500 rows takes from its bytes to the plan of each row, beside splitting the same text at its commas. */
export const importTable: Bench = {
  name: "import",
  about: "read and plan 500 rows of CSV (GB18030) and XLSX, against splitting the text",
  run: async (say) => {
    say(`${MAX_ROWS} rows as CSV and as XLSX`);
    const text = writeCsv(rows()).slice(1);
    const csv = gb18030(text);
    const xlsx = new Uint8Array(await (await writeXlsx(rows())).arrayBuffer());
    const split = await timeOf(() => text.split("\n").map((line) => line.split(",")));
    return [
      figure("import-csv", await timeOf(() => readAndPlan(csv)), "ms", split),
      figure("import-xlsx", await timeOf(() => readAndPlan(xlsx)), "ms", split),
    ];
  },
};
