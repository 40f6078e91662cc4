"use client";

import { Ellipsis, Redo2, Undo2 } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { newKey } from "@/components/data/new-key";
import { useAction } from "@/components/data/use-action";
import { useErrorWords } from "@/components/data/use-error-words";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { ShareButton } from "@/components/shares/share-button";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast-store";
import { deleteSequenceAction, exportSequenceAction } from "@/lib/sequences/actions";
import { EDIT_FORMATS } from "@/lib/handover/edit";
import { paths } from "@/lib/shared/paths";
import { type EditorState, NOT_SAVED, type SequenceEditor } from "./editor";
import { FormatFields } from "./format-fields";
import type { Scene } from "./scenes";
import { useHandOver } from "./use-hand-over";

interface SequenceHeadProps {
  team: string;
  project: { slug: string };
  editor: SequenceEditor;
  state: EditorState;
  scenes: readonly Scene[];
  mayChange: boolean;
}

/** What a sequence is called and made to, whether it is saved, and the ways out of it. */
export function SequenceHead({ team, project, editor, state, scenes, mayChange }: SequenceHeadProps) {
  const t = useTranslations("sequences");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const words = useErrorWords();
  const [isAsking, setAsking] = useState(false);
  const { content } = state;
  const { handOver, isPossible } = useHandOver(team, content, scenes);
  const exportFilm = (): void =>
    run(
      async () => {
        // The film is of what is seen here.
        const version = await editor.flush();
        return version === null ? NOT_SAVED : exportSequenceAction(team, { id: editor.id, version, asId: newKey() });
      },
      () => toast({ title: t("exports.begun") }),
    );
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {mayChange ? (
          <NameField key={editor.id} editor={editor} name={content.name} />
        ) : (
          <p className="flex-1 font-medium">{content.name}</p>
        )}
        {mayChange && (
          <>
            <p role="status" className="text-xs text-quiet">
              {state.refusal ? t("save.refused", { reason: words.form(state.refusal) }) : t(`save.${state.save}`)}
            </p>
            <Button
              variant="quiet"
              size="icon"
              aria-label={t("undo")}
              aria-keyshortcuts="Control+Z"
              disabled={!state.canUndo}
              onClick={editor.undo}
            >
              <Undo2 aria-hidden="true" />
            </Button>
            <Button variant="quiet" size="icon" aria-label={t("redo")} disabled={!state.canRedo} onClick={editor.redo}>
              <Redo2 aria-hidden="true" />
            </Button>
          </>
        )}
        <Popover>
          <PopoverTrigger className={buttonVariants({ variant: "quiet" })}>{`${content.ratio} · ${content.resolution}`}</PopoverTrigger>
          <PopoverContent aria-label={t("format.title")} className="w-72 max-w-[calc(100vw-1rem)]">
            <FormatFields
              content={content}
              disabled={!mayChange}
              onChange={(part) => editor.change({ ...editor.read().content, ...part }, "format")}
            />
          </PopoverContent>
        </Popover>
        {mayChange && <ShareButton variant="quiet" team={team} of={{ kind: "sequence", id: editor.id }} name={content.name} />}
        {(mayChange || isPossible) && (
          <Menu>
            <MenuTrigger className={buttonVariants({ variant: "primary" })} aria-busy={pending || undefined}>
              {t("export")}
            </MenuTrigger>
            <MenuContent aria-label={t("export")} placement={{ align: "end" }}>
              {mayChange && (
                <MenuItem disabled={scenes.length === 0 || pending} onSelect={exportFilm}>
                  {t("mp4")}
                </MenuItem>
              )}
              {EDIT_FORMATS.map((format) => (
                <MenuItem key={format} disabled={!isPossible} onSelect={() => handOver(format)}>
                  {format.toUpperCase()}
                </MenuItem>
              ))}
              <MenuItem disabled={!isPossible} onSelect={() => handOver(null)}>
                {t("zip")}
              </MenuItem>
            </MenuContent>
          </Menu>
        )}
        {mayChange && (
          <Menu>
            <MenuTrigger aria-label={t("more")} className={buttonVariants({ variant: "quiet", size: "icon" })}>
              <Ellipsis aria-hidden="true" />
            </MenuTrigger>
            <MenuContent aria-label={t("more")} placement={{ align: "end" }}>
              <MenuItem tone="danger" onSelect={() => setAsking(true)}>
                {t("delete.label")}
              </MenuItem>
            </MenuContent>
          </Menu>
        )}
      </div>
      {error && <Alert>{error}</Alert>}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={t("delete.title", { name: content.name })}
        body={t("delete.body")}
        confirm={t("delete.confirm")}
        call={() => deleteSequenceAction(team, { id: editor.id })}
        done={t("delete.done", { name: content.name })}
        onDone={() => router.push(paths.sequences(team, project.slug))}
      />
    </div>
  );
}

/** An empty name is none: the last one stays until there is another. */
function NameField({ editor, name }: { editor: SequenceEditor; name: string }) {
  const t = useTranslations("sequences");
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field className="min-w-0 flex-1 basis-48">
      <Label className="sr-only">{t("name")}</Label>
      <Input
        value={typed ?? name}
        maxLength={80}
        autoComplete="off"
        dir="auto"
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value.trim() !== "") editor.change({ ...editor.read().content, name: target.value.trim() }, "name");
        }}
        onBlur={() => setTyped(null)}
        className="max-w-96 font-medium"
      />
    </Field>
  );
}
