"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { elementsQuery } from "@/components/library/elements/element-queries";
import { useElementWords } from "@/components/library/elements/element-words";
import { Button } from "@/components/ui/button";
import type { ElementView } from "@/lib/assets/elements/view";
import type { ReferenceLimits } from "@/lib/models/catalog";
import { useEngine } from "../engine/composer-context";
import { renewConsents, takeNewest } from "../engine/take-element";
import { countReferences, type NumberedReference } from "./reference-order";

interface ElementLinesProps {
  references: readonly NumberedReference[];
  /** Those of each element. */
  units: readonly (readonly NumberedReference[])[];
  limits: ReferenceLimits;
}

const NONE: ElementView[] = [];

/** What each element adds, what that comes to, and whether the team has changed it since it was chosen. */
export function ElementLines({ references, units, limits }: ElementLinesProps) {
  const t = useTranslations("composer.references");
  const engine = useEngine();
  const say = useElementWords();
  const { data: known = NONE } = useQuery(elementsQuery(engine.team));
  useEffect(() => renewConsents(engine, known), [engine, known]);
  const { images, audios } = countReferences(references, limits);
  const total = { pictures: images.count, most: images.limit, sounds: audios.count, mostSounds: audios.limit };
  return (
    <ul className="flex flex-col gap-0.5 text-xs text-quiet tabular">
      {units.map((unit, index) => {
        const element = unit[0]!.input.element!;
        const now = known.find(({ id }) => id === element.id);
        const name = `@${element.name}`;
        return (
          <li key={element.id} className="flex flex-wrap items-center gap-x-2">
            <span>
              {t("elementAdds", { name, what: say(unit.map(({ input }) => input)) })}
              {index === units.length - 1 && (
                <>
                  {"; "}
                  <span className={images.over || audios.over ? "text-failed" : undefined}>{t("elementTotal", total)}</span>
                </>
              )}
            </span>
            {now && now.versionId !== element.versionId && (
              <span className="flex flex-wrap items-center gap-x-2">
                {t("elementChanged", { name })}
                <Button size="sm" variant="secondary" onClick={() => takeNewest(engine, now)}>
                  {t("elementNewest")}
                </Button>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
