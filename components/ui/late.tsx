"use client";

import { lazy, useState, type ComponentType } from "react";
import { useTranslations } from "use-intl";

/** A part of a page that comes by itself when it is drawn first, or before that when it is fetched. */
export type Late<Props extends object> = ComponentType<Props> & { fetch: () => Promise<unknown> };

/**
 * `lazy` for what is not drawn with the page: where the studio cannot be reached it says so in its place instead of taking the page
 * down, and is asked for again the next time. Where it was fetched before, it is drawn at once: what suspends even for a moment is
 * held back by React for a third of a second, with its fallback in sight.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): Late<Props> {
  let here: ComponentType<Props> | null = null;
  const fetch = async () => (here = await load());
  const attempt = () =>
    lazy<ComponentType<Props>>(async () => {
      try {
        return { default: await fetch() };
      } catch {
        Current = attempt();
        return { default: Unreached };
      }
    });
  let Current = attempt();
  function Part(props: Props) {
    // Once for each time that it is on the page: another type would begin anew.
    const [known] = useState(() => here);
    const Shown = known ?? Current;
    return <Shown {...props} />;
  }
  return Object.assign(Part, { fetch });
}

function Unreached() {
  const t = useTranslations("common");
  return (
    <p role="alert" className="p-2 text-sm text-quiet">
      {t("offline")}
    </p>
  );
}
