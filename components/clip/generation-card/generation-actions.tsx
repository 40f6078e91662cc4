"use client";

import { Download, Ellipsis, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuItem, MenuLink, MenuTrigger } from "@/components/ui/menu";
import type { CardView } from "@/lib/generations/view";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import type { GenerationActions as Actions } from "../use-generation-actions";

const button = "flex size-7 items-center justify-center rounded-md transition-colors pointer-coarse:size-11 [&_svg]:icon";
// On the picture itself, where no theme reaches: white on a dark ground, whatever is behind it.
const onPicture = cn(button, "bg-black/65 text-white hover:bg-black/85 focus-visible:outline-white");
const onSurface = cn(button, "text-quiet hover:bg-surface hover:text-text");

interface GenerationActionsProps {
  view: CardView;
  mayCreate: boolean;
  mayDelete: boolean;
  actions: Actions;
}

/** What can be done without opening it: for hand and keyboard as buttons, for a finger behind one. */
export function GenerationActions({ view, mayCreate, mayDelete, actions }: GenerationActionsProps) {
  const t = useTranslations("gallery");
  const look = view.failure ? onSurface : onPicture;
  return (
    <>
      <ActionsMenu view={view} mayCreate={mayCreate} mayDelete={mayDelete} actions={actions} look={look} />
      <div
        data-slot="generation-actions"
        className={cn(
          "absolute top-2 right-2 flex gap-1 transition-opacity pointer-coarse:hidden",
          // A card of words has nothing that these would cover.
          !view.failure &&
            "pointer-fine:opacity-0 pointer-fine:group-focus-within/card:opacity-100 pointer-fine:group-hover/card:opacity-100",
        )}
      >
        {view.status === "ready" && (
          <a
            data-press="download"
            href={paths.api.download(view.id)}
            download
            aria-label={t("download")}
            title={t("download")}
            className={look}
          >
            <Download aria-hidden="true" />
          </a>
        )}
        {mayCreate && !view.failure && (
          <button
            type="button"
            data-press="reuse"
            aria-label={t("reuse")}
            title={t("reuse")}
            onClick={() => void actions.reuse(view)}
            className={look}
          >
            <RotateCcw aria-hidden="true" />
          </button>
        )}
        {mayDelete && (
          <button
            type="button"
            data-press="delete"
            aria-label={t("delete")}
            title={t("delete")}
            onClick={() => void actions.remove(view)}
            className={look}
          >
            <Trash2 aria-hidden="true" />
          </button>
        )}
      </div>
    </>
  );
}

/** For a finger one place that covers little of the picture, with everything in it. */
function ActionsMenu({ view, mayCreate, mayDelete, actions, look }: GenerationActionsProps & { look: string }) {
  const t = useTranslations("gallery");
  const canReuse = mayCreate && !view.failure;
  if (view.status !== "ready" && !canReuse && !mayDelete) return null;
  return (
    <div className="absolute top-1 right-1 pointer-fine:hidden">
      <Menu>
        <MenuTrigger aria-label={t("more")} className={look}>
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("more")} placement={{ align: "end" }}>
          {view.status === "ready" && (
            <MenuLink href={paths.api.download(view.id)} prefetch={false} download>
              <Download aria-hidden="true" />
              {t("download")}
            </MenuLink>
          )}
          {canReuse && (
            <MenuItem onSelect={() => void actions.reuse(view)}>
              <RotateCcw aria-hidden="true" />
              {t("reuse")}
            </MenuItem>
          )}
          {mayDelete && (
            <MenuItem tone="danger" onSelect={() => void actions.remove(view)}>
              <Trash2 aria-hidden="true" />
              {t("delete")}
            </MenuItem>
          )}
        </MenuContent>
      </Menu>
    </div>
  );
}
