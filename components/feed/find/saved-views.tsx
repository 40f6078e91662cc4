"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Users } from "@/components/ui/icons";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { look } from "@/components/clip/find-address";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { usePopover } from "@/components/ui/popover";
import { Switch } from "@/components/ui/switch";
import { roleMay } from "@/lib/access/permissions";
import { saveViewAction } from "@/lib/generations/find/actions";
import { type SavedViewView, VIEW_NAME_MAX_LENGTH } from "@/lib/generations/find/saved-view";
import { parseFind } from "@/lib/generations/find/find";
import { savedViewsQuery } from "./find-queries";
import { ViewEdit } from "./view-edit";

interface SavedViewsProps {
  place: GalleryPlace;
  find: string;
}

/** What is kept under a name, and a name for what is looked for now. */
export default function SavedViews({ place, find }: SavedViewsProps) {
  const t = useTranslations("find.views");
  const { data, error } = useQuery(savedViewsQuery(place.team));
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <div className="flex flex-col gap-3">
      {data && data.length > 0 && (
        <ul className="-mx-1 flex max-h-72 flex-col overflow-y-auto" aria-label={t("title")}>
          {data.map((view) => (
            <li key={view.id}>
              <ViewRow view={view} isNow={view.find === find} onEdit={() => setEdited(edited === view.id ? null : view.id)} />
              {edited === view.id && <ViewEdit team={place.team} view={view} onDone={() => setEdited(null)} />}
            </li>
          ))}
        </ul>
      )}
      {error && <Alert>{t("unreachable")}</Alert>}
      {find === "" ? <p className="text-sm text-quiet">{t(data?.length ? "how" : "none")}</p> : <SaveForm place={place} find={find} />}
    </div>
  );
}

function ViewRow({ view, isNow, onEdit }: { view: SavedViewView; isNow: boolean; onEdit: () => void }) {
  const t = useTranslations("find.views");
  const { content } = usePopover();
  return (
    <div className="flex items-center">
      <button
        type="button"
        aria-current={isNow || undefined}
        onClick={() => {
          content.current?.hidePopover();
          look(parseFind(view.find));
        }}
        className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-raised aria-current:bg-selected pointer-coarse:min-h-11"
      >
        <bdi className="truncate">{view.name}</bdi>
        {view.isShared && (
          <span className="flex shrink-0 items-center gap-1 text-xs text-quiet" title={t("by", { name: view.author })}>
            <Users aria-hidden="true" className="icon size-3.5" />
            {t("team")}
          </span>
        )}
      </button>
      {view.canChange && (
        <IconButton label={t("change", { name: view.name })} onClick={onEdit}>
          <Pencil aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

function SaveForm({ place, find }: SavedViewsProps) {
  const t = useTranslations("find.views");
  const client = useQueryClient();
  const [isShared, setShared] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => saveViewAction(place.team, { name: String(data.get("name") ?? ""), find, isShared }),
    onDone: async () => {
      await client.invalidateQueries(savedViewsQuery(place.team));
      form.current?.reset();
    },
  });
  return (
    <form ref={form} noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-2">
      <Field error={fieldError("name")}>
        <Label>{t("save")}</Label>
        <Input name="name" autoComplete="off" maxLength={VIEW_NAME_MAX_LENGTH} placeholder={t("name")} dir="auto" />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <div className="flex items-center justify-between gap-2">
        {roleMay(place.user.role, "views.share") ? (
          <Switch checked={isShared} onCheckedChange={setShared} label={t("forTeam")} />
        ) : (
          <span />
        )}
        <Button type="submit" pending={pending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}
