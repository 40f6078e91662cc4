import { getModel, isModelKey } from "@/lib/models/catalog";
import { mentionStyleOf, type MentionStyle } from "@/lib/models/mention-tokens";
import { filledShots, secondsOf, type Shot, SHOT_TEXTS, sumOfShots } from "./shot";

interface CompileOptions {
  model: string;
  language: MentionStyle;
  /** Of the clip that these shots become; null: the model chooses. */
  clipSeconds: number | null;
}

interface Words {
  total: (seconds: number) => string;
  label: (number: number) => string;
  /** Behind a label, and behind whoever speaks. */
  colon: string;
  cut: string;
  speech: string;
  stop: string;
  quotes: readonly [string, string];
  between: string;
}

/** They go to the provider and follow the prompt's language, whatever the page is in. */
const WORDS: Record<MentionStyle, Words> = {
  en: {
    total: (seconds) => (seconds === 1 ? "1 second." : `${seconds} seconds.`),
    label: (number) => `Shot ${number}`,
    colon: ": ",
    cut: "Hard cut to: ",
    speech: "Dialogue",
    stop: ".",
    quotes: ['"', '"'],
    between: " ",
  },
  zh: {
    total: (seconds) => `时长：${seconds}秒。`,
    label: (number) => `镜头${number}`,
    colon: "：",
    cut: "硬切至：",
    speech: "台词",
    stop: "。",
    quotes: ["“", "”"],
    between: "",
  },
};

/** Whoever says at the head of a shot how it is reached is not told otherwise. */
const STATED_CUT =
  /^\W*(?:(?:hard|match|jump|smash|straight|whip|quick|cross|invisible)[ -]?)?(?:cut|cuts|cutting|dissolve|dissolves|fade|fades|wipe|wipes)\b|^\W*(?:continuous|same) (?:shot|take)\b|^\P{L}*(?:硬切|切至|切到|切换|跳切|匹配|叠化|淡入|淡出|划像|一镜到底|同一镜头|无缝)/iu;

/**
 * Shots as the text of a prompt, in the order that the models read best: cut and camera, action, then what is said. The family
 * 2.0 gets numbers and the whole length in words; exact times make odd clips there. 2.5 gets whole seconds from the first to the
 * last. Where the model chooses the length there are only numbers, and one shot alone needs none.
 */
export function compileShots(shots: readonly Shot[], { model, language, clipSeconds }: CompileOptions): string {
  const words = WORDS[language];
  const filled = filledShots(shots);
  if (filled.length < 2) return filled.map((shot) => blockOf(shot, 0, words)).join("");
  const isTimed = isModelKey(model) && getModel(model).shots.marks === "seconds";
  const fits = clipSeconds !== null && sumOfShots(filled) === clipSeconds;
  let from = 0;
  const lines = filled.map((shot, index) => {
    const start = from;
    from += secondsOf(shot) ?? 0;
    const marks = isTimed && fits ? ` [${clock(start)}–${clock(from)}]` : "";
    return `${words.label(index + 1)}${marks}${words.colon}${blockOf(shot, index, words)}`;
  });
  return [...(isTimed || clipSeconds === null ? [] : [words.total(clipSeconds)]), ...lines].join("\n");
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const oneLine = (text: string, words: Words): string => text.trim().replaceAll(/\s*\n\s*/gu, words.between || " ");

const isEnded = (text: string): boolean => /[.!?…。！？；;:：,，"”」』)）]$/u.test(text);

const sentence = (text: string, words: Words): string => (text === "" || isEnded(text) ? text : text + words.stop);

function blockOf({ camera, action, dialogue }: Shot, index: number, words: Words): string {
  const said = dialogue
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => speechOf(line, words));
  const parts = [...[camera, action].map((text) => sentence(oneLine(text, words), words)), ...said].filter((part) => part !== "");
  const text = parts.join(words.between);
  return index > 0 && !STATED_CUT.test(text) ? words.cut + text : text;
}

/** A colon that names who speaks: a full-width one, or one with a space behind it, so that 10:30 is a time. A mention is one name. */
const SPEAKER = /^((?:@\{[^{}]*\}|[^:：@"“”])+?)(?:：\s*|:\s+)(\S.*)$/u;

/** What is said stands in double quotes, behind whoever says it; what has its quotes already is as it was typed. */
function speechOf(line: string, words: Words): string {
  if (/["“”「」『』«»]/u.test(line)) return sentence(line, words);
  const [, who = words.speech, what = line] = SPEAKER.exec(line) ?? [];
  return `${who}${words.colon}${words.quotes[0]}${what}${words.quotes[1]}`;
}

/**
 * The language in which shots are written: that of what a person typed, in the list and beside it.
 * @param fallback where nothing was typed yet
 */
export function languageOfShots(ownWords: string, shots: readonly Shot[], fallback: MentionStyle): MentionStyle {
  const text = [ownWords, ...shots.flatMap((shot) => SHOT_TEXTS.map((name) => shot[name]))].join(" ");
  return /\p{L}/u.test(text) ? mentionStyleOf(text) : fallback;
}
