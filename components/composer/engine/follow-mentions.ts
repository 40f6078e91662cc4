import type { AssetKind, InputRole, Mode } from "@/lib/models/catalog";
import {
  compileMentions,
  type ElementWords,
  type Mentionable,
  mentionName,
  mentionToken,
  type Named,
  numbersOf,
  piecesOf,
  tokensIn,
} from "@/lib/models/mention-tokens";
import { type Mention, rewriteMentions } from "@/lib/models/mentions";
import { usedInputs } from "@/lib/models/request";

/** As much of a file in the composer as mentions need. */
interface MentionInput {
  key: string;
  role: InputRole;
  kind: AssetKind;
  asset: { id: string } | null;
  element?: ElementWords | undefined;
}

interface Situation {
  mode: Mode;
  inputs: readonly MentionInput[];
}

/** What a mention of this file holds: its asset, and until that exists its place in the composer. */
export const mentionId = (input: MentionInput): string => input.asset?.id ?? input.key;

export const mentionable = (input: MentionInput): Mentionable => ({ id: mentionId(input), kind: input.kind, element: input.element });

/** The files that are sent, as a prompt may mention them. */
export const mentionables = ({ mode, inputs }: Situation): Mentionable[] => usedInputs(mode, inputs).map(mentionable);

/** What files and elements are called that are here and are not sent in this mode. */
export function parkedNames({ mode, inputs }: Situation): Map<string, Named> {
  const sent = numbersOf(mentionables({ mode, inputs }));
  const groups = [usedInputs("references", inputs), usedInputs("firstLast", inputs)];
  return new Map(groups.flatMap((group) => [...numbersOf(group.map(mentionable))].filter(([id]) => !sent.has(id))));
}

/** Mentions of what is not sent: taken out, or parked by the mode. */
export function strandedMentions(prompt: string, situation: Situation): { id: string; name: Named | null; isParked: boolean }[] {
  const tokens = tokensIn(prompt);
  if (tokens.length === 0) return [];
  const sent = numbersOf(mentionables(situation));
  const parked = parkedNames(situation);
  return tokens
    .filter(({ id }, index) => !sent.has(id) && tokens.findIndex((other) => other.id === id) === index)
    .map(({ id, was }) => ({ id, name: parked.get(id) ?? was, isParked: parked.has(id) }));
}

const compiled = new WeakMap<object, string>();

/** The prompt as it would be sent now; with every key several parts of the composer ask, of the same state. */
export function compiledPrompt(state: Situation & { prompt: string }): string {
  const known = compiled.get(state);
  if (known !== undefined) return known;
  const text = compileMentions(state.prompt, mentionables(state));
  compiled.set(state, text);
  return text;
}

/**
 * The prompt that means the same after its files, or the mode that sends them, have changed. Mentions go along with a file
 * that is replaced and remember what a file was called that is gone; numbers that were typed by hand become the new ones, or
 * a mention of the file that they meant.
 */
export function followInputs(prompt: string, before: Situation, after: Situation): string {
  if ((before.inputs === after.inputs && before.mode === after.mode) || prompt === "") return prompt;
  // A frame has one place: what takes it is meant from now on.
  const heirOf = ({ key, role }: MentionInput) =>
    after.inputs.find((input) => input.key === key) ?? after.inputs.find((input) => role !== "reference" && input.role === role);
  const namesBefore = new Map([...parkedNames(before), ...numbersOf(mentionables(before))]);
  const there = new Set(after.inputs.flatMap((input) => [mentionId(input), input.element?.id]));
  const tokens = new Map<string, string>();
  for (const input of before.inputs) {
    const [id, heir] = [mentionId(input), heirOf(input)];
    if (!there.has(id)) tokens.set(id, heir ? mentionToken(mentionId(heir)) : mentionToken(id, namesBefore.get(id) ?? null));
    const { element } = input;
    if (element && !there.has(element.id)) tokens.set(element.id, mentionToken(element.id, element.name));
  }
  const numbered = (situation: Situation) => {
    const used = usedInputs(situation.mode, situation.inputs);
    return used.map((input, index) => ({
      input,
      kind: input.kind,
      number: used.slice(0, index + 1).filter(({ kind }) => kind === input.kind).length,
    }));
  };
  const [old, now] = [numbered(before), numbered(after)];
  const followNumber = (mention: Mention, said: string): string | null => {
    const meant = old.find(({ kind, number }) => kind === mention.kind && number === mention.number)?.input;
    if (!meant) return null;
    const heir = heirOf(meant);
    const next = now.find(({ input }) => input === heir);
    if (!next) return said.replace(/[^[]+$/, () => mentionToken(mentionId(heir ?? meant), mention));
    if (next.kind !== mention.kind) return mentionName(next, /\p{Script=Han}/u.test(said) ? "zh" : "en");
    return next.number === mention.number ? null : said.replace(/\d+$/, String(next.number));
  };
  return piecesOf(prompt)
    .map((piece) => (typeof piece === "string" ? rewriteMentions(piece, followNumber) : (tokens.get(piece.id) ?? piece.token)))
    .join("");
}
