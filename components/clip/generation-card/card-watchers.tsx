import { useFormatter, useTranslations } from "use-intl";
import { PersonDisc } from "@/components/ui/avatar";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { PersonHere } from "@/lib/generations/presence/view";

/** A card has room for so many. */
const MOST_SHOWN = 3;

export interface CardWatchersProps {
  people: readonly PersonHere[];
}

/** Who looks at this clip now, above what was said of it: discs for the eye, their names for whoever rests on them or listens. */
export default function CardWatchers({ people }: CardWatchersProps) {
  const t = useTranslations("shell.here");
  const format = useFormatter();
  const words = t("watching", { names: format.list(people.map(({ name }) => name)) });
  return (
    <span data-slot="card-watchers" title={words} className="absolute right-2 bottom-8 flex -space-x-1">
      {people.slice(0, MOST_SHOWN).map(({ id, name }) => (
        <PersonDisc key={id} id={id} name={name} className="size-5" />
      ))}
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}
