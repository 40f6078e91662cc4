import { isVisible } from "@/lib/shared/visible";

/** One shot of a list, as a person typed it: nothing is put right behind their back. */
export interface Shot {
  /** Holds its place while others move. */
  id: string;
  action: string;
  camera: string;
  dialogue: string;
  /** Read by `secondsOf`; empty where nobody said. */
  seconds: string;
}

export interface ShotList {
  rows: readonly Shot[];
  /** What the list last wrote into the prompt, by which it is found again there. */
  put?: string | undefined;
}

/** As many shots as one list holds. */
export const MAX_SHOTS = 100;

/** As much text as all shots of a list hold together: it is saved as one. */
export const MAX_LIST_CHARACTERS = 60_000;

export const SHOT_TEXTS = ["action", "camera", "dialogue"] as const satisfies readonly (keyof Shot)[];
export type ShotText = (typeof SHOT_TEXTS)[number];

export const emptyShot = (id: string, seconds = ""): Shot => ({ id, action: "", camera: "", dialogue: "", seconds });

/** Whether the shot says anything; one that does not is left out of everything. */
export const isFilled = (shot: Shot): boolean => SHOT_TEXTS.some((name) => isVisible(shot[name]));

export const filledShots = (rows: readonly Shot[]): Shot[] => rows.filter(isFilled);

/** The length of a shot: null where nobody said, undefined where it is no number of whole seconds. */
export function secondsOf({ seconds }: Pick<Shot, "seconds">): number | null | undefined {
  const said = seconds
    .normalize("NFKC")
    .trim()
    .replace(/\s*(?:s|sec|seconds?|秒)$/iu, "");
  if (said === "") return null;
  return /^\d{1,4}$/u.test(said) && Number(said) > 0 ? Number(said) : undefined;
}

/** What these shots come to; null unless each has a length. */
export function sumOfShots(shots: readonly Shot[]): number | null {
  const seconds = shots.map(secondsOf);
  return seconds.length > 0 && seconds.every((one) => typeof one === "number") ? seconds.reduce((sum, one) => sum + one, 0) : null;
}

export const charactersOf = (rows: readonly Shot[]): number =>
  rows.reduce((sum, shot) => SHOT_TEXTS.reduce((most, name) => most + shot[name].length, sum), 0);

/** The list with every text changed; the same list where that changes nothing. */
export function mapTexts(list: ShotList, change: (text: string) => string): ShotList {
  let isSame = true;
  const changed = (text: string): string => {
    const next = text === "" ? text : change(text);
    if (next !== text) isSame = false;
    return next;
  };
  const rows = list.rows.map((shot) => ({
    ...shot,
    action: changed(shot.action),
    camera: changed(shot.camera),
    dialogue: changed(shot.dialogue),
  }));
  const put = list.put && changed(list.put);
  return isSame ? list : { rows, ...(put && { put }) };
}
