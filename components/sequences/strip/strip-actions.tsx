"use client";

import { late } from "@/components/ui/late";
import { Plus, Type } from "@/components/ui/icons";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { MOST_ITEMS } from "@/lib/sequences/limits";
import type { EditorState, SequenceEditor } from "../editor";

const AddClipsDialog = late(async () => (await import("./add-clips-dialog")).AddClipsDialog);

interface StripActionsProps {
  team: string;
  project: { slug: string };
  editor: SequenceEditor;
  state: EditorState;
  onTitle: () => void;
}

/** What comes into a sequence. */
export function StripActions({ team, project, editor, state, onTitle }: StripActionsProps) {
  const t = useTranslations("sequences");
  const [isAdding, setAdding] = useState(false);
  const isFull = state.content.items.length >= MOST_ITEMS;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <Button variant="quiet" disabled={isFull} aria-haspopup="dialog" data-add-clips onClick={() => setAdding(true)}>
        <Plus aria-hidden="true" />
        {t("addClips")}
      </Button>
      <Button variant="quiet" disabled={isFull} onClick={onTitle}>
        <Type aria-hidden="true" />
        {t("addTitle")}
      </Button>
      {isAdding && (
        <Suspense>
          <AddClipsDialog team={team} project={project.slug} editor={editor} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </div>
  );
}
