"use client";

import { late } from "@/components/ui/late";
import { BookText, FileText, History, Save } from "@/components/ui/icons";
import { Suspense, type KeyboardEvent, type RefObject } from "react";
import { createPortal } from "react-dom";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { useEngine } from "../engine/composer-context";
import type { WordsPanel, WordsTarget } from "./words-target";

// They come with the first who ask for them.
const WordsDialog = late(async () => (await import("./words-dialog")).default);
const DescriptionDialog = late(async () => (await import("./description-dialog")).default);

interface PromptWordsProps {
  panel: WordsPanel | null;
  onPanel: (panel: WordsPanel | null) => void;
  target: RefObject<WordsTarget | null>;
}

const ITEMS = [
  ["history", History],
  ["snippets", BookText],
  ["save", Save],
  ["description", FileText],
] as const satisfies readonly (readonly [WordsPanel, typeof History])[];

/** What can be put into a prompt, or before it, without being typed: one quiet menu, and what it opens. */
export function PromptWords({ panel, onPanel, target }: PromptWordsProps) {
  const t = useTranslations("words");
  const { team, project } = useEngine();
  return (
    <>
      <Menu>
        <MenuTrigger
          aria-label={t("menu")}
          title={t("menu")}
          // The caret and what is selected stay where they are.
          onMouseDown={(event) => event.preventDefault()}
          className="inline-flex min-h-6 min-w-6 items-center justify-center rounded-sm transition-colors hover:text-text pointer-coarse:min-h-11 pointer-coarse:min-w-11 [&_svg]:icon"
        >
          <History aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("menu")} placement={{ side: "top" }}>
          {ITEMS.map(([which, Icon]) => (
            <MenuItem key={which} aria-keyshortcuts={which === "history" ? "ArrowUp" : undefined} onSelect={() => onPanel(which)}>
              <Icon aria-hidden="true" />
              {t(`open.${which}`)}
            </MenuItem>
          ))}
        </MenuContent>
      </Menu>
      {panel &&
        createPortal(
          // What is typed there is no key of the composer's.
          <div onKeyDown={(event: KeyboardEvent) => event.stopPropagation()}>
            <Suspense>
              {panel === "description" ? (
                <DescriptionDialog team={team} projectId={project.id} onClose={() => onPanel(null)} />
              ) : (
                <WordsDialog {...{ team, panel, onPanel, target }} projectId={project.id} onClose={() => onPanel(null)} />
              )}
            </Suspense>
          </div>,
          document.body,
        )}
    </>
  );
}
