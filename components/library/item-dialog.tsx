"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeftToLine, ArrowRightToLine, Download, Images, Pencil, Trash2 } from "@/components/ui/icons";
import Link from "next/link";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { FilePlace } from "@/components/data/composer-store";
import { Alert } from "@/components/ui/alert";
import { Button, buttonVariants } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import type { AssetView } from "@/lib/assets/view";
import { canTrash } from "@/lib/library/policy";
import type { LibraryFile, LibraryItem } from "@/lib/library/view";
import { paths } from "@/lib/shared/paths";
import { FilePreview } from "./file-preview";
import { FrameChooser } from "./frame-chooser";
import { libraryFileQuery } from "./library-queries";
import { MarkButtons } from "./mark-buttons";
import { UsedIn } from "./used-in";
import { useItemWords } from "./use-item-words";
import type { LibraryActions } from "./use-library-actions";

interface ItemDialogProps {
  team: string;
  user: Pick<Actor, "userId" | "role">;
  id: string;
  /** As the list has it; null where the list has not come so far. */
  known: LibraryItem | null;
  actions: LibraryActions;
  /** null where nobody makes clips. */
  onPlace: ((assets: readonly AssetView[], place: FilePlace) => void) | null;
  onClose: () => void;
}

/** One file or clip: what it looks like, what it can be used for, what it is called, and where it was used. */
export function ItemDialog({ team, id, known, onClose, ...rest }: ItemDialogProps) {
  const t = useTranslations("library");
  const { data, isError } = useQuery({ ...libraryFileQuery(team, id), enabled: known?.clip === undefined });
  const item = data?.item ?? known;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={item?.name ?? t(isError ? "gone" : "loading")}
      className="w-[min(44rem,calc(100vw-2rem))] [&_h2]:[overflow-wrap:anywhere]"
    >
      {item ? (
        <Details key={id} team={team} item={item} file={data ?? null} onClose={onClose} {...rest} />
      ) : isError ? (
        <Alert>{t("goneBody")}</Alert>
      ) : (
        <Skeleton className="h-72" />
      )}
    </Dialog>
  );
}

const PLACES = [
  { place: "firstFrame", Icon: ArrowLeftToLine },
  { place: "lastFrame", Icon: ArrowRightToLine },
  { place: "references", Icon: Images },
] as const;

function Details({
  team,
  user,
  item,
  file,
  actions,
  onPlace,
  onClose,
}: Omit<ItemDialogProps, "id" | "known"> & { item: LibraryItem; file: LibraryFile | null }) {
  const t = useTranslations("library");
  const format = useFormatter();
  const say = useItemWords();
  const mayManage = roleMay(user.role, "assets.manage");
  const { clip } = item;
  const [isRenaming, setRenaming] = useState(false);
  const about = t("about", { by: item.author.name, date: format.dateTime(new Date(item.created), { dateStyle: "medium" }) });
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {clip ? (
        <FrameChooser
          team={team}
          item={item}
          uses={
            onPlace
              ? [
                  ...PLACES.map(({ place }) => ({ label: t(`use.${place}`), onTaken: (asset: AssetView) => onPlace([asset], place) })),
                  { label: t("useClip"), isWhole: true, onTaken: (asset: AssetView) => onPlace([asset], "references") },
                ]
              : []
          }
        />
      ) : (
        <FilePreview item={item} />
      )}
      {!clip && onPlace && (
        <div className="flex flex-wrap gap-2">
          {PLACES.filter(({ place }) => place === "references" || item.kind === "image").map(({ place, Icon }) => (
            <Button key={place} disabled={!file} onClick={() => file && onPlace([file.asset], place)}>
              <Icon aria-hidden="true" />
              {t(`use.${place}`)}
            </Button>
          ))}
        </div>
      )}
      <p className="text-sm text-quiet tabular">
        {say(item)}
        <br />
        {about}
        {item.folder !== null && ` · ${t("inFolder", { folder: item.folder })}`}
      </p>
      {item.tags.length > 0 && (
        <ul aria-label={t("names.tags")} className="flex flex-wrap gap-1.5">
          {item.tags.map((tag) => (
            <li key={tag} dir="auto" className="rounded-full border border-line px-2.5 py-0.5 text-xs text-text">
              {tag}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-1">
        <MarkButtons team={team} items={[item]} actions={actions} mayManage={mayManage} />
        {clip ? (
          <Link className={buttonVariants({ variant: "quiet" })} href={paths.generation(team, clip.project.slug, item.id)}>
            {t("openClip", { project: clip.project.name })}
          </Link>
        ) : (
          <a className={buttonVariants({ variant: "quiet" })} href={`${paths.api.asset(item.id, "original")}?download=1`} download="">
            <Download aria-hidden="true" />
            {t("download")}
          </a>
        )}
        {mayManage && !clip && (
          <Button variant="quiet" aria-expanded={isRenaming} onClick={() => setRenaming(!isRenaming)}>
            <Pencil aria-hidden="true" />
            <span className="max-sm:sr-only">{t("rename")}</span>
          </Button>
        )}
        {canTrash(user, item.author.id) && (
          <Button
            variant="quiet"
            className="ml-auto"
            onClick={() => {
              onClose();
              void actions.trash([item]);
            }}
          >
            <Trash2 aria-hidden="true" />
            <span className="max-sm:sr-only">{t("trash")}</span>
          </Button>
        )}
      </div>
      {isRenaming && <Rename item={item} actions={actions} onDone={() => setRenaming(false)} />}
      {file && <UsedIn team={team} file={file} />}
    </div>
  );
}

function Rename({ item, actions, onDone }: { item: LibraryItem; actions: LibraryActions; onDone: () => void }) {
  const t = useTranslations("library");
  const common = useTranslations("common");
  const [name, setName] = useState(item.name);
  const [isPending, setPending] = useState(false);
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={async (event) => {
        event.preventDefault();
        if (name.trim() === "" || name === item.name) return;
        setPending(true);
        const isDone = await actions.rename(item, name);
        setPending(false);
        if (isDone) onDone();
      }}
    >
      <Field className="flex-1">
        <Label>{t("name")}</Label>
        <Input autoFocus value={name} maxLength={200} dir="auto" autoComplete="off" onChange={({ target }) => setName(target.value)} />
      </Field>
      <Button type="submit" pending={isPending} disabled={name.trim() === "" || name === item.name}>
        {common("save")}
      </Button>
    </form>
  );
}
