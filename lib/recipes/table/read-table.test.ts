import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import writeExcelFile from "write-excel-file/node";
import { gb18030 } from "@/lib/testing/gb18030";
import { splitCsv, writeCsv } from "./csv";
import { readTable, type TableError } from "./read-table";
import { templateRows } from "./template";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  [...Array(text.length).keys()].forEach((index) => view.setUint16(index * 2, text.charCodeAt(index), littleEndian));
  return new Uint8Array(view.buffer);
};

const xlsx = async (rows: (string | number | boolean | Date | null)[][]): Promise<Uint8Array> =>
  new Uint8Array(
    await writeExcelFile(
      rows.map((row) => row.map((value) => (value === null ? null : { value, ...(value instanceof Date && { format: "hh:mm" }) }))),
    ).toBuffer(),
  );

const refusal = (bytes: Uint8Array): Promise<Pick<TableError, "code" | "values">> =>
  readTable(bytes).then(
    () => ({ code: "read" }) as never,
    (error: unknown) => error as TableError,
  );

describe("a CSV", () => {
  const chinese = "提示词;画幅;秒数\r\n灯塔，黄昏;16:9;5\r\n纸船;9:16;8\r\n";
  const expected = [
    { line: 2, cells: { prompt: "灯塔，黄昏", ratio: "16:9", durationSeconds: "5" } },
    { line: 3, cells: { prompt: "纸船", ratio: "9:16", durationSeconds: "8" } },
  ];

  it.each([
    ["UTF-8", utf8(chinese)],
    ["UTF-8 with a mark", utf8(`\uFEFF${chinese}`)],
    ["UTF-16 of Windows", utf16(`\uFEFF${chinese}`, true)],
    ["UTF-16 the other way round", utf16(`\uFEFF${chinese}`, false)],
    [
      "UTF-16 without a mark",
      utf16(chinese.replaceAll("灯塔，黄昏", "A lighthouse").replaceAll("提示词", "Prompt").replaceAll("画幅", "Ratio"), true),
    ],
    ["GB18030", gb18030(chinese)],
  ])("is read in %s", async (_name, bytes) => {
    const { lines } = await readTable(bytes);
    expect(lines.map(({ line }) => line)).toEqual([2, 3]);
    expect(lines[1]).toEqual(expected[1]);
    expect(["灯塔，黄昏", "A lighthouse"]).toContain(lines[0]!.cells.prompt);
  });

  it.each([[","], [";"], ["\t"], ["|"], ["，"]])("is read with %j between its cells", async (separator) => {
    const { lines } = await readTable(utf8(`Prompt${separator}Seed\n"one, two; three|four",42\n`.replace(",42", `${separator}42`)));
    expect(lines[0]!.cells).toEqual({ prompt: "one, two; three|four", seed: "42" });
  });

  it("is taken at its word about what separates, and keeps lines, quotes and marks of formulas within a cell", async () => {
    const { lines } = await readTable(utf8('sep=;\r\nPrompt;Seed\r\n"He says ""go"",\nthen leaves";7\r\n\'=1+1;\r\n'));
    expect(lines.map(({ cells }) => cells)).toEqual([
      { prompt: 'He says "go",\nthen leaves', seed: "7" },
      { prompt: "=1+1", seed: "" },
    ]);
  });

  it("may have one column of prompts full of commas", async () => {
    const { lines } = await readTable(utf8("Prompt\nA dog, a cat, a bird\n"));
    expect(lines[0]!.cells.prompt).toBe("A dog");
    expect((await readTable(utf8('Prompt\n"A dog, a cat"\n'))).lines[0]!.cells.prompt).toBe("A dog, a cat");
  });

  it("passes over rows that are empty, counts like a spreadsheet, and names columns that mean nothing here", async () => {
    const { lines, unused } = await readTable(utf8("\n,,\nPROMPT,Camera_move,时长\n,,\n\nA,left,5\n"));
    expect(lines).toEqual([{ line: 6, cells: { prompt: "A", durationSeconds: "5" } }]);
    expect(unused).toEqual(["Camera_move"]);
  });

  it("is refused with the reason when it is no table", async () => {
    expect((await refusal(utf8("just some words"))).code).toBe("noColumns");
    expect((await refusal(utf8(""))).code).toBe("noColumns");
    expect((await refusal(utf8("Prompt,Seed\n"))).code).toBe("noRows");
    expect((await refusal(utf8("Prompt,提示词\na,b\n"))).code).toBe("columnTwice");
    expect((await refusal(utf8(`Prompt\n${"a\n".repeat(1_000_000)}`))).code).toBe("tooManyRows");
    expect((await refusal(utf8(`Prompt\n${"\n".repeat(3_000)}a\n`))).code).toBe("tooManyRows");
    expect((await refusal(new Uint8Array(17 * 1024 * 1024))).code).toBe("tooLarge");
    expect(await refusal(Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919) % 251))).toMatchObject({ code: "noColumns" });
  });
});

describe("an XLSX", () => {
  it("is read, with ratios that a spreadsheet took for times", async () => {
    const ratio = new Date(Date.UTC(1970, 0, 1, 16, 9));
    const { lines } = await readTable(
      await xlsx([
        ["提示词", "画幅", "秒数", "声音"],
        ["灯塔", ratio, 5, true],
        [null, null, null, null],
        ["纸船", "9:16", 8, false],
      ]),
    );
    expect(lines).toEqual([
      { line: 2, cells: { prompt: "灯塔", ratio: "16:9", durationSeconds: "5", sound: "yes" } },
      { line: 4, cells: { prompt: "纸船", ratio: "9:16", durationSeconds: "8", sound: "no" } },
    ]);
  });

  it("is refused when it is none, is broken, or unpacks to far more than a table is", async () => {
    expect((await refusal(zipSync({ "notes.txt": utf8("hello") }))).code).toBe("notXlsx");
    const whole = await xlsx([["Prompt"], ["a"]]);
    expect((await refusal(whole.subarray(0, whole.length - 40))).code).toBe("notXlsx");
    const bomb = zipSync({ "xl/worksheets/sheet1.xml": utf8("<x/>") });
    // What its list of contents says, at 24 bytes behind the mark of an entry.
    const entry = bomb.findIndex((byte, index) => byte === 0x50 && bomb[index + 2] === 1 && bomb[index + 3] === 2);
    new DataView(bomb.buffer).setUint32(entry + 24, 2 ** 31, true);
    expect((await refusal(bomb)).code).toBe("tooLarge");
    expect((await refusal(await xlsx([["Prompt"], ...Array.from({ length: 501 }, () => ["a"])]))).code).toBe("tooManyRows");
  });
});

it.each(["en", "zh"] as const)("reads its own template in %s", async (language) => {
  const { lines, unused } = await readTable(utf8(writeCsv(templateRows(language))));
  expect([lines.length, unused]).toEqual([2, []]);
  expect(lines[1]!.cells).toMatchObject({ ratio: "9:16", seed: "42" });
});

it("writes nothing that a spreadsheet would run, and reads it back as it was", () => {
  const cells = ['=HYPERLINK("x")', "+1", "-1", "@sum", "'=quoted", "''=twice", "'tis", "plain", "\tTab", "a\r\nb", "=a,b"];
  const text = writeCsv([["Prompt"], ...cells.map((cell) => [cell])]);
  expect(
    text
      .slice(1)
      .split("\r\n")
      .filter((line) => /^"?[=+\-@\t]/u.test(line)),
  ).toEqual([]);
  expect(splitCsv(text.slice(1), 100).map(([cell]) => cell)).toEqual(["Prompt", ...cells, ""]);
});
