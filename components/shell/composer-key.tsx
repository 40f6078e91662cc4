"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { focusComposer } from "@/components/data/composer-store";
import { paths } from "@/lib/shared/paths";
import { type ProjectLink, useCurrentProject } from "./use-current-project";

/** Where a letter is a letter. */
export const TAKES_LETTERS = "input, textarea, select, [contenteditable], dialog, [popover]";

/** `C` brings up the composer: on its page at once, and from any other by way of the project that was open last. */
export function ComposerKey({ team, projects }: { team: string; projects: readonly ProjectLink[] }) {
  const router = useRouter();
  const { project } = useCurrentProject(projects);
  const slug = project?.slug;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat)
        return;
      if (!(event.target instanceof Element) || event.target.closest(TAKES_LETTERS) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      if (!focusComposer() && slug !== undefined) router.push(paths.create(team, slug));
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [router, team, slug]);
  return null;
}
