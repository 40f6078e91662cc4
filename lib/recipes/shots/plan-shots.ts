import { getModel, isModelKey, PROMPT_LIMITS } from "@/lib/models/catalog";
import type { MentionStyle } from "@/lib/models/mention-tokens";
import { compileShots } from "./compile-shots";
import { packShots, type Packing } from "./pack-shots";
import { ownWords, putShots } from "./put-shots";
import { charactersOf, filledShots, MAX_LIST_CHARACTERS, secondsOf, type Shot, type ShotList, sumOfShots } from "./shot";

/** What is said of a list: a message key under `shots.problems`, and what its sentence needs. */
export interface ShotProblem {
  code:
    | "empty"
    | "notWhole"
    | "lengthMissing"
    | "sumOutside"
    | "clipOutside"
    | "fewNeedsLengths"
    | "promptTooLong"
    | "listTooLong"
    | "manyShots"
    | "automatic";
  values: Record<string, string | number>;
  /** The shot that it is about. */
  shotId?: string;
}

/** A clip that the list becomes. */
export interface ShotClip {
  /** What the list writes for it. */
  text: string;
  /** All of its prompt: what else stands in the composer comes along. */
  prompt: string;
  seconds: number | null;
  /** How many shots it has. */
  count: number;
}

export interface ShotPlan {
  clips: ShotClip[];
  /** What keeps it from being used. */
  problems: ShotProblem[];
  /** What a person should know and may want all the same. */
  warnings: ShotProblem[];
}

interface Terms {
  list: ShotList;
  packing: Packing;
  prompt: string;
  model: string;
  /** As the composer has it; null: the model chooses. */
  durationSeconds: number | null;
  language: MentionStyle;
  /** A prompt as it is sent, where mentions are names. */
  asSent: (prompt: string) => string;
}

/** What a list of shots becomes, and all that stands against it. */
export function planShots({ list, packing, prompt, model, durationSeconds, language, asSent }: Terms): ShotPlan {
  const entry = isModelKey(model) ? getModel(model) : null;
  const limits = entry?.duration ?? { min: 1, max: 60 };
  const shots = filledShots(list.rows);
  const numberOf = new Map(list.rows.map(({ id }, index) => [id, index + 1]));
  const sum = sumOfShots(shots);
  const problems = lengthProblems(shots, (shot) => numberOf.get(shot.id)!);
  const warnings: ShotProblem[] = [];
  const isAutomatic = packing === "one" && durationSeconds === null;
  if (isAutomatic && sum !== null) warnings.push({ code: "automatic", values: { seconds: sum } });
  if (shots.length > 0 && problems.length === 0 && packing === "few" && sum === null)
    problems.push({ code: "fewNeedsLengths", values: {} });

  const clips = packShots(shots, packing, limits).map((rows): ShotClip => {
    const seconds = isAutomatic ? null : (sumOfShots(rows) ?? durationSeconds);
    const text = compileShots(rows, { model, language, clipSeconds: seconds });
    const whole = packing === "one" ? putShots(prompt, list.put, text) : putShots(ownWords(prompt, list.put), undefined, text);
    return { text, prompt: whole, seconds, count: rows.length };
  });
  const said = { model: entry?.label ?? model, min: limits.min, max: limits.max };
  const outside = clips.flatMap(({ seconds }, index) =>
    seconds !== null && (seconds < limits.min || seconds > limits.max) ? [{ seconds, clip: index + 1 }] : [],
  );
  if (sum !== null && outside[0])
    problems.push(
      packing === "one"
        ? { code: "sumOutside", values: { ...said, seconds: outside[0].seconds } }
        : { code: "clipOutside", values: { ...said, ...outside[0], count: outside.length } },
    );
  const longest = Math.max(0, ...clips.map((clip) => [...asSent(clip.prompt)].length));
  if (longest > PROMPT_LIMITS.maxCodePoints)
    problems.push({ code: "promptTooLong", values: { characters: longest, limit: PROMPT_LIMITS.maxCodePoints } });
  const characters = charactersOf(list.rows);
  if (characters > MAX_LIST_CHARACTERS) problems.push({ code: "listTooLong", values: { characters, limit: MAX_LIST_CHARACTERS } });
  const most = entry?.shots.most;
  if (most && clips.some(({ count, seconds }) => count > 1 && count > Math.ceil(((seconds ?? limits.max) * most.count) / most.inSeconds)))
    warnings.push({ code: "manyShots", values: { model: said.model, count: most.count, seconds: most.inSeconds } });
  return { clips, problems: shots.length === 0 ? [{ code: "empty", values: {} }] : problems, warnings };
}

/** Every shot has a length of whole seconds, or none has. */
function lengthProblems(shots: readonly Shot[], numberOf: (shot: Shot) => number): ShotProblem[] {
  const isAnySaid = shots.some((shot) => secondsOf(shot) !== null);
  return shots.flatMap((shot): ShotProblem[] => {
    const seconds = secondsOf(shot);
    const about = { values: { number: numberOf(shot) }, shotId: shot.id };
    if (seconds === undefined) return [{ code: "notWhole", ...about }];
    return seconds === null && isAnySaid ? [{ code: "lengthMissing", ...about }] : [];
  });
}
