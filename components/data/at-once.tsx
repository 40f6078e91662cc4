"use client";

import { lazy, useState, type ComponentType } from "react";

/**
 * `lazy` for what is fetched before it is wanted: drawn at once where it is here already. What suspends even for a moment is
 * held back by React for a third of a second, with its fallback in sight.
 * @returns the part of the page, and what fetches it
 */
export function atOnce<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): [part: ComponentType<Props>, fetchIt: () => Promise<unknown>] {
  let here: ComponentType<Props> | null = null;
  const fetchIt = async () => (here = await load());
  const Late = lazy<ComponentType<Props>>(async () => ({ default: await fetchIt() }));
  function Part(props: Props) {
    // Once for each time that it is on the page: another type would begin anew.
    const [Shown] = useState(() => here ?? Late);
    return <Shown {...props} />;
  }
  return [Part, fetchIt];
}
