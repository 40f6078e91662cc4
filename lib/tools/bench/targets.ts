import type { Figure } from "./figure";

/** What a figure should be: so much at most or at least, by its value or by its ratio to what was measured beside it. */
interface Target {
  of: "value" | "ratio";
  most?: number;
  least?: number;
}

const most = (value: number): Target => ({ of: "value", most: value });
const mostTimes = (ratio: number): Target => ({ of: "ratio", most: ratio });
const leastTimes = (ratio: number): Target => ({ of: "ratio", least: ratio });
/** Its baseline is the target itself. */
const within = mostTimes(1);

/** The first that fits a figure's name. What has none is told and not judged. */
const TARGETS: readonly (readonly [RegExp, Target])[] = [
  [/^create-page-(javascript|cold)$/, mostTimes(1.6)],
  [/^share-page-javascript$/, mostTimes(1.1)],
  [/^second-start$/, most(10_000)],
  [/^provider-calls-/, most(40)],
  [/^provider-lag-/, most(3)],
  [/^media$/, leastTimes(0.85)],
  [/^(zip|upload)$/, leastTimes(0.8)],
  [/^upload-slow$/, mostTimes(1.1)],
  [/^(live-fanout-(memory|core)|upload-memory|typing|press-to-card)$/, within],
  [/^viewer-open$/, mostTimes(1.1)],
  [/^gallery-page-.*-size$/, within],
  [/^(gallery|library)-page/, mostTimes(8)],
  [/^(gallery-scroll-.*|library-scroll)-(long|heap|nodes)$/, within],
  [/^(gallery-scroll-|library-scroll$)/, leastTimes(0.97)],
  [/^(search-(p95|worst|count-p95)|library-search-p95)$/, within],
  [/^sequence-export$/, mostTimes(1.3)],
  [/^(press|send)$/, mostTimes(1.5)],
  [/^background-(together|scans)$/, within],
];

/** The target of a figure in words, and whether it is met; of one without a target both say so. */
export function judge(figure: Figure): [target: string, outcome: string] {
  const target = TARGETS.find(([name]) => name.test(figure.name))?.[1];
  if (!target) return ["none", ""];
  const measured = target.of === "value" ? figure.value : figure.ratio;
  const unit = target.of === "value" ? ` ${figure.unit}` : "×";
  const words = target.most === undefined ? `≥ ${target.least}${unit}` : `≤ ${target.most}${unit}`;
  const isMet = target.most === undefined ? measured >= (target.least ?? 0) : measured <= target.most;
  return [words, isMet ? "met" : "MISSED"];
}
