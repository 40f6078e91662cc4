"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { generationsQuery } from "@/components/clip/query-options";
import { useGenerationWords } from "@/components/clip/words";
import { newKey } from "@/components/data/new-key";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { addClipsAction } from "@/lib/sequences/actions";
import { paths } from "@/lib/shared/paths";
import { NOT_SAVED, type SequenceEditor } from "../editor";

interface AddClipsDialogProps {
  team: string;
  project: string;
  editor: SequenceEditor;
  onClose: () => void;
}

/** The clips of the project, to be put at the end of the sequence in order of their creation. */
export function AddClipsDialog({ team, project, editor, onClose }: AddClipsDialogProps) {
  const t = useTranslations("sequences.add");
  const common = useTranslations("common");
  const words = useGenerationWords();
  const { run, pending, error } = useAction();
  // One for as long as the dialog is open: what a press added whose answer was lost is not added by the next.
  const [key] = useState(newKey);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, isPending, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(generationsQuery(team, project));
  const clips = (data?.pages ?? []).flatMap((page) => page.items).filter((card) => card.video && !card.video.isDamaged);
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const add = (): void =>
    run(
      async () => {
        // They come to the end of what is stored, and that has to be what is seen here.
        if ((await editor.flush()) === null) return NOT_SAVED;
        return addClipsAction(team, { id: editor.id, key, clips: [...chosen] });
      },
      (view) => {
        editor.replace(view);
        onClose();
      },
    );
  return (
    <Dialog open onOpenChange={onClose} title={t("title")} className="w-[min(48rem,calc(100vw-2rem))]">
      {isPending ? (
        <Spinner />
      ) : clips.length === 0 ? (
        <p className="text-sm text-quiet">{t("none")}</p>
      ) : (
        <ul className="-mx-1 grid max-h-[50dvh] grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-1.5 overflow-y-auto overscroll-contain p-1">
          {clips.map((card) => (
            <li key={card.id}>
              <label className="flex cursor-pointer flex-col overflow-hidden rounded-md border-2 border-transparent bg-raised has-checked:border-tungsten has-focus-visible:outline-2 has-focus-visible:outline-focus">
                <input type="checkbox" className="sr-only" checked={chosen.has(card.id)} onChange={() => toggle(card.id)} />
                <span className="relative block h-20 bg-black">
                  {!card.video?.isWithoutPoster && (
                    <img
                      alt=""
                      src={paths.api.media(card.id, "poster")}
                      loading="lazy"
                      className="absolute inset-0 size-full object-contain"
                    />
                  )}
                </span>
                <span dir="auto" className="truncate px-1.5 py-1 text-xs">
                  {words.takeTitle(card)}
                </span>
              </label>
            </li>
          ))}
          {hasNextPage && (
            <li className="col-span-full flex justify-center">
              <Button variant="quiet" pending={isFetching} onClick={() => void fetchNextPage()}>
                {t("more")}
              </Button>
            </li>
          )}
        </ul>
      )}
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button variant="primary" pending={pending} disabled={chosen.size === 0} onClick={add}>
          {t("confirm", { count: chosen.size })}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
