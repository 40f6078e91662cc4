/** One measured value beside the same thing done in the cheapest way, in the same run. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  baseline: number;
  /** value / baseline */
  ratio: number;
}

export interface Bench {
  name: string;
  /** What is measured against what, in a few words. */
  about: string;
  run: (say: (line: string) => void) => Promise<Figure[]>;
}

export const figure = (name: string, value: number, unit: string, baseline: number): Figure => ({
  name,
  value,
  unit,
  baseline,
  ratio: Math.round((value / baseline) * 1000) / 1000,
});

const formatNumber = (value: number): string => new Intl.NumberFormat("en", { maximumFractionDigits: value < 100 ? 2 : 0 }).format(value);

/** The cells of one row of the table. */
export const formatFigure = ({ name, value, unit, baseline, ratio }: Figure): string[] => [
  name,
  `${formatNumber(value)} ${unit}`,
  `${formatNumber(baseline)} ${unit}`,
  `${ratio.toFixed(2)}×`,
];

export function parseBenchArgs(args: readonly string[]): { names: string[]; json: boolean; all: boolean } {
  // `npm run bench -- NAME -- --json` leaves a second `--` among the arguments.
  const words = args.filter((argument) => argument !== "--");
  return { names: words.filter((word) => !word.startsWith("--")), json: words.includes("--json"), all: words.includes("--all") };
}
