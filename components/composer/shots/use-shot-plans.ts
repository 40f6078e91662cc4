import { useCallback, useMemo } from "react";
import { useLocale } from "use-intl";
import { compileMentions } from "@/lib/models/mention-tokens";
import { fullPrompt } from "@/lib/models/preamble";
import { languageOfShots } from "@/lib/recipes/shots/compile-shots";
import { type Packing, PACKINGS } from "@/lib/recipes/shots/pack-shots";
import { planShots, type ShotPlan } from "@/lib/recipes/shots/plan-shots";
import { ownWords } from "@/lib/recipes/shots/put-shots";
import type { Shot, ShotList } from "@/lib/recipes/shots/shot";
import { tableLanguageOf } from "@/lib/recipes/table/columns";
import { useComposerState } from "../engine/composer-context";
import { mentionables } from "../engine/follow-mentions";

const NO_ROWS: readonly Shot[] = [];

/** What the list becomes in each of the ways to pack it, with the composer as it is. */
export function useShotPlans() {
  const shots = useComposerState((state) => state.shots);
  const prompt = useComposerState((state) => state.prompt);
  const model = useComposerState((state) => state.model);
  const mode = useComposerState((state) => state.mode);
  const inputs = useComposerState((state) => state.inputs);
  const durationSeconds = useComposerState((state) => state.durationSeconds);
  const locale = useLocale();
  const list = useMemo((): ShotList => shots ?? { rows: NO_ROWS }, [shots]);
  const language = languageOfShots(ownWords(prompt, list.put), list.rows, tableLanguageOf(locale));
  const preamble = useComposerState((state) => state.preamble);
  const asSent = useCallback(
    (text: string) => fullPrompt({ preamble, prompt: compileMentions(text, mentionables({ mode, inputs })) }),
    [mode, inputs, preamble],
  );
  const plans = useMemo(() => {
    const terms = { list, prompt, model, durationSeconds, language, asSent };
    return Object.fromEntries(PACKINGS.map((packing) => [packing, planShots({ ...terms, packing })])) as Record<Packing, ShotPlan>;
  }, [list, prompt, model, durationSeconds, language, asSent]);
  return { plans, list, prompt, model, mode, durationSeconds, language };
}
