"use client";

import { lazy, type ComponentType } from "react";
import { useTranslations } from "use-intl";

/**
 * `lazy` for what opens: where the studio cannot be reached it says so in its place instead of taking the page down, and is asked for again the
 * next time.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const attempt = () =>
    lazy<ComponentType<Props>>(async () => {
      try {
        return { default: await load() };
      } catch {
        Current = attempt();
        return { default: Unreached };
      }
    });
  let Current = attempt();
  return function Late(props: Props) {
    return <Current {...props} />;
  };
}

function Unreached() {
  const t = useTranslations("common");
  return (
    <p role="alert" className="p-2 text-sm text-quiet">
      {t("offline")}
    </p>
  );
}
