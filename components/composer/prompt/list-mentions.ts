import type { ElementView } from "@/lib/assets/elements/view";
import type { CardView } from "@/lib/generations/view";
import type { Mode } from "@/lib/models/catalog";
import { mentionName, type Named, numbersOf } from "@/lib/models/mention-tokens";
import type { Mention } from "@/lib/models/mentions";
import { usedInputs } from "@/lib/models/request";
import type { ComposerInput } from "../engine/composer-state";
import { mentionables, mentionId } from "../engine/follow-mentions";

export type MentionOption =
  | { group: "run"; id: string; label: string; input: ComposerInput }
  /** A name of the team's: all its files go along. */
  | { group: "elements"; id: string; element: ElementView }
  /** A reference that the mode does not send: choosing it chooses its mode. */
  | { group: "parked"; id: string; label: string; input: ComposerInput }
  /** A clip that becomes a reference. */
  | { group: "recent"; id: string; clip: CardView };

/** So many clips, and elements, are offered at once; the others are found by their words. */
const MOST = 8;

interface Available {
  mode: Mode;
  inputs: readonly ComposerInput[];
  /** Those that are ready, newest first. */
  clips: readonly CardView[];
  elements: readonly ElementView[];
  query: string;
  nameOf: (mention: Mention) => string;
}

const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, "");

/** What `@` and a few letters offer, in order: the number in either language, the name of the file, or the words of the clip. */
export function listMentions({ mode, inputs, clips, elements, query, nameOf }: Available): MentionOption[] {
  const wanted = plain(query);
  const found = (...texts: string[]) => wanted === "" || texts.some((text) => plain(text).includes(wanted));
  const sent = numbersOf(mentionables({ mode, inputs }));
  const optionsOf = (group: "run" | "parked", of: readonly ComposerInput[], numbers: ReadonlyMap<string, Named>) =>
    of.flatMap((input, index): MentionOption[] => {
      const mention = numbers.get(mentionId(input));
      // A file that is there twice is one, and those of an element are asked for by its name.
      if (
        !mention ||
        typeof mention === "string" ||
        input.element ||
        of.findIndex((other) => mentionId(other) === mentionId(input)) !== index
      )
        return [];
      if (!found(nameOf(mention), mentionName(mention, "en"), mentionName(mention, "zh"), input.name)) return [];
      return [{ group, id: input.key, label: nameOf(mention), input }];
    });
  const references = usedInputs("references", inputs);
  const referenceNumbers = numbersOf(references.map((input) => ({ id: mentionId(input), kind: input.kind })));
  return [
    ...optionsOf("run", usedInputs(mode, inputs), sent),
    ...elements
      .filter(({ name, text }) => found(name, text))
      .slice(0, MOST)
      .map((element): MentionOption => ({ group: "elements", id: element.id, element })),
    ...(mode === "references" ? [] : optionsOf("parked", references, referenceNumbers)),
    ...clips
      .filter(({ prompt }) => found(prompt))
      .slice(0, MOST)
      .map((clip): MentionOption => ({ group: "recent", id: clip.id, clip })),
  ];
}
