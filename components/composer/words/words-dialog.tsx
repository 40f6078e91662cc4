"use client";

import { useState, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { Tabs } from "@/components/ui/tabs";
import { HistoryList } from "./history-list";
import type { Selected, WordsPanel, WordsTarget } from "./words-target";
import { SaveSnippet } from "./save-snippet";
import { SnippetList } from "./snippet-list";

export interface WordsDialogProps {
  team: string;
  projectId: string;
  panel: Exclude<WordsPanel, "description">;
  onPanel: (panel: WordsPanel) => void;
  onClose: () => void;
  target: RefObject<WordsTarget | null>;
}

/** Prompts that were asked for before, and words that the team keeps; one press puts either in. */
export default function WordsDialog({ team, projectId, panel, onPanel, onClose, target }: WordsDialogProps) {
  const t = useTranslations("words");
  const [was] = useState((): Selected => target.current?.selected() ?? { text: "", isPart: false, range: { start: 0, end: 0 } });
  /** The prompt takes the focus and the words as soon as nothing lies over it. */
  const then = (put: "insert" | "replace") => (text: string) => {
    onClose();
    requestAnimationFrame(() => (put === "insert" ? target.current?.insert(text, was.range) : target.current?.replace(text)));
  };
  if (panel === "save")
    return (
      <Dialog key="save" open onOpenChange={onClose} title={t("save.title")} description={t("save.hint")}>
        <SaveSnippet team={team} text={was.text} isPart={was.isPart} onClose={onClose} onSaved={() => onPanel("snippets")} />
      </Dialog>
    );
  return (
    <Dialog
      key="lists"
      open
      onOpenChange={onClose}
      title={t("panel.title")}
      className="w-[min(44rem,calc(100vw-2rem))] max-md:h-[calc(100dvh-2rem)] md:[&>div]:max-h-[70dvh]"
    >
      <Tabs
        label={t("panel.title")}
        current={panel}
        onChange={onPanel}
        tabs={[
          {
            key: "history",
            label: t("panel.history"),
            panel: panel === "history" && <HistoryList team={team} projectId={projectId} onChoose={then("replace")} />,
          },
          {
            key: "snippets",
            label: t("panel.snippets"),
            panel: panel === "snippets" && <SnippetList team={team} onChoose={then("insert")} onSave={() => onPanel("save")} />,
          },
        ]}
      />
    </Dialog>
  );
}
