const isTerminal = process.stdout.isTTY === true && !process.env.NO_COLOR;

const paint =
  (code: number) =>
  (text: string): string =>
    isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text;

export const paints = {
  bold: paint(1),
  quiet: paint(2),
  red: paint(31),
  green: paint(32),
  yellow: paint(33),
  blue: paint(34),
  cyan: paint(36),
};

// Nobody may be reading any more (`npm start | head`), or the disk behind it is full: no reason to end what runs.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

export const say = (line = ""): void => void process.stdout.write(`${line}\n`);
export const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** `840 ms`, `12.3 s`, `2 min 5 s` */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** Shows how far something has come: in one line on a terminal, every tenth elsewhere. */
export function progress(doing: string): (done: number, of: number) => void {
  let shown = -1;
  return (done, of) => {
    const tenths = Math.floor((done / of) * (isTerminal ? 100 : 10));
    if (tenths === shown) return;
    shown = tenths;
    if (!isTerminal) return say(`  ${doing}: ${done} of ${of}`);
    process.stdout.write(`\r\u001b[K  ${doing}: ${done} of ${of}${done === of ? "\n" : ""}`);
  };
}

/**
 * Says what is being done, then how it went. On a terminal both stand in one line.
 * `outcome` words the result; the time is added for what took longer than a second.
 */
export async function step<T>(doing: string, work: () => Promise<T>, outcome: (result: T) => string): Promise<T> {
  const startedAt = performance.now();
  if (isTerminal) process.stdout.write(`  ${paints.quiet(`${doing}…`)}`);
  else say(`  ${doing}…`);
  try {
    const result = await work();
    const took = performance.now() - startedAt;
    const line = `${outcome(result)}${took > 1000 ? paints.quiet(` (${formatDuration(took)})`) : ""}`;
    say(isTerminal ? `\r\u001b[K  ${line}` : `  ${line}`);
    return result;
  } catch (error) {
    if (isTerminal) process.stdout.write("\n");
    throw error;
  }
}

/** Columns padded to their widest cell; the first is on the left, the others on the right. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
